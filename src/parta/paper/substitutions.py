"""The journal of substitutions on paper: a line a lesson with a place for the signature, and the hours for pay."""

from django.db import transaction

from parta.journal.queries.substitution_log import LogRow, LogWanted, substitution_log
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.paper.words import capital
from parta.people.queries.actors import Frame
from parta.wording.arranging import kind_word
from parta.wording.dates import span_text
from parta.wording.plurals import hours_number


@transaction.atomic
def print_log(*, frame: Frame, wanted: LogWanted) -> Printed:
    """Print the lines of the journal of substitutions that the actor may see, with the hours by teacher."""
    page = substitution_log(actor=frame.actor, wanted=wanted, now=frame.now)
    imprint = imprint_of(frame)
    span = f"{span_text(wanted.first, wanted.last)} {wanted.last.year} г."
    title = f"Журнал замещённых {'занятий' if imprint.college else 'уроков'}"
    sums = [
        [
            one.name,
            *(
                hours_number(n) if n else ""
                for n in (one.substituted, one.joined, one.planned, one.replaced, one.cancelled)
            ),
        ]
        for one in page.sums
    ]
    data = {
        "title": f"{title}, {span}",
        "heading": title,
        "span": span,
        "rows": [_line(number, row) for number, row in enumerate(page.rows, 1)],
        "sums": sums,
        "hours": hours_number(page.hours),
    }
    content = typeset("substitutions", data, imprint=imprint)
    keep(frame, Form.SUBSTITUTIONS, {"from": wanted.first.isoformat(), "to": wanted.last.isoformat()})
    return Printed(f"{title}, {span}.pdf", content)


def _line(number: int, row: LogRow) -> dict[str, str]:
    return {
        "no": str(number),
        "date": f"{row.date:%d.%m.%Y}",
        "lesson": "" if row.number is None else str(row.number),
        "class": " ".join(part for part in (row.class_name, row.group) if part),
        "subject": capital(row.subject),
        "topic": row.topic,
        "absent": row.absent,
        "reason": row.reason,
        "substitute": row.substitute,
        "kind": kind_word(row.kind) + (f": {row.other_subject}" if row.other_subject else ""),
        "ground": row.ground,
        "hours": hours_number(row.hours_given) if row.hours_given else "",
    }
