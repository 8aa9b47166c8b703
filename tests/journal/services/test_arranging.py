"""A teacher is ill: who gives the lessons is written down, refused in its time, taken back; the database watches."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.journal.services.arranging import Arrangement, arrange
from parta.journal.services.cancelling import restore
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.school.models import Room
from parta.timetable.enums import ArrangingRefusal, SubstitutionKind
from parta.timetable.models import Lesson, Substitution, TeacherAbsence
from parta.timetable.queries.places import in_two_places
from parta.timetable.rules.absences import AbsenceWords
from parta.timetable.services.absences import change_absence, declare_absence, withdraw_absence
from parta.timetable.services.clashes import clashes_told
from tests.factories.ill import absence, lesson_of, physics, second_group
from tests.factories.practice import plan
from tests.factories.small_school import TODAY
from tests.journal.services.conftest import moment, on, topic_operation

NOW = moment("11-20", "07:30")
KIND = SubstitutionKind


@pytest.fixture
def ill(world):
    absence(world)
    return on(world, TODAY)


def do(desk, lesson, kind, who=None, reason="", base=None, by=None, **more):
    stands = Substitution.objects.filter(lesson=lesson).first()
    base = base if base is not None else (stands.pk if stands else 0)
    one = Arrangement(lesson.pk, base, kind, teacher_id=who.pk if who else None, **more)
    actor = desk.actor(by or desk.world.deputy)
    return arrange(actor=actor, wanted=[one], reason=reason, now=NOW)


def code(act, *args, **more):
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return caught.value.decision.code


def acts():
    return list(Event.objects.filter(chain="timetable").order_by("seq").values_list("act", flat=True))


def test_a_substitute_writes_and_then_the_appointment_stays(world, desk, ill):
    assert do(desk, ill, KIND.SUBSTITUTE, world.homeroom) == 1
    row = Substitution.objects.get(lesson=ill)
    assert (row.absent_id, row.substitute_id) == (world.teacher.pk, world.homeroom.pk)
    assert row.reason == "листок нетрудоспособности" and row.starts_at == ill.starts_at
    assert desk.send(world.homeroom, world.algebra, topic_operation(ill))[0]["status"] == "applied"
    other = on(world, date(2026, 11, 18))
    assert desk.send(world.homeroom, world.algebra, topic_operation(other))[0]["code"] == "not_your_duty"
    for kind, who in ((None, None), (KIND.SUBSTITUTE, world.english_teacher), (KIND.CANCELLED, None)):
        assert code(do, desk, ill, kind, who) == ArrangingRefusal.LESSON_HAS_RECORDS
    assert acts() == ["timetable.substitution_arranged"]
    assert list(verify_chains()) == []


def test_an_appointment_changes_and_is_taken_back_until_then_with_its_traces(world, desk, ill):
    do(desk, ill, KIND.SUBSTITUTE, world.homeroom)
    seen = Substitution.objects.get().pk
    do(desk, ill, KIND.SUBSTITUTE, world.english_teacher)
    assert code(do, desk, ill, KIND.SUBSTITUTE, world.homeroom, base=seen) == ArrangingRefusal.LESSON_STALE
    do(desk, ill, KIND.CANCELLED, reason="нет свободных")
    ill.refresh_from_db()
    assert (ill.status, ill.substitution.reason) == ("cancelled", "нет свободных")
    do(desk, ill, None)
    ill = Lesson.objects.get(pk=ill.pk)
    assert ill.status == "planned" and not Substitution.objects.exists()
    with pytest.raises(NotVisible):
        do(desk, ill, None)
    arranged, withdrawn = "timetable.substitution_arranged", "timetable.substitution_withdrawn"
    assert acts() == [arranged, withdrawn, arranged, withdrawn, "timetable.lesson_cancelled", withdrawn]
    gone = Event.objects.filter(act=withdrawn).order_by("seq").first()
    assert gone.before["substitute"] == world.homeroom.pk and gone.person_id == world.deputy.pk


def test_nobody_substitutes_in_two_places(world, desk, ill):
    lesson_of(world.other_course, world.homeroom, 1)
    with pytest.raises(Refused) as caught:
        do(desk, ill, KIND.SUBSTITUTE, world.homeroom)
    assert caught.value.decision.code == ArrangingRefusal.SUBSTITUTE_BUSY
    assert caught.value.decision.params["where"] == "7Б"
    ill.refresh_from_db()
    assert ill.status == "planned" and not Substitution.objects.exists() and acts() == []


def test_the_database_itself_refuses_two_places_and_lets_joined_groups_be(world, ill):
    def put(lesson, kind, who):
        with transaction.atomic():
            return Substitution.objects.create(lesson=lesson, kind=kind, substitute_id=who.pk)

    beside = lesson_of(world.other_course, world.english_teacher, 1)
    with pytest.raises(IntegrityError, match="substitute has a lesson"):
        put(ill, "substitute", world.english_teacher)
    put(ill, "substitute", world.homeroom)
    with pytest.raises(IntegrityError, match="substitute_is_in_one_place"):
        put(beside, "substitute", world.homeroom)
    row = put(beside, "joined", world.homeroom)
    row.kind = "substitute"
    with pytest.raises(IntegrityError, match="substitute_is_in_one_place"), transaction.atomic():
        row.save()
    row.delete()
    beside.delete()
    late = lesson_of(world.other_course, world.english_teacher, 3)
    put(late, "substitute", world.homeroom)
    with pytest.raises(IntegrityError, match="substitute_is_in_one_place"), transaction.atomic():
        Lesson.objects.filter(pk=late.pk).update(starts_at=ill.starts_at)


def test_a_group_is_joined_with_its_neighbour(world, desk):
    partner, beside = second_group(world)
    absence(world, world.english_teacher)
    mine = next(one for one in world.english_lessons if one.date == TODAY)
    do(desk, mine, KIND.JOINED, partner_id=beside.pk)
    row = Substitution.objects.get(lesson=mine)
    assert (row.kind, row.substitute_id) == ("joined", partner.pk)
    assert desk.send(partner, world.english, topic_operation(mine))[0]["status"] == "applied"
    other = next(one for one in world.english_lessons if one.date == date(2026, 11, 18))
    absence(world, world.english_teacher, date(2026, 11, 18), date(2026, 11, 18))
    assert code(do, desk, other, KIND.JOINED, partner_id=beside.pk) == ArrangingRefusal.PARTNER_AWAY


def test_another_course_takes_the_hour_and_the_timetable_leaves_it_alone(world, desk, ill):
    who, course = physics(world)
    do(desk, ill, KIND.OTHER_SUBJECT, who, course_id=course.pk)
    row = Substitution.objects.select_related("given", "lesson").get()
    assert row.lesson.status == "cancelled" and row.subject_id == course.subject_id
    given = row.given
    assert (given.course_id, given.employee_id, given.starts_at) == (course.pk, who.pk, ill.starts_at)
    assert desk.send(who, course, topic_operation(given))[0]["status"] == "applied"
    assert code(restore, actor=desk.actor(world.deputy), lesson_id=ill.pk, now=NOW) == ArrangingRefusal.HOUR_IS_GIVEN
    assert code(do, desk, ill, None) == ArrangingRefusal.LESSON_HAS_RECORDS
    Lesson.objects.filter(pk=given.pk).update(status="planned")
    plan(world)
    assert Lesson.objects.get(pk=given.pk).starts_at == ill.starts_at
    assert code(do, desk, ill, KIND.SUBSTITUTE, world.homeroom) == ArrangingRefusal.LESSON_HAS_RECORDS


def test_another_course_goes_when_it_is_taken_back(world, desk, ill):
    who, course = physics(world)
    do(desk, ill, KIND.OTHER_SUBJECT, who, course_id=course.pk)
    do(desk, ill, None)
    assert not course.lessons.exists() and Lesson.objects.get(pk=ill.pk).status == "planned"
    heard = Event.objects.filter(chain=f"course:{course.pk}", act="journal.lesson_arranged").order_by("seq")
    assert list(heard.values_list("after__given", flat=True)) == ["other_subject", None]
    with clashes_told():
        lesson_of(course, who, 1)
    assert code(do, desk, ill, KIND.OTHER_SUBJECT, who, course_id=course.pk) == ArrangingRefusal.COURSE_AWAY
    foreign = world.other_course.pk
    assert code(do, desk, ill, KIND.OTHER_SUBJECT, world.homeroom, course_id=foreign) == ArrangingRefusal.COURSE_AWAY


def test_another_course_with_a_trace_in_its_journal_stays_there_as_cancelled(world, desk, ill):
    who, course = physics(world)
    do(desk, ill, KIND.OTHER_SUBJECT, who, course_id=course.pk)
    given = course.lessons.get()
    desk.send(who, course, topic_operation(given))
    assert desk.send(who, course, {**topic_operation(given, ""), "base": 1})[0]["status"] == "applied"
    do(desk, given, KIND.SUBSTITUTE, world.english_teacher, reason="курсы")
    assert code(do, desk, ill, None) == ArrangingRefusal.GIVEN_IS_ARRANGED
    do(desk, given, None, reason="курсы")
    do(desk, ill, KIND.SUBSTITUTE, world.homeroom)
    assert course.lessons.get().status == "cancelled" and Lesson.objects.get(pk=ill.pk).status == "planned"
    assert list(verify_chains()) == []


def test_another_course_finds_its_room_taken(world, desk, ill):
    who, course = physics(world)
    room = Room.objects.create(number="31")
    with clashes_told():
        Lesson.objects.filter(pk__in=[ill.pk, lesson_of(world.other_course, world.homeroom, 1).pk]).update(room=room)
    assert code(do, desk, ill, KIND.OTHER_SUBJECT, who, course_id=course.pk) == "timetable_taken"
    ill.refresh_from_db()
    assert ill.status == "planned" and not Substitution.objects.exists() and acts() == []


def test_a_lesson_goes_back_to_its_teacher_only_where_that_one_is_free(world, desk, ill):
    do(desk, ill, KIND.SUBSTITUTE, world.homeroom)
    TeacherAbsence.objects.all().delete()
    beside = lesson_of(world.other_course, world.english_teacher, 1)
    do(desk, beside, KIND.SUBSTITUTE, world.teacher, reason="вместо ушедшей")
    assert code(do, desk, ill, None) == "timetable_taken"
    assert Substitution.objects.count() == 2
    do(desk, beside, None)
    do(desk, ill, None)


def test_what_is_refused_by_the_state_of_things(world, desk, ill):
    absence(world, world.homeroom)
    assert code(do, desk, ill, KIND.SUBSTITUTE, world.homeroom) == ArrangingRefusal.SUBSTITUTE_ABSENT
    for nobody in (world.teacher, world.secretary, world.mother):
        with pytest.raises(NotVisible):
            do(desk, ill, KIND.SUBSTITUTE, nobody)
    english = next(one for one in world.english_lessons if one.date == TODAY)
    assert code(do, desk, english, KIND.CANCELLED) == ArrangingRefusal.WITHOUT_REASON
    Lesson.objects.filter(pk=english.pk).update(status="cancelled")  # a day off, since the page was opened
    for kind, who in ((KIND.SUBSTITUTE, world.homeroom), (KIND.CANCELLED, None)):
        assert code(do, desk, english, kind, who, reason="курсы") == ArrangingRefusal.LESSON_AWAY
    absent = {"kind": "absence", "lesson": ill.pk, "pupil": world.pupils[0].pk, "value": "ill"}
    desk.send(world.teacher, world.algebra, absent)
    assert code(do, desk, ill, KIND.SUBSTITUTE, world.english_teacher) == ArrangingRefusal.LESSON_HAS_RECORDS


def test_only_a_deputy_or_an_administrator_arranges(world, desk, ill):
    for who in (world.teacher, world.director, world.secretary, world.homeroom):
        with pytest.raises(Forbidden):
            do(desk, ill, KIND.SUBSTITUTE, world.homeroom, by=who)
        with pytest.raises(Forbidden):
            withdraw_absence(actor=desk.actor(who), absence_id=1, base=1, now=NOW)
    do(desk, ill, KIND.SUBSTITUTE, world.homeroom, by=world.admin)


def test_an_absence_is_declared_corrected_and_taken_back(world, desk):
    actor = desk.actor(world.deputy)
    said = AbsenceWords(date(2026, 11, 18), date(2026, 11, 21), "командировка", "приказ № 7")
    row = declare_absence(actor=actor, employee_id=world.teacher.pk, said=said, now=NOW)
    again = {"actor": actor, "employee_id": world.teacher.pk, "now": NOW}
    assert code(declare_absence, said=said, **again) == ArrangingRefusal.ABSENCE_OVERLAPS
    lesson = on(world, TODAY)
    do(desk, lesson, KIND.SUBSTITUTE, world.homeroom)
    change = {"actor": actor, "absence_id": row.pk, "base": row.version, "now": NOW}
    earlier = AbsenceWords(said.start, date(2026, 11, 19), said.reason)
    assert code(change_absence, said=earlier, **change) == ArrangingRefusal.ABSENCE_IS_COVERED
    assert code(withdraw_absence, **change) == ArrangingRefusal.ABSENCE_IS_COVERED
    do(desk, lesson, None)
    change_absence(said=earlier, **change)
    assert TeacherAbsence.objects.get().ends_on == date(2026, 11, 19)
    assert code(change_absence, said=said, **change) == ArrangingRefusal.ABSENCE_STALE
    assert code(withdraw_absence, **change) == ArrangingRefusal.ABSENCE_STALE
    withdraw_absence(**change | {"base": 2})
    assert not TeacherAbsence.objects.exists()
    told = [act for act in acts() if "absence" in act]
    assert told == ["timetable.absence_declared", "timetable.absence_changed", "timetable.absence_withdrawn"]


def test_a_file_is_told_who_would_be_in_two_places(world):
    first, second = lesson_of(world.other_course, world.english_teacher, 1), on(world, TODAY)
    english = next(one for one in world.english_lessons if one.date == TODAY)
    who, mine = world.homeroom.pk, world.english_teacher.pk
    twice = [(first.pk, who, "substitute"), (second.pk, who, "substitute"), (english.pk, who, "substitute")]
    assert in_two_places(twice) == {second.pk}
    assert in_two_places([(first.pk, who, "substitute"), (second.pk, who, "joined")]) == set()
    assert in_two_places([(second.pk, mine, "substitute")]) == {second.pk}
    assert in_two_places([(second.pk, mine, "substitute"), (first.pk, None, "cancelled")]) == set()
