"""The leader of a practice opens its journal and its days, and writes them under the same rules (norm S4-34)."""

from datetime import date

from parta.curriculum.models import Course, Practice
from parta.installation.schools import inside
from parta.journal.models import Attendance, LessonEntry, Mark, TermResult
from tests.factories.practice import plan, practice_block
from tests.journal.services.conftest import Desk, mark, moment

WORK = "11111111-1111-4111-8111-111111111111"


def test_the_leader_writes_a_day_and_the_result_and_a_moved_block_keeps_them(world, browser_of, frozen):
    practice_block(world)
    frozen("11-20", "12:00")
    leader, pupil = world.english_teacher, world.pupils[0]
    with inside(world.school):
        plan(world)
        course = Course.objects.get(kind="practice")
        lesson = course.lessons.earliest("date")
        answers = Desk(world).send(
            leader,
            course,
            {"kind": "topic", "lesson": lesson.pk, "value": "Инструктаж", "plan_line": None},
            {"kind": "absence", "lesson": lesson.pk, "pupil": world.pupils[1].pk, "value": "absent", "reason": ""},
            mark(world, pupil, "5", lesson, WORK),
            {
                "kind": "term",
                "pupil": pupil.pk,
                "term": world.terms[1].pk,
                "result": "term",
                "value": "5",
                "reason": "",
            },
            now=moment("11-16", "13:00"),
        )
        assert [row["status"] for row in answers] == ["applied"] * 4, answers
        assert TermResult.objects.get().value == "5"
        assert (LessonEntry.objects.count(), Attendance.objects.count(), Mark.objects.count()) == (1, 1, 1)
    page = browser_of(leader).get(f"/alpha/lessons/{lesson.pk}/").content.decode()
    assert "Инструктаж" in page
    text = browser_of(leader).get(f"/alpha/journal/{course.pk}/").content.decode()
    assert "Практика 16.11 – 21.11, 36 часов, руководитель Осипова Н.И." in text
    with inside(world.school):
        Practice.objects.update(starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 28), hours=None, teacher=None)
        plan(world)
        assert LessonEntry.objects.get().lesson.date == date(2026, 11, 16)
        standing = course.lessons.exclude(status="cancelled").order_by("date").values_list("date", flat=True)
        assert list(standing) == [date(2026, 11, 16), *(date(2026, 11, 23 + n) for n in range(6))]
    text = browser_of(leader).get(f"/alpha/journal/{course.pk}/").content.decode()
    assert "Руководителя нет среди работников" in text
