"""Letters leave beside the request: no page waits for a mail server, or tells by its time whether somebody has mail."""

import logging
from concurrent.futures import Future, ThreadPoolExecutor

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

log = logging.getLogger(__name__)
_posts = ThreadPoolExecutor(2, "mail")


def mail_is_set_up() -> bool:
    """Tell whether this installation has a mail server to hand letters to."""
    return bool(settings.EMAIL_HOST)


def post(*, to: str, subject: str, text: str) -> "Future[None] | None":
    """Send a letter when its turn comes; a failure is written into the log, without what the letter said."""
    return _posts.submit(_send, EmailMessage(subject, text, to=[to])) if mail_is_set_up() and to else None


def reach_server() -> str:
    """Say why the mail server does not take letters; empty when it does."""
    try:
        server = get_connection()
        server.open()
        server.close()
    except OSError as problem:  # smtplib's errors are among them
        return str(problem) or type(problem).__name__
    return ""


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except OSError as problem:
        log.error("a letter was not taken: %s", type(problem).__name__)
