"""The plan of one journal: what lacks on its real lessons, corrected for this journal only, on the correction sheet."""

from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import Course, LessonPlan, PlanCorrection
from parta.installation.schools import inside
from parta.journal.models import LessonEntry
from tests.paper.reading import texts

APPROVED = {"state": "approved", "approved_on": "2026-09-01"}


def page_of(world, course=None):
    return f"/alpha/journal/{(course or world.algebra).pk}/plan/"


def give(world, *numbers):
    """Write topics of the plan at the first lessons of algebra."""
    with inside(world.school):
        for lesson, number in zip(world.lessons, numbers, strict=False):
            line = world.plan.lines.get(number=number)
            LessonEntry.objects.create(lesson=lesson, topic=f"Тема {number}", plan_line=line)


def correct(browser, world, act, reason="Праздник 4 ноября", base=None, version=None):
    with inside(world.school):
        plan = Course.objects.get(pk=world.algebra.pk).plan
    form = {"act": act, "reason": reason, "base": base or plan.pk, "version": version or plan.version}
    return browser.post(f"{page_of(world)}correction/", form)


def rows_of(answer):
    return CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def test_what_lacks_is_joined_for_this_journal_only(world, frozen, browser_of):
    give(world, 1, 2)
    browser = browser_of(world.teacher)
    frozen("11-12")
    text = browser.get(page_of(world)).content.decode()
    assert "До конца года не хватает 2 часов" in text
    assert "№ 3: слить со следующей" in text
    assert correct(browser, world, "join-3").status_code == 302
    assert correct(browser, world, "join-2").status_code == 422  # a lesson has taken it
    assert correct(browser, world, "join-4", reason=" ").status_code == 422
    assert correct(browser, world, "join-4", base=world.plan.pk).status_code == 422  # the journal has its own by now
    assert correct(browser, world, "join-4", version=1).status_code == 422  # has been corrected since
    assert "хватает ровно" not in browser.get(page_of(world)).content.decode()
    assert correct(browser, world, "join-4", reason="Карантин").status_code == 302
    text = browser.get(page_of(world)).content.decode()
    assert "До конца года хватает ровно" in text
    with inside(world.school):
        own = Course.objects.get(pk=world.algebra.pk).plan
        assert (own.state, own.course_id, own.based_on_id) == ("fitted", world.algebra.pk, world.plan.pk)
        assert own.lines.get(number=3).topic == "Тема 3. Тема 4"
        assert (own.lines.count(), world.plan.lines.count()) == (8, 10)
        assert set(LessonEntry.objects.values_list("plan_line__plan", flat=True)) == {own.pk}
        kinds = PlanCorrection.objects.values_list("kind", "reason", "employee")
        assert list(kinds) == [
            ("join", "Праздник 4 ноября", world.teacher.pk), ("join", "Карантин", world.teacher.pk),
        ]  # fmt: skip
        event = Event.objects.filter(act="curriculum.plan_corrected").latest("seq")
        assert event.after == {"lines": [[4, "Тема 5. Тема 6", 1]], "reason": "Карантин"}
    sheet = browser.get(f"{page_of(world)}corrections/")
    assert "№ 4 «Тема 5. Тема 6», 1 ч" in sheet.content.decode()
    assert "Карантин" in str(rows_of(browser.get(f"{page_of(world)}corrections/", {"as": "xlsx"})))
    printed = browser.post(f"{page_of(world)}corrections/print/")
    assert printed["Content-Type"] == "application/pdf"
    assert "Праздник 4 ноября" in " ".join(texts(printed.content))
    assert rows_of(browser.get(page_of(world), {"as": "xlsx"}))[5][2] == "Тема 3. Тема 4"
    assert "вровень с планом" in browser.get(f"/alpha/journal/{world.algebra.pk}/topics/").content.decode()


def test_a_plan_is_chosen_by_who_teaches_and_by_the_deputy(world, frozen, browser_of):
    address = f"{page_of(world, world.other_course)}choice/"
    with inside(world.school):
        other = LessonPlan.objects.create(
            year=world.year, subject=world.english.subject, grade_level=7, title="Английский"
        )
        of_the_8th = LessonPlan.objects.create(
            year=world.year, subject=world.plan.subject, grade_level=8, title="Алгебра, 8", **APPROVED
        )
    browser = browser_of(world.english_teacher)
    assert browser.post(address, {"plan": world.plan.pk}).status_code == 403  # a draft of others
    assert f'value="{world.plan.pk}"' not in browser.get(page_of(world, world.other_course)).content.decode()
    with inside(world.school):
        LessonPlan.objects.filter(pk__in=[world.plan.pk, other.pk]).update(**APPROVED)
    assert browser.post(address, {"plan": of_the_8th.pk}).status_code == 422
    plan = browser_of(world.deputy).get(f"/alpha/plans/{world.plan.pk}/").content.decode()
    assert f"/alpha/journal/{world.other_course.pk}/plan/?plan={world.plan.pk}" in plan
    assert "Плана у журнала нет" in browser.get(page_of(world, world.other_course)).content.decode()
    assert browser.post(address, {"plan": other.pk}).status_code == 422
    assert browser.post(address, {"plan": world.plan.pk}).status_code == 302
    with inside(world.school):
        assert Course.objects.get(pk=world.other_course.pk).plan_id == world.plan.pk
    assert browser_of(world.teacher).post(address, {"plan": world.plan.pk}).status_code == 404
    for human, status in ((world.homeroom, 403), (world.deputy, 302), (world.director, 403), (world.admin, 403)):
        answer = browser_of(human).post(f"{page_of(world)}choice/", {"plan": world.plan.pk})
        assert answer.status_code == status, human
        assert browser_of(human).get(page_of(world)).status_code == 200


def test_the_page_takes_the_same_queries_for_more_lines(world, frozen, browser_of):
    browser, counts = browser_of(world.teacher), []
    browser.get(page_of(world))
    for number in (1, 3):
        with inside(world.school):
            LessonEntry.objects.all().delete()
        give(world, *range(1, number + 1))
        for address in (page_of(world), f"{page_of(world)}corrections/"):
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
