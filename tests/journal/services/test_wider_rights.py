"""Who else writes on a teacher's page: what the acts say of homeroom teachers and directors, at the services."""

from datetime import date

import pytest

from parta.audit.models import Event
from parta.people.models import HomeroomTeacher
from parta.regulation.models import RegulationVersion
from tests.journal.services.conftest import mark, on

FRIDAY = date(2026, 11, 20)
WORK = "00000000-0000-4000-8000-0000000000a1"
REFUSED, APPLIED = "refused", "applied"


@pytest.mark.parametrize(
    ("preset", "homeroom", "absences", "director"),
    [
        ("lyceum_68", APPLIED, APPLIED, APPLIED),  # 3.5.1, 3.5.3, 3.9.2
        ("stakhanovskaya", REFUSED, APPLIED, REFUSED),  # П2-2.14 «без права редактирования», and the absences daily
        ("school_2", REFUSED, APPLIED, REFUSED),  # 17(5): the homeroom teacher writes the codes of absence
        ("kudymkar_college", REFUSED, APPLIED, REFUSED),  # a curator watches; of absences the act is silent
    ],
)
def test_homeroom_teacher_and_director_write_where_the_act_says_so(
    world, desk, preset, homeroom, absences, director
) -> None:
    RegulationVersion.objects.update(preset=preset, values={})
    lesson, pupil = on(world, FRIDAY), world.pupils[0]
    topic = {"kind": "topic", "lesson": lesson.pk, "value": "Многочлены"}
    absence = {"kind": "absence", "lesson": lesson.pk, "pupil": pupil.pk, "value": "ill"}
    assert desk.send(world.homeroom, world.algebra, mark(world, pupil, "5", lesson, WORK))[0]["status"] == homeroom
    assert desk.send(world.homeroom, world.algebra, topic)[0]["status"] == homeroom
    assert desk.send(world.homeroom, world.algebra, absence)[0]["status"] == absences
    other = WORK.replace("a1", "a2")
    assert desk.send(world.director, world.algebra, mark(world, pupil, "4", lesson, other))[0]["status"] == director


def test_who_leads_a_class_in_anothers_place_writes_in_whose(world, desk) -> None:
    RegulationVersion.objects.update(preset="lyceum_68", values={})
    days = {"starts_on": date(2026, 11, 1), "ends_on": date(2027, 8, 31), "acting": True, "ground": "приказ № 5"}
    HomeroomTeacher.objects.create(school_class=world.school_class, employee_id=world.english_teacher.pk, **days)
    topic = {"kind": "topic", "lesson": on(world, FRIDAY).pk, "value": "Многочлены"}
    assert desk.send(world.english_teacher, world.algebra, topic)[0]["status"] == APPLIED
    assert desk.send(world.teacher, world.algebra, {**topic, "value": "Степени", "base": 1})[0]["status"] == APPLIED
    done = Event.objects.filter(act="journal.topic_recorded").order_by("pk").values_list("person_id", "acting_for")
    assert list(done) == [
        (world.english_teacher.pk, world.homeroom.pk),
        (world.teacher.pk, None),
    ]


@pytest.mark.parametrize("who", ["deputy", "admin"])
def test_no_act_lets_anybody_else_write(world, desk, who) -> None:
    for preset in ("school_117", "lyceum_68", "school_2", "stakhanovskaya", "kudymkar_college", "default"):
        RegulationVersion.objects.update(preset=preset, values={})
        row = mark(world, world.pupils[0], "5", on(world, FRIDAY), WORK)
        (answer,) = desk.send(getattr(world, who), world.algebra, row)
        assert (answer["status"], answer["code"]) == (REFUSED, "not_your_duty"), preset
