"""A journal is corrected by the office: its subject only while nothing is written in it."""

from datetime import datetime

from django.db import transaction

from parta.audit.services import lock_chain
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN
from parta.curriculum.services.courses import CourseCard, set_course_card
from parta.journal.queries.content import course_written
from parta.kernel.actor import Actor
from parta.kernel.decisions import require
from parta.timetable.models import Lesson


@transaction.atomic
def correct_course(*, actor: Actor, course_id: int, card: CourseCard, now: datetime) -> bool:
    """Correct what is said of a journal; tell whether anything changed.

    Raises `Forbidden`, `NotVisible`; refuses as `set_course_card`.
    """
    require(may_keep_load(actor))
    lock_chain(CHAIN)
    # Who writes the first record waits for what is decided here.
    list(Lesson.objects.select_for_update(of=("self",)).filter(course=course_id).order_by("pk").values_list("pk"))
    written = course_written(course_id)
    return set_course_card(actor=actor, course_id=course_id, card=card, written=written, now=now)
