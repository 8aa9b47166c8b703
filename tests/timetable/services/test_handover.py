"""Services of the office refuse by themselves, whatever page asks; a course handed over keeps what lies beyond a load."""

from datetime import date, timedelta

import pytest

from parta.curriculum.models import TeachingLoad
from parta.curriculum.rules.loads import Handover
from parta.curriculum.rules.mark_orders import OrderOfDays
from parta.curriculum.services.groups import move_pupil
from parta.curriculum.services.mark_orders import enter_mark_order
from parta.installation.schools import inside
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden
from parta.school.services.rooms import RoomCard, correct_room
from parta.timetable.models import Lesson
from parta.timetable.services.handover import hand_over
from tests.journal.services.conftest import moment

DAY = date(2026, 11, 20)
NOW = moment("11-18", "12:00")


def actor(role):
    return Actor(1, None, "alpha", roles=frozenset({role}), today=date(2026, 11, 18))


def asked(world, who):
    """Give what each service would do for an actor."""
    wanted = Handover(world.english_teacher.pk, DAY, "приказ № 45")
    order = OrderOfDays("45", date(2026, 11, 1), date(2026, 12, 20), date(2026, 12, 28), (7,))
    common = {"actor": who, "now": NOW}
    return {
        "load": lambda: hand_over(course_id=world.algebra.pk, load_id=None, wanted=wanted, **common),
        "group": lambda: move_pupil(
            class_id=world.school_class.pk,
            subject_id=world.english.subject_id,
            pupil_id=world.pupils[0].pk,
            group_id=None,
            day=DAY,
            last_record=None,
            **common,
        ),
        "order": lambda: enter_mark_order(calendar_id=world.calendar.pk, term_id=None, order=order, **common),
        "room": lambda: correct_room(
            room_id=world.lessons[0].room_id, card=RoomCard("12", "кабинет", 20, "", ""), **common
        ),
    }


@pytest.mark.parametrize("service", ["load", "group", "order", "room"])
@pytest.mark.parametrize("role", ["teacher", "parent", "pupil"])
def test_whose_duty_it_is_not_is_refused_by_the_service(world, service, role):
    with inside(world.school), pytest.raises(Forbidden):
        asked(world, actor(role))[service]()


def test_lessons_after_the_end_of_the_leaving_load_stay(world):
    with inside(world.school):
        load = TeachingLoad.objects.get(course=world.algebra)
        days = list(
            Lesson.objects.filter(course=world.algebra, date__gte=DAY).order_by("date").values_list("date", flat=True)
        )
        assert len(days) > 1
        load.ends_on = days[-1] - timedelta(days=1)
        load.save()
        wanted = Handover(world.english_teacher.pk, DAY, "приказ № 45")
        count = hand_over(actor=actor("deputy"), course_id=world.algebra.pk, load_id=load.pk, wanted=wanted, now=NOW)
        assert count == len(days) - 1
        last = Lesson.objects.get(course=world.algebra, date=days[-1])
        assert last.employee_id == world.teacher.pk
