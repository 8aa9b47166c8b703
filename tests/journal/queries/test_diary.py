"""What the diary's pages read: only the child's own, each record once, in a fixed number of queries."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.curriculum.models import Course, StudyGroupMember
from parta.journal.models import HomeworkDone, Mark
from parta.journal.queries.diary.absences import absences_page
from parta.journal.queries.diary.children import open_diary
from parta.journal.queries.diary.first import first_page
from parta.journal.queries.diary.marks import marks_page, subject_page
from parta.journal.queries.diary.results import results_page
from parta.journal.queries.diary.week import week_page
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible
from parta.people.models import Enrolment, Pupil
from parta.timetable.models import Lesson, Substitution
from tests.factories.school_day import NOW, absent, homework, mark, note, term_mark, told_mark, work
from tests.factories.small_school import YEAR_START, ZONE
from tests.factories.small_school import pupil as new_pupil

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def diary_of(world):
    def opened(person, child=None, role="pupil", now=NOW):
        actor = Actor(1, person.pk, "alpha", frozenset({role}), today=now.date())
        return open_diary(actor=actor, child_id=child, now=now, zone=ZONE)

    return opened


def lessons_of(page):
    return [(lesson.date.day, lesson.subject) for day in page.days for lesson in day.lessons]


def test_the_week_has_six_days_and_own_lessons_only(world, diary_of):
    page = week_page(diary_of(world.pupils[0]), FRIDAY)
    assert [day.date.day for day in page.days] == [16, 17, 18, 19, 20, 21]
    assert [lesson.subject for lesson in page.days[4].lessons] == ["алгебра", "иностранный язык (английский)"]
    assert page.days[4].lessons[0].start == "08:00"
    assert page.days[4].is_today
    assert page.is_this_week


def test_a_subgroup_lesson_is_of_its_members(world, diary_of):
    assert {subject for _, subject in lessons_of(week_page(diary_of(world.pupils[2]), FRIDAY))} == {"алгебра"}


def test_a_change_of_subgroup_counts_from_its_day(world, diary_of):
    member = StudyGroupMember.objects.get(pupil_id=world.pupils[0].pk)
    member.ends_on = date(2026, 11, 18)
    member.save()
    days = [day for day, subject in lessons_of(week_page(diary_of(world.pupils[0]), FRIDAY)) if subject != "алгебра"]
    assert days == [16, 18]


def test_who_came_in_the_middle_sees_lessons_from_that_day(world, diary_of):
    new = new_pupil("Новиков", "Глеб", world.school_class, starts_on=date(2026, 11, 18))
    assert lessons_of(week_page(diary_of(new), FRIDAY)) == [(18, "алгебра"), (20, "алгебра")]


def test_who_changed_class_sees_each_class_for_its_days(world, diary_of):
    me = world.pupils[2]
    Enrolment.objects.filter(pupil_id=me.pk).update(ends_on=date(2026, 11, 17))
    Enrolment.objects.create(pupil_id=me.pk, school_class=world.other_class, starts_on=date(2026, 11, 18))
    other = Lesson.objects.get(course=world.other_course)
    Lesson.objects.filter(pk=other.pk).update(date=FRIDAY)
    page = week_page(diary_of(me), FRIDAY)
    assert [(lesson.date.day, lesson.course_id) for day in page.days for lesson in day.lessons] == [
        (16, world.algebra.pk), (20, world.other_course.pk),
    ]  # fmt: skip


def test_a_pupil_taught_at_home_has_no_lessons_of_the_class(world, diary_of):
    me = world.pupils[0]
    Enrolment.objects.filter(pupil_id=me.pk).update(individual=True)
    home = Course.objects.create(
        year=world.year, calendar=world.calendar, subject=world.algebra.subject, school_class=world.school_class,
        study_group=world.english.study_group, kind="home", title="алгебра (надомно)", sort_key="9",
    )  # fmt: skip
    Lesson.objects.create(course=home, date=FRIDAY, starts_at=NOW, ends_at=NOW + timedelta(minutes=40), number=5)
    assert lessons_of(week_page(diary_of(me), FRIDAY)) == [(20, "алгебра (надомно)")]


def test_marks_absences_words_and_homework_stand_at_their_lesson(world, diary_of):
    me, other = world.pupils[:2]
    given, due = world.lessons[4], world.lessons[5]
    column = work(due, kind="диктант", criteria=2, title="«Ёлка» \U0001f384 <b>")
    mark(column, me, "4", criterion=1)
    mark(column, me, "3", attempts=("2",), criterion=2)
    mark(column, other, "2")
    mark(work(due), me, "")
    absent(due, me, "late", "проспал")
    note(due, me, "Молодец, «Пётр» & Ко")
    note(due, other, "чужое")
    common = homework(given, due, "§ 5", minutes=20)
    homework(given, due, "своё", pupil_id=me.pk)
    homework(given, due, "чужое", pupil_id=other.pk)
    HomeworkDone.objects.create(homework=common, pupil_id=me.pk, done_at=NOW)
    lesson = week_page(diary_of(me), FRIDAY).days[4].lessons[0]
    assert [m.text for m in lesson.marks] == ["4/2→3"]
    assert lesson.marks[0].title == "«Ёлка» \U0001f384 <b>"
    assert (lesson.absence, lesson.absence_reason, lesson.note) == ("late", "проспал", "Молодец, «Пётр» & Ко")
    assert [(item.text, item.personal, item.done) for item in lesson.homework] == [
        ("своё", True, False), ("§ 5", False, True),
    ]  # fmt: skip


def test_homework_without_a_lesson_named_is_due_at_the_next_one(world, diary_of):
    homework(world.lessons[3], None, "№ 7")
    page = week_page(diary_of(world.pupils[0]), FRIDAY)
    assert [item.text for item in page.days[2].lessons[0].homework] == ["№ 7"]
    Lesson.objects.filter(pk=world.lessons[4].pk).update(status="cancelled")
    page = week_page(diary_of(world.pupils[0]), FRIDAY)
    assert page.days[2].lessons[0].cancelled
    assert [item.text for item in page.days[4].lessons[0].homework] == ["№ 7"]


def test_a_substitution_names_who_came_and_not_why(world, diary_of):
    Substitution.objects.create(
        lesson=world.lessons[5], kind="other_subject", absent_id=world.teacher.pk,
        substitute_id=world.homeroom.pk, subject=world.english.subject, reason="больничный",
    )  # fmt: skip
    lesson = week_page(diary_of(world.pupils[0]), FRIDAY).days[4].lessons[0]
    assert (lesson.substituted, lesson.teacher) == (True, "Сафонова Е. В.")
    assert lesson.held_subject == "иностранный язык (английский)"
    assert "больничный" not in repr(lesson)


def test_the_first_screen_shows_today_and_the_next_school_day(world, diary_of):
    page = first_page(diary_of(world.pupils[0]))
    assert page.today.date == FRIDAY
    assert page.following.date == date(2026, 11, 23)
    Lesson.objects.filter(date=date(2026, 11, 23)).update(status="cancelled")
    assert first_page(diary_of(world.pupils[0])).following.date == date(2026, 11, 25)


def test_a_mark_and_its_correction_are_news_once(world, diary_of):
    me = world.pupils[0]
    given = mark(work(world.lessons[5]), me, "4")
    told_mark(given, None)
    told_mark(given, {"value": "5", "attempts": [], "version": 1}, "journal.mark_changed")
    told_mark(given, {"value": "3", "attempts": [], "version": 2}, "journal.mark_changed")
    [day] = first_page(diary_of(me)).news
    [news] = day.items
    assert (news.value, news.before, news.subject) == ("4", "", "алгебра")


def test_a_change_on_a_later_day_says_what_stood_before(world, diary_of):
    me = world.pupils[0]
    given = mark(work(world.lessons[5]), me, "4")
    told_mark(given, None, moment=NOW - timedelta(days=2))
    told_mark(given, {"value": "5", "attempts": []}, "journal.mark_changed")
    [day] = first_page(diary_of(me)).news
    assert [(item.before, item.value) for item in day.items] == [("5", "4")]


def test_what_came_and_went_within_a_day_is_no_news(world, diary_of):
    me = world.pupils[0]
    given = mark(work(world.lessons[5]), me, "")
    told_mark(given, None)
    told_mark(given, {"value": "5", "attempts": []}, "journal.mark_cleared")
    assert first_page(diary_of(me)).news == ()


def test_news_are_of_this_child_and_of_the_last_days(world, diary_of):
    me, other = world.pupils[:2]
    column = work(world.lessons[5])
    told_mark(mark(column, other, "2"))
    told_mark(mark(column, me, "5"), moment=NOW - timedelta(days=8))
    assert first_page(diary_of(me)).news == ()


def test_absences_of_a_day_are_one_line_and_results_and_words_are_news_too(world, diary_of):
    me = world.pupils[0]
    absent(world.lessons[5], me)
    absent(world.english_lessons[5], me)
    note(world.lessons[5], me, "Пётр, загляните ко мне")
    term_mark(world.lessons[5], me, world.terms[0], "4")
    retaken = mark(work(world.lessons[4]), me, "4", attempts=("2",))
    told_mark(retaken, {"value": "2", "attempts": []}, "journal.mark_changed")
    [day] = first_page(diary_of(me)).news
    by_code = {item.code: item for item in day.items}
    assert set(by_code) == {"absence", "note", "result", "mark"}
    assert by_code["absence"].subjects == ("алгебра", "иностранный язык (английский)")
    assert by_code["mark"].retaken
    assert (by_code["result"].value, by_code["result"].term_number) == ("4", 1)


def test_nothing_new_means_one_query_and_no_page(world, diary_of):
    diary = diary_of(world.pupils[0])
    stamp = first_page(diary).calendar.stamp
    with CaptureQueriesContext(connection) as captured:
        assert first_page(diary, stamp) is None
        assert week_page(diary, FRIDAY, stamp) is None
    assert len(captured) == 2
    told_mark(mark(work(world.lessons[5]), world.pupils[0], "4"))
    assert first_page(diary, stamp) is not None


def test_marks_of_a_term_with_averages_and_forecast(world, diary_of):
    me = world.pupils[0]
    mark(work(world.lessons[0]), me, "4")
    mark(work(world.lessons[1], kind="ответ на уроке"), me, "5")
    mark(work(world.lessons[2], kind="ответ на уроке"), me, "н/а")
    mark(work(world.lessons[0]), world.pupils[1], "2")
    page = marks_page(diary_of(me), None)
    assert page.term.number == 2
    algebra, english = page.subjects
    assert [one.mark.text for one in algebra.marks] == ["4", "5", "н/а"]
    assert str(algebra.standing.weighted.result) == "4.33"
    assert str(algebra.standing.plain.result) == "4.50"
    assert algebra.standing.forecast.proposal == "4"
    assert english.standing.weighted is None
    assert marks_page(diary_of(me), world.terms[0].pk).subjects[0].marks == ()
    with pytest.raises(NotVisible):
        marks_page(diary_of(me), 10**6)


def test_the_class_spread_is_told_only_from_five_pupils(world, diary_of):
    me = world.pupils[0]
    column = work(world.lessons[0])
    crowd = [*world.pupils, *(new_pupil("Пятый", name, world.school_class) for name in "АБВ")]
    for one in crowd[:4]:
        mark(column, one, "4")
    mark(column, crowd[4], "")

    def spread():
        [term] = subject_page(diary_of(me), world.algebra.pk, None).terms
        return term.stories[0].spreads

    assert spread() == (None,)
    Mark.objects.filter(work=column, pupil_id=crowd[4].pk).update(value="5")
    assert spread() == ((("5", 1), ("4", 4)),)


def test_a_subject_tells_which_mark_is_needed(world, diary_of):
    me = world.pupils[0]
    for lesson in world.lessons[:3]:
        mark(work(lesson, kind="ответ на уроке"), me, "4")
    page = subject_page(diary_of(me), world.algebra.pk, None)
    assert (page.goal, page.ways[0].needed.status) == ("5", "possible")
    assert subject_page(diary_of(me), world.algebra.pk, "4").ways[0].needed.status == "already"
    assert subject_page(diary_of(me), world.algebra.pk, "' OR 1=1").goal == "5"


def test_a_course_of_others_does_not_exist(world, diary_of):
    for course in (world.other_course, world.english):
        with pytest.raises(NotVisible):
            subject_page(diary_of(world.pupils[2]), course.pk, None)
    with pytest.raises(NotVisible):
        subject_page(diary_of(world.pupils[2]), 2**62, None)


def test_absences_by_day_and_as_a_calendar(world, diary_of):
    me = world.pupils[0]
    absent(world.lessons[0], me, "ill", "справка")
    absent(world.english_lessons[0], me, "ill")
    absent(world.lessons[1], me, "unexcused")
    absent(world.lessons[2], me, "late")
    absent(world.lessons[0], world.pupils[1], "ill")
    page = absences_page(diary_of(me))
    assert (page.missed_lessons, page.missed_days, page.late) == (3, 1, 1)
    assert [(day.date.day, day.state) for day in page.days] == [(13, "late"), (11, "bad"), (9, "full")]
    assert [month.first.month for month in page.months] == [9, 10, 11]
    states = {square.date.day: square.state for square in page.months[2].days}
    assert (states[9], states[1], states[10], states[30]) == ("full", "rest", "plain", "ahead")


def test_results_are_subjects_by_periods(world, diary_of):
    me = world.pupils[0]
    term_mark(world.lessons[0], me, world.terms[0], "4")
    term_mark(world.lessons[0], world.pupils[1], world.terms[1], "2")
    page = results_page(diary_of(me))
    assert [(column.result, column.number) for column in page.columns] == [("term", 1), ("term", 2), ("year", 0)]
    assert [row.values for row in page.rows] == [("4", "", ""), ("", "", "")]


def test_a_family_that_chose_paper_gets_no_records(world, diary_of):
    me = world.pupils[0]
    Pupil.objects.filter(pk=me.pk).update(paper_only="да (заявление от 01.09.2026)")
    told_mark(mark(work(world.lessons[5]), me, "2"))
    absent(world.lessons[5], me)
    note(world.lessons[5], me, "тайна")
    term_mark(world.lessons[5], me, world.terms[0], "3")
    diary = diary_of(me)
    lesson = week_page(diary, FRIDAY).days[4].lessons[0]
    assert (lesson.marks, lesson.absence, lesson.note) == ((), "", "")
    assert first_page(diary).news == ()
    assert marks_page(diary, None).subjects == ()
    assert subject_page(diary, world.algebra.pk, None).results == ()
    assert [term.stories for term in subject_page(diary, world.algebra.pk, None).terms] == [()]
    assert absences_page(diary).days == ()
    assert results_page(diary).rows == ()


def test_no_records_means_calm_pages(world, diary_of):
    lonely = new_pupil("Один", "Дома", world.school_class, starts_on=YEAR_START, ends_on=date(2026, 9, 2))
    diary = diary_of(lonely)
    assert first_page(diary).following is None
    assert marks_page(diary, None).subjects == ()
    Enrolment.objects.filter(pupil_id=lonely.pk).delete()
    diary = diary_of(lonely)
    assert diary.child.class_id is None
    assert week_page(diary, FRIDAY).days[0].lessons == ()
    assert marks_page(diary, None).term is None
    assert absences_page(diary).months == ()
    assert results_page(diary).rows == ()


PAGES = {
    "first": (first_page, 3),
    "week": (lambda diary: week_page(diary, FRIDAY), 2),
    "marks": (lambda diary: marks_page(diary, None), 2),
    "subject": (lambda diary: subject_page(diary, Course.objects.first().pk, None), 4),  # one is the test's own
    "absences": (absences_page, 3),
    "results": (results_page, 2),
}


@pytest.mark.parametrize("name", PAGES)
def test_queries_do_not_grow_with_data(world, diary_of, name):
    read, expected = PAGES[name]
    me = world.pupils[0]

    def fill(lessons):
        for lesson in lessons:
            column = work(lesson)
            for one in world.pupils:
                told_mark(mark(column, one, "4"))
            absent(lesson, me)
            note(lesson, me, "!")
            homework(lesson, None)

    for some in (world.lessons[:1], world.lessons[1:4]):
        fill(some)
        with CaptureQueriesContext(connection) as captured:
            read(diary_of(me))
        assert len(captured) == expected + 1  # and the child


def test_days_of_an_individual_plan_are_planned_as_a_day_or_two(alpha):
    """Taken for a hundred spans a course, they had the diary's week read the lessons of the whole school."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) SELECT * FROM curriculum_attended(1, 1, '2026-09-01', '2027-05-31')")
        (plan,) = cursor.fetchone()
    found = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    assert (found["Node Type"], found["Plan Rows"]) == ("Function Scan", 1)
