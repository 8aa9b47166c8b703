"""Pages of the diary: who opens them, what they say, how they refuse, how many queries they take."""

import time
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.journal.models import HomeworkDone, LessonEntry
from parta.people.models import Guardianship, Pupil
from parta.regulation.models import RegulationVersion
from parta.school.models import SchoolCard, SchoolClass
from parta.timetable.models import Lesson, Substitution
from tests.factories.school_day import absent, homework, mark, note, term_mark, told_mark, work
from tests.factories.small_school import pupil as new_pupil
from tests.journal.services.conftest import Desk
from tests.journal.services.conftest import mark as mark_operation

PATHS = ["", "week/", "marks/", "results/", "absences/"]
NASTY = "Ёлка «\"'<script>alert(1)</script>» \U0001f384 & {{ x }}"


@pytest.fixture
def lived(world):
    """A week with everything in it."""
    me = world.pupils[0]
    for lesson in world.lessons[:4]:
        column = work(lesson, title=NASTY, criteria=2)
        for one in world.pupils:
            mark(column, one, "3")
        mark(column, me, "4", attempts=("2",), criterion=2)
    told_mark(mark(work(world.lessons[5]), me, "5"))
    absent(world.lessons[4], me, "ill", NASTY)
    absent(world.lessons[2], me, "late")
    note(world.lessons[5], me, NASTY)
    homework(world.lessons[5], world.lessons[6], NASTY, minutes=20)
    homework(world.lessons[4], world.lessons[5], "https://resh.edu.ru/a?b=1&c=2")
    term_mark(world.lessons[0], me, world.terms[0], "4")
    Substitution.objects.create(
        lesson=world.lessons[5], kind="substitute", absent_id=world.teacher.pk, substitute_id=world.homeroom.pk
    )
    Lesson.objects.filter(pk=world.english_lessons[5].pk).update(status="cancelled")
    return world


@pytest.mark.parametrize(("purpose", "words"), [("summative", "констатирующее оценивание"), ("", "")])
@pytest.mark.parametrize("path", ["week/", "marks/", "marks/{course}/"])
def test_a_family_reads_what_a_work_is_for_where_it_is_kept(world, reads, path, purpose, words):
    mark(work(world.lessons[5], purpose=purpose), world.pupils[0], "4")
    text = reads(world.mother, path.format(course=world.algebra.pk)).text
    assert "контрольная работа" in text.lower()
    assert words in text and ("оценивание" in text) == bool(words)


@pytest.mark.parametrize("path", [*PATHS, "week/?date=2026-11-11", "week/?date=2027-07-01", "marks/{course}/"])
@pytest.mark.parametrize("who", ["mother", "pupil"])
def test_every_page_opens_for_the_family(lived, reads, path, who):
    person = lived.mother if who == "mother" else lived.pupils[0]
    page = reads(person, path.format(course=lived.algebra.pk))
    assert "Пётр" in page.text
    assert "<script>alert" not in page.text
    for other in ("Ёжиков", "Яковлев", "Жуков"):
        assert other not in page.text


@pytest.mark.parametrize("path", [*PATHS, "marks/{course}/"])
def test_empty_pages_open_too(world, reads, path):
    reads(world.mother, path.format(course=world.algebra.pk))


def test_the_first_screen_says_what_changed_and_what_comes(lived, reads):
    text = reads(lived.mother).text
    assert "Новая отметка 5 · контрольная работа" in text
    assert "Сегодня, пятница" in text
    assert "Пн, 23 ноября" in text
    assert "замена" in text
    assert "отменён" in text
    assert "болезнь" in text
    assert 'href="https://resh.edu.ru/a?b=1&amp;c=2"' in text


def test_homework_for_one_pupil_is_read_and_ticked_by_that_family_alone(world, reads, browser_of):
    me, other, lesson, due = world.pupils[0], world.pupils[1], world.lessons[5], world.lessons[6]
    homework(lesson, due, "№ 1 всем")
    mine = homework(lesson, due, "№ 2 Петру", pupil_id=me.pk)
    week = f"week/?date={due.date}"
    for reader in (world.mother, me):
        text = reads(reader, week).text
        assert "№ 1 всем" in text and "№ 2 Петру" in text and "лично" in text
    text = reads(other, week).text
    assert "№ 1 всем" in text and "№ 2" not in text and "лично" not in text
    said = {"done": "1", "back": "/alpha/diary/"}
    for person, status in ((other, 404), (me, 302)):
        response = browser_of(person).post(f"/alpha/diary/homework/{mine.pk}/?child={person.pk}", said)
        assert response.status_code == status


def test_what_a_teacher_saves_the_mother_sees(world, reads, browser_of):
    first = reads(world.mother)
    same = {"X-Parta-Live": "1", "If-None-Match": first.headers["ETag"]}
    reads(world.mother, status=304, **same)
    Desk(world).send(
        world.teacher, world.algebra,
        mark_operation(world, world.pupils[0], "4", world.lessons[5], "7d444840-9dc0-11d1-b245-5ffdce74fad2"),
        {"kind": "absence", "lesson": world.lessons[4].pk, "pupil": world.pupils[0].pk, "value": "ill", "reason": ""},
        {"kind": "note", "lesson": world.lessons[5].pk, "pupil": world.pupils[0].pk, "value": "Хорошо"},
        {"kind": "term", "pupil": world.pupils[0].pk, "result": "term", "term": world.terms[1].pk, "value": "5"},
    )  # fmt: skip
    fresh = reads(world.mother, **same)
    assert fresh.headers["ETag"] != first.headers["ETag"]
    assert "<html" not in fresh.text
    assert "Новая отметка 4 · ответ на уроке, формирующее оценивание · сегодня" in fresh.text
    assert "Хорошо" in fresh.text
    assert "II четверть: 5" in fresh.text
    assert "болезнь" in fresh.text
    assert ">Б</span>" in fresh.text


def test_a_topic_shows_at_its_lesson_by_itself(world, reads, browser_of):
    first = reads(world.mother, "week/")
    same = {"X-Parta-Live": "1", "If-None-Match": first.headers["ETag"]}
    said = {"kind": "topic", "lesson": world.lessons[5].pk, "value": "Сумма <и> разность", "plan_line": None}
    cancelled = {"kind": "topic", "lesson": world.lessons[4].pk, "value": "Не состоялось", "plan_line": None}
    answers = Desk(world).send(world.teacher, world.algebra, said, cancelled)
    assert [answer["status"] for answer in answers] == ["applied", "applied"]
    Lesson.objects.filter(pk=world.lessons[4].pk).update(status="cancelled")
    fresh = reads(world.mother, "week/", **same)
    assert '<p class="topic"><span class="vh">Тема: </span>Сумма &lt;и&gt; разность</p>' in fresh.text
    assert "Не состоялось" not in fresh.text
    LessonEntry.objects.filter(lesson=world.lessons[5]).update(plan_line=world.plan.lines.first())
    world.plan.lines.update(lesson_kind="Практическая работа")
    assert "разность <small>практическая работа</small>" in reads(world.mother, "week/").text


def test_a_poll_does_not_prolong_the_session(world, browser_of, noon):
    browser = browser_of(world.mother)

    def seen_after(**headers):
        session = browser.session
        session["seen"] = int(time.time()) - 300
        session.save()
        browser.get("/alpha/diary/", headers=headers)
        return time.time() - browser.session["seen"]

    assert seen_after(**{"X-Parta-Live": "1"}) > 200
    assert seen_after() < 100


@pytest.mark.parametrize("path", [*PATHS, "marks/{course}/"])
def test_a_foreign_child_does_not_exist(world, reads, path):
    for child in (world.stranger.pk, world.pupils[1].pk, world.mother.pk, 10**6, 0):
        reads(world.mother, f"{path.format(course=world.algebra.pk)}?child={child}", status=404)
    reads(world.pupils[0], f"{path.format(course=world.algebra.pk)}?child={world.pupils[1].pk}", status=404)


def test_a_course_of_another_class_does_not_exist(world, reads):
    reads(world.mother, f"marks/{world.other_course.pk}/", status=404)
    reads(world.mother, f"marks/{2**63}/", status=404)
    reads(world.pupils[2], f"marks/{world.english.pk}/", status=404)


def test_an_ended_guardianship_closes_the_diary_at_once(world, reads):
    Guardianship.objects.filter(guardian=world.mother).update(ends_on=date(2026, 11, 19))
    reads(world.mother, status=403)  # no role is left
    Guardianship.objects.create(
        guardian=world.mother, pupil_id=world.stranger.pk, relation="mother", starts_on=date(2026, 11, 1)
    )
    assert "Лев" in reads(world.mother).text
    reads(world.mother, f"?child={world.pupils[0].pk}", status=404)


def test_who_has_no_child_has_no_diary(world, reads):
    for person in (world.teacher, world.secretary, world.admin):
        reads(person, status=403)
    for person in (world.homeroom, world.deputy, world.director):
        reads(person, status=404)


def test_a_homeroom_teacher_and_a_deputy_read_a_pupils_diary_by_its_address(lived, reads):
    child = lived.pupils[0].pk
    for person in (lived.homeroom, lived.deputy):
        page = reads(person, f"week/?child={child}")
        assert "data-tick" not in page.text
        assert f"child={child}" in page.text
    reads(lived.homeroom, f"?child={lived.stranger.pk}", status=404)
    reads(lived.teacher, f"?child={child}", status=403)


def test_a_mother_of_two_chooses_in_one_place(world, reads):
    Guardianship.objects.create(
        guardian=world.mother, pupil_id=world.stranger.pk, relation="mother", starts_on=date(2026, 9, 1)
    )
    first = reads(world.mother)
    assert first.text.count('aria-label="Ребёнок"') == 1
    second = reads(world.mother, f"week/?child={world.stranger.pk}")
    assert "Лев" in second.text
    for address in ("date=2026-11-09", "/alpha/diary/marks/", "/alpha/diary/absences/"):
        assert address in second.text
    assert f"/alpha/diary/marks/?child={world.stranger.pk}" in second.text
    subject = reads(world.mother, f"marks/{world.algebra.pk}/?child={world.pupils[0].pk}")
    assert f'href="/alpha/diary/marks/?child={world.stranger.pk}"' in subject.text  # another child has other courses


def test_one_child_needs_no_choice(world, reads):
    assert 'aria-label="Ребёнок"' not in reads(world.mother).text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("week/?date=abc", 400),
        ("week/?date=9999-99-99", 400),
        ("week/?date=0001-01-01", 400),
        ("week/?date=2026-11-20%00", 400),
        ("week/?date=", 200),
        ("?child=999999999999999999999", 400),
        ("?child=-1", 400),
        ("?child=%D1%96", 400),
        ("?child=1%00", 400),
        ("?child=", 200),
        ("marks/?term=x", 400),
        ("marks/?term=99999999", 404),
        ("marks/?term=1'--", 400),
        ("marks/?term=&child=", 200),
        ("marks/{course}/?goal=%F0%9F%8E%84", 200),
        ("marks/{course}/?goal=2", 200),
        ("marks/abc/", 404),
        ("week/?date=2100-12-31", 200),
        ("week/?date=2000-01-01", 200),
    ],
)
def test_nonsense_gets_a_clear_answer(world, reads, query, status):
    reads(world.mother, query.format(course=world.algebra.pk), status=status)


def test_nobody_reads_without_signing_in(world, client):
    for path in PATHS:
        response = client.get(f"/alpha/diary/{path}")
        assert response.status_code == 302
        assert "/doors/login/" in response.headers["Location"]
    assert client.get("/alpha/diary/", headers={"X-Requested-With": "fetch"}).status_code == 401


def test_a_family_that_chose_paper_is_told_so(lived, reads):
    Pupil.objects.filter(pk=lived.pupils[0].pk).update(paper_only="да (заявление от 01.09.2026)")
    for path in ("marks/", "results/", "absences/", f"marks/{lived.algebra.pk}/"):
        text = reads(lived.mother, path).text
        assert "бумажн" in text
        assert 'class="mark"' not in text
    assert 'class="mark"' not in reads(lived.mother, "week/").text
    assert "Новая отметка" not in reads(lived.mother).text


def test_a_class_without_marks_is_told_so(world, reads):
    SchoolClass.objects.filter(pk=world.school_class.pk).update(grade_level=1)
    RegulationVersion.objects.update(preset="default")
    assert "отметок не ставят" in reads(world.mother, "marks/").text
    assert "отметок не ставят" in reads(world.mother, "results/").text


def test_a_college_speaks_its_words(world, reads):
    SchoolCard.objects.update(kind="college")
    assert "2 пары" in reads(world.mother).text
    assert "преподаватель" in reads(world.mother, "marks/").text


def test_only_reading(world, browser_of, noon):
    browser = browser_of(world.mother)
    for path in [*PATHS, f"marks/{world.algebra.pk}/"]:
        assert browser.post(f"/alpha/diary/{path}").status_code == 405


class TestTicks:
    """«Сделано»."""

    @pytest.fixture
    def task(self, world):
        return homework(world.lessons[5], world.lessons[6])

    def post(self, browser, task, **more):
        data = {"done": "1", "back": "/alpha/diary/week/", **more}
        return browser.post(f"/alpha/diary/homework/{task.pk}/", data)

    def test_a_tick_and_back(self, world, browser_of, noon, task):
        browser = browser_of(world.pupils[0])
        response = self.post(browser, task)
        assert (response.status_code, response.headers["Location"]) == (302, f"/alpha/diary/week/#h{task.pk}")
        self.post(browser, task)
        assert HomeworkDone.objects.filter(homework=task, pupil_id=world.pupils[0].pk).count() == 1
        assert 'aria-pressed="true"' in browser.get("/alpha/diary/").content.decode()
        self.post(browser, task, done="0")
        self.post(browser, task, done="0")
        assert not HomeworkDone.objects.exists()
        events = Event.objects.filter(chain=f"pupil:{world.pupils[0].pk}").order_by("seq")
        assert [event.after for event in events] == [{"done": True}, {"done": False}]

    def test_a_parent_ticks_for_the_child(self, world, browser_of, noon, task):
        self.post(browser_of(world.mother), task)
        assert not HomeworkDone.objects.exists()  # whose? the address has to say
        browser = browser_of(world.mother)
        address = f"/alpha/diary/homework/{task.pk}/?child={world.pupils[0].pk}"
        assert browser.post(address, {"done": "1"}, headers={"X-Requested-With": "fetch"}).json() == {"done": True}
        assert HomeworkDone.objects.get().pupil_id == world.pupils[0].pk

    def test_an_operation_counts_once_and_for_its_account_alone(self, world, browser_of, noon, task):
        pupil, mother = world.pupils[0], world.mother
        child = f"?child={pupil.pk}"
        op, other = str(uuid4()), str(uuid4())

        def say(person, **more):
            address = f"/alpha/diary/homework/{task.pk}/{child}"
            return browser_of(person).post(address, more, headers={"X-Requested-With": "fetch"}).status_code

        mine = str(world.accounts[mother.pk].pk)
        assert say(mother, done="1", op=op, account=mine) == 200
        assert say(pupil, done="0") == 200
        assert say(mother, done="1", op=op, account=mine) == 200  # its answer was lost: it comes again
        assert not HomeworkDone.objects.exists()
        assert say(mother, done="0", op=op) == 409
        assert say(pupil, done="1", op=op) == 409
        assert say(pupil, done="1", op=other, account=mine) == 409
        assert say(mother, done="1", op="not one") == 400
        assert not HomeworkDone.objects.exists()
        assert Event.objects.filter(chain=f"pupil:{pupil.pk}").count() == 2

    def test_foreign_children_and_foreign_homework_do_not_exist(self, world, browser_of, noon, task):
        personal = homework(world.lessons[4], None, pupil_id=world.pupils[1].pk)
        english = homework(world.english_lessons[4], None)
        for person, what, child in (
            (world.mother, task, world.pupils[1].pk),
            (world.pupils[0], task, world.pupils[1].pk),
            (world.stranger, task, world.stranger.pk),
            (world.pupils[0], personal, world.pupils[0].pk),
            (world.pupils[2], english, world.pupils[2].pk),
        ):
            address = f"/alpha/diary/homework/{what.pk}/?child={child}"
            assert browser_of(person).post(address, {"done": "1"}).status_code == 404
        for person in (world.homeroom, world.teacher, world.deputy):
            address = f"/alpha/diary/homework/{task.pk}/?child={world.pupils[0].pk}"
            assert browser_of(person).post(address, {"done": "1"}).status_code == 403
        assert not HomeworkDone.objects.exists()

    def test_where_to_go_back_is_not_taken_on_trust(self, world, browser_of, noon, task):
        for back in ("https://evil.example/", "//evil.example", "/doors/login/", "javascript:1", "/alpha/office/"):
            response = self.post(browser_of(world.pupils[0]), task, back=back)
            assert response.headers["Location"] == f"/alpha/diary/#h{task.pk}"

    def test_get_changes_nothing(self, world, browser_of, noon, task):
        assert browser_of(world.pupils[0]).get(f"/alpha/diary/homework/{task.pk}/").status_code == 405

    def test_a_missing_token_is_refused(self, world, task, noon):
        from django.test import Client

        browser = Client(enforce_csrf_checks=True)
        browser.force_login(world.accounts[world.pupils[0].pk])
        assert self.post(browser, task).status_code == 403


@pytest.mark.parametrize("path", [*PATHS, "marks/{course}/"])
def test_queries_of_a_page_are_few_and_constant(world, browser_of, noon, path):
    browser = browser_of(world.mother)
    url = f"/alpha/diary/{path.format(course=world.algebra.pk)}"
    browser.get(url)

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(url).status_code == 200
        return len(captured)

    few = count()
    for lesson in (*world.lessons[:3], *world.english_lessons[:3]):
        column = work(lesson)
        for one in world.pupils:
            told_mark(mark(column, one, "4"))
        absent(lesson, world.pupils[0])
        homework(lesson, None)
    for name in ("Аня", "Боря"):
        new_pupil("Новая", name, world.school_class)
    assert count() == few
    assert few <= 10, few
