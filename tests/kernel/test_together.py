"""Several querysets by one query: the same rows, of the same types, as each read alone."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.audit.services import Entry, record
from parta.curriculum.models import Course, Subject
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.kernel.together import read_together
from parta.people.models import Achievement, Enrolment, Guardianship, HomeroomTeacher, Person
from parta.timetable.models import Lesson
from tests.factories.small_school import TODAY, at


def asked():
    return (
        Enrolment.objects.select_related("school_class__year", "pupil__person").order_by("-pk"),
        Guardianship.objects.select_related("guardian", "pupil__person").order_by("pk"),
        Achievement.objects.select_related("told_by", "decided_by").order_by("pk"),
        HomeroomTeacher.objects.order_by("pk"),
        Event.objects.order_by("pk"),
        Course.objects.order_by("pk"),
        Lesson.objects.order_by("pk")[1:3],
        Person.objects.defer("phone").filter(last_name__contains="%").order_by("pk"),
        Subject.objects.none(),
    )


def told(rows):
    found = []
    for one in rows:
        near = [getattr(one, name) for name in one._state.fields_cache]
        found.append(
            [
                {key: value for key, value in vars(each).items() if key != "_state"}
                for each in (one, *filter(None, near))
            ]
        )
    return found


def test_the_rows_are_those_that_each_gives_alone(world):
    with inside(world.school):
        Person.objects.create(last_name="100 %s", first_name="O'Нил", sort_key="100 %s")
        Achievement.objects.create(
            pupil_id=world.pupils[0].pk, day=TODAY, title="№ 1", level="school", told_by=world.mother,
            told_at=at(TODAY, "12:00"),
        )  # fmt: skip
        entry = Entry("people.card_opened", {"id": 1, "part": 25}, None, {"a": [None, "ё"]})
        record(chain="x", actor=Actor(1, None, "alpha"), entries=[entry], now=at(TODAY, "12:00"))
        alone, rows = [told(one) for one in asked()], asked()
        with CaptureQueriesContext(connection) as seen:
            read_together(*rows)
            read_together(*rows)
            together = [told(one) for one in rows]
        assert len(seen) == 1 and together == alone and [len(one) > 0 for one in together] == [True] * 8 + [False]
