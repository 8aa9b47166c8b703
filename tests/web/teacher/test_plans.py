"""The library of lesson plans: begun from a table or a colleague's, written, sent, approved; approved ones stand."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import Course, LessonPlan
from parta.installation.schools import inside
from parta.integrations.queries.export.dated import plan_tables
from parta.journal.models import LessonEntry

PLANS = "/alpha/plans/"
PASTED = """№ урока\tТема урока\tКоличество часов\tВид контроля\tДомашнее задание\tЭОР
\tЛинейные уравнения
1\tУравнение и его корни\t1\t\tп. 6\tучи.ру
2\tЛинейное уравнение\t2\tсамостоятельная работа\tп. 7\t
"""


def plan_of(world, **more):
    with inside(world.school):
        return LessonPlan.objects.filter(**more).latest("pk")


def topics_of(world, plan):
    with inside(world.school):
        return list(plan.lines.values_list("number", "topic", "hours"))


def begin(browser, world, **more):
    fields = {"subject": world.plan.subject_id, "grade": 7, "title": "Алгебра по Макарычеву", "pasted": PASTED} | more
    return browser.post(f"{PLANS}new/", fields)


def press(browser, plan, act, **changes):
    address = f"{PLANS}{plan.pk}/edit/"
    with inside_lines(browser, plan) as (base, fields):
        return browser.post(address, {**fields, **changes, "act": act, "base": base})


class inside_lines:  # noqa: N801
    """The fields of the form as the page gives them."""

    def __init__(self, browser, plan):
        self.plan = plan

    def __enter__(self):
        plan = LessonPlan.objects.get(pk=self.plan.pk)
        names = ("topic", "hours", "section", "lesson_kind", "control_kind", "homework", "resources")
        fields = {
            f"l{place}-{name}": getattr(line, name) for place, line in enumerate(plan.lines.all()) for name in names
        }
        return plan.version, fields

    def __exit__(self, *_):
        return None


def test_a_pasted_table_becomes_a_draft_that_is_written_in_a_form(world, frozen, browser_of):
    browser = browser_of(world.teacher)
    assert begin(browser, world).status_code == 302
    plan = plan_of(world, title="Алгебра по Макарычеву")
    assert (plan.state, plan.author_id) == ("draft", world.teacher.pk)
    assert topics_of(world, plan) == [(1, "Уравнение и его корни", 1), (2, "Линейное уравнение", 2)]
    line = plan.lines.get(number=2)
    assert (line.section, line.control_kind) == ("Линейные уравнения", "самостоятельная работа")
    assert plan.lines.get(number=1).resources == "учи.ру"
    assert press(browser, plan, "split-1", **{"l0-topic": "Корни уравнения"}).status_code == 302
    assert press(browser, plan, "up-2").status_code == 302
    wanted = [(1, "Корни уравнения", 1), (2, "Линейное уравнение", 1), (3, "Линейное уравнение", 1)]
    assert topics_of(world, plan) == wanted
    assert press(browser, plan, "join-1").status_code == 302
    assert topics_of(world, plan)[1] == (2, "Линейное уравнение", 2)
    assert press(browser, plan, "save", **{"l0-topic": " ", "l1-hours": "99"}).status_code == 422
    stale = browser.post(f"{PLANS}{plan.pk}/edit/", {"act": "drop-0", "base": 1})
    assert stale.status_code == 422
    assert "план изменили" in stale.content.decode()
    assert begin(browser, world).status_code == 422
    assert press(browser_of(world.english_teacher), plan, "drop-0").status_code == 403
    assert press(browser, plan, "drop-0").status_code == 302
    assert topics_of(world, plan) == [(1, "Линейное уравнение", 2)]
    with inside(world.school):
        acts = Event.objects.filter(subject__kind="lesson_plan", subject__id=plan.pk).values_list("act", "person_id")
        assert set(acts) == {("curriculum.plan_begun", world.teacher.pk), ("curriculum.plan_changed", world.teacher.pk)}


def test_a_file_is_read_as_the_import_reads_it_and_a_bare_list_too(world, frozen, browser_of):
    browser = browser_of(world.teacher)
    file = SimpleUploadedFile("ктп.csv", PASTED.replace("\t", ";").encode())
    assert begin(browser, world, title="Из файла", pasted="", file=file).status_code == 302
    assert len(topics_of(world, plan_of(world, title="Из файла"))) == 2
    assert begin(browser, world, title="Список", pasted="Степень\nОдночлены\n").status_code == 302
    assert topics_of(world, plan_of(world, title="Список")) == [(1, "Степень", 1), (2, "Одночлены", 1)]
    begin(browser, world, title="Резерв", pasted=PASTED.replace("уравнение\t2", "уравнение\t34"))
    assert topics_of(world, plan_of(world, title="Резерв"))[1] == (2, "Линейное уравнение", 34)
    assert press(browser, plan_of(world, title="Резерв"), "save").status_code == 302  # what is stored can be saved
    wrong = begin(browser, world, title="Не то", pasted="", file=SimpleUploadedFile("план.docx", b"PK"))
    assert wrong.status_code == 422
    assert "Прочитать план из «план.docx» не получилось" in wrong.content.decode()
    with inside(world.school):
        assert not LessonPlan.objects.filter(title="Не то").exists()


def test_an_approved_plan_stands_and_its_correction_is_a_new_edition(world, frozen, browser_of):
    author, deputy = browser_of(world.teacher), browser_of(world.deputy)
    step, decision = f"{PLANS}{world.plan.pk}/step/", f"{PLANS}{world.plan.pk}/decision/"
    assert author.post(step, {"step": "send"}).status_code == 302
    assert "Ждёт утверждения: 1" in deputy.get(PLANS).content.decode()
    assert author.post(decision, {"step": "approve"}).status_code == 403
    assert deputy.post(decision, {"step": "return"}).status_code == 422
    assert deputy.post(decision, {"step": "return", "words": "Нет контрольных"}).status_code == 302
    assert "Нет контрольных" in author.get(f"{PLANS}{world.plan.pk}/").content.decode()
    author.post(step, {"step": "send"})
    assert deputy.post(decision, {"step": "approve"}).status_code == 302
    assert press(author, world.plan, "drop-0").status_code == 302  # leads to the plan: nothing to write there
    assert len(topics_of(world, world.plan)) == 10
    assert author.post(step, {"step": "discard"}).status_code == 422
    assert author.post(step, {"step": "edition"}).status_code == 302
    assert author.post(step, {"step": "edition"}).status_code == 422
    second = plan_of(world, edition=2)
    assert press(author, second, "drop-9").status_code == 302
    author.post(f"{PLANS}{second.pk}/step/", {"step": "send"})
    deputy.post(f"{PLANS}{second.pk}/decision/", {"step": "approve"})
    with inside(world.school):
        states = dict(LessonPlan.objects.filter(title=world.plan.title).values_list("edition", "state"))
        assert states == {1: "archived", 2: "approved"}
        assert Course.objects.get(pk=world.algebra.pk).plan_id == second.pk
        approved = Event.objects.get(act="curriculum.plan_approved", subject__id=second.pk)
        assert (approved.person_id, approved.before, approved.after) == (
            world.deputy.pk, {"state": "on_approval"}, {"state": "approved"},
        )  # fmt: skip


def approved(browser_of, world, plan, author):
    """Send a draft and approve it."""
    assert browser_of(author).post(f"{PLANS}{plan.pk}/step/", {"step": "send"}).status_code == 302
    assert browser_of(world.deputy).post(f"{PLANS}{plan.pk}/decision/", {"step": "approve"}).status_code == 302


def followed(world):
    with inside(world.school):
        return Course.objects.get(pk=world.algebra.pk).plan_id


def test_journals_follow_editions_of_their_plan_and_no_copy_of_it(world, frozen, browser_of):
    with inside(world.school):
        entry = LessonEntry.objects.create(
            lesson=world.lessons[0], topic="Тема 2", plan_line=world.plan.lines.get(number=2)
        )
    approved(browser_of, world, world.plan, world.teacher)
    begin(browser_of(world.english_teacher), world, like=world.plan.pk, pasted="", title="Копия")
    approved(browser_of, world, plan_of(world, title="Копия"), world.english_teacher)
    assert followed(world) == world.plan.pk
    for edition in (2, 3):
        base = plan_of(world, title=world.plan.title, edition=edition - 1)
        assert browser_of(world.deputy).post(f"{PLANS}{base.pk}/step/", {"step": "edition"}).status_code == 302
        with inside(world.school):
            LessonPlan.objects.filter(edition=edition).update(author=world.teacher.pk)
        approved(browser_of, world, plan_of(world, edition=edition), world.teacher)
        assert followed(world) == plan_of(world, edition=edition).pk
        with inside(world.school):
            line = LessonEntry.objects.get(pk=entry.pk).plan_line
            assert (line.plan_id, line.number) == (followed(world), 2)
            told = Event.objects.filter(chain=f"course:{world.algebra.pk}", act="journal.topics_carried_over").latest(
                "pk"
            )
            assert told.after == {str(entry.pk): line.pk}
            assert LessonEntry.objects.get(pk=entry.pk).version == edition
    answer = browser_of(world.deputy).post(f"{PLANS}{world.plan.pk}/step/", {"step": "edition"})
    assert answer.status_code == 422  # what has been put away is no ground of an edition


def test_a_colleagues_plan_is_taken_in_one_click_and_nobody_approves_the_own(world, frozen, browser_of):
    browser = browser_of(world.english_teacher)
    first = browser.get(f"{PLANS}new/?like={world.plan.pk}").content.decode()
    assert "За основу взят план «Алгебра, 7 класс»" in first
    answer = begin(browser, world, like=world.plan.pk, pasted="", title="Алгебра, 7 класс (Осипова)")
    assert answer.status_code == 302
    copy = plan_of(world, title="Алгебра, 7 класс (Осипова)")
    assert (copy.based_on_id, copy.author_id) == (world.plan.pk, world.english_teacher.pk)
    assert len(topics_of(world, copy)) == 10
    deputy = browser_of(world.deputy)
    begin(deputy, world, title="План завуча")
    own = plan_of(world, title="План завуча")
    deputy.post(f"{PLANS}{own.pk}/step/", {"step": "send"})
    assert deputy.post(f"{PLANS}{own.pk}/decision/", {"step": "approve"}).status_code == 403
    assert browser_of(world.director).post(f"{PLANS}{own.pk}/decision/", {"step": "approve"}).status_code == 302
    with inside(world.school), pytest.raises(IntegrityError):
        LessonPlan.objects.filter(pk=copy.pk).update(state="fitted")


def test_the_librarys_plans_are_taken_out_and_no_journals_own(world, frozen):
    with inside(world.school):
        world.plan.lines.filter(number=1).update(resources="учи.ру")
        common = {"year": world.year, "subject": world.plan.subject, "grade_level": 7, "title": world.plan.title}
        own = LessonPlan.objects.create(state="fitted", course=world.algebra, based_on=world.plan, **common)
        Course.objects.filter(pk=world.algebra.pk).update(plan=own)
        (table,) = plan_tables(world.year, world.year.starts_on)
    assert table.above["class"] == "7А"
    assert [row["resources"] for row in table.rows][:2] == ["учи.ру", ""]


def test_the_list_takes_the_same_queries_for_more_plans(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    counts = []
    for most in (1, 3):
        for number in range(1, most):
            begin(browser_of(world.teacher), world, title=f"План {number}")
        browser.get(PLANS)
        for address in (PLANS, f"{PLANS}{world.plan.pk}/"):
            with CaptureQueriesContext(connection) as seen:
                text = browser.get(address).content.decode()
            counts.append(len(seen))
    assert counts[:2] == counts[2:]
    assert "Тема 10" in text
    rows = CalamineWorkbook.from_filelike(BytesIO(browser.get(PLANS, {"as": "xlsx"}).content)).get_sheet_by_index(0)
    assert "Алгебра, 7 класс" in str(rows.to_python())
    for human in (world.secretary, world.mother):
        assert browser_of(human).get(PLANS).status_code == 403
