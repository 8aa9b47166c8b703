"""Services that set hours, open journals, keep practices and the schedule of works ask by themselves whose they are."""

from datetime import date
from decimal import Decimal

import pytest

from parta.curriculum.models import CurriculumLine, Practice, Subject, TeachingLoad
from parta.curriculum.queries.practices import blocks_stamp
from parta.curriculum.rules.loads import LoadHours
from parta.curriculum.rules.practices import PracticeChange
from parta.curriculum.services.loads import set_load_hours
from parta.curriculum.services.opening import ClassJournal, open_class_course
from parta.installation.schools import inside
from parta.journal.enums import WorkLevel
from parta.journal.models import PlannedWork
from parta.journal.services.planned_works import change_planned_work, follow_plans, plan_for_parallel
from parta.journal.services.practices import correct_practices
from parta.kernel.actor import Actor
from parta.kernel.decisions import Forbidden, NotVisible
from parta.school.models import SchoolClass
from tests.factories.practice import practice_block
from tests.journal.services.conftest import moment

NOW = moment("11-20", "12:00")
FIRST, LAST = date(2026, 12, 7), date(2026, 12, 12)


def actor_of(world, role):
    return Actor(1, world.deputy.pk, "alpha", roles=frozenset({role}), today=NOW.date())


def practice(subject, pk=None):
    return PracticeChange(pk, subject, FIRST, LAST, 36, "", "", None)


def set_practices(world, who, *blocks, seen=""):
    stood = blocks_stamp(Practice.objects.filter(school_class=world.school_class.pk))
    return correct_practices(actor=who, class_id=world.school_class.pk, stood=stood, blocks=blocks, seen=seen, now=NOW)


def acts(world, who):
    """Give what each service would do for an actor."""
    load = TeachingLoad.objects.get(course=world.algebra).pk
    common = {"actor": who, "now": NOW}
    hours = LoadHours(Decimal(2), None, NOW.date(), "приказ № 1")
    journal = ClassJournal(world.algebra.subject_id, world.teacher.pk, Decimal(2), NOW.date())
    return {
        "hours": lambda: set_load_hours(course_id=world.algebra.pk, load_id=load, wanted=hours, **common),
        "open": lambda: open_class_course(class_id=world.school_class.pk, wanted=journal, **common),
        "practices": lambda: set_practices(world, who),
        "parallel": lambda: plan_for_parallel(
            grade_level=7, subject_id=world.algebra.subject_id, day=FIRST, kind="ВПР", title="",
            level=WorkLevel.FEDERAL, **common,
        ),
        "change": lambda: change_planned_work(work_id=1, day=FIRST, level=None, base=1, **common),
        "follow": lambda: follow_plans(works={1: 1}, **common),
    }  # fmt: skip


@pytest.mark.parametrize("act", ["hours", "open", "practices", "parallel", "change", "follow"])
@pytest.mark.parametrize("role", ["director", "secretary", "teacher", "homeroom_teacher", "parent"])
def test_whose_duty_it_is_not_is_refused_by_the_service(world, act, role):
    with inside(world.school), pytest.raises(Forbidden):
        acts(world, actor_of(world, role))[act]()


def test_a_journal_is_opened_of_the_own_curriculum_alone(world):
    with inside(world.school):
        subject = Subject.objects.create(name="черчение", name_key="черчение")
        CurriculumLine.objects.create(
            year=world.year, school_class=world.other_class, subject=subject, hours_per_week=1
        )
        wanted = ClassJournal(subject.pk, world.teacher.pk, Decimal(1), NOW.date())
        with pytest.raises(NotVisible):
            open_class_course(actor=actor_of(world, "deputy"), class_id=world.school_class.pk, wanted=wanted, now=NOW)


def test_practices_of_another_group_and_what_is_no_practice_are_not_taken(world):
    practice_block(world)
    with inside(world.school):
        SchoolClass.objects.update(kind="group")
        who, own = actor_of(world, "deputy"), Practice.objects.get()
        Practice.objects.filter(pk=own.pk).update(starts_on=FIRST, ends_on=LAST)
        other = Practice.objects.create(
            school_class=world.other_class, subject=own.subject, starts_on=FIRST, ends_on=LAST
        )
        for wrong in (practice(own.subject_id, other.pk), practice(world.algebra.subject_id)):
            with pytest.raises(NotVisible):
                set_practices(world, who, wrong)
        assert set_practices(world, who, practice(own.subject_id, own.pk)).changed


def test_a_work_that_somebody_has_changed_since_does_not_go_with_its_plan(world):
    with inside(world.school):
        line, ahead = world.plan.lines.get(number=8), world.algebra.lessons.order_by("date").last()
        work = PlannedWork.objects.create(
            course=world.algebra, day=ahead.date.replace(month=12, day=30), kind="контрольная работа", title=line.topic,
            plan_line=line, planned_by=world.deputy, version=2,
        )  # fmt: skip
        who = actor_of(world, "deputy")
        assert follow_plans(actor=who, works={work.pk: 1}, now=NOW) == 0
        assert follow_plans(actor=who, works={work.pk: 2}, now=NOW) == 1
