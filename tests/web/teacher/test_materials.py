"""Files and links of lesson plans: put to a draft, kept by editions, read by teachers, by families where approved."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.curriculum.models import Course, LessonPlan, MaterialFile, PlanMaterial
from parta.installation.schools import inside
from tests.factories.pdfs import pdf
from tests.kernel.test_files import packed

SLIDES = packed("ppt/presentation.xml")


@pytest.fixture
def draft(world, frozen):
    """The plan of algebra is a draft of its teacher."""
    with inside(world.school):
        LessonPlan.objects.filter(pk=world.plan.pk).update(state="draft", author=world.teacher.pk)
        world.line = world.plan.lines.get(number=2)
    world.address = f"/alpha/plans/{world.plan.pk}/"
    return world


def put(browser, draft, *, content=SLIDES, name="Слайды.pptx", status=302, **more):
    fields = {"title": "", "address": "", "line": "", "audience": "families"} | more
    if content is not None:
        fields["file"] = SimpleUploadedFile(name, content)
    answer = browser.post(f"{draft.address}materials/", fields)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer


def kept(draft):
    with inside(draft.school):
        rows = PlanMaterial.objects.order_by("plan", "pk")
        return list(rows.values_list("plan", "line__number", "title", "file__kind", "address"))


def test_a_file_and_a_link_are_put_to_a_draft_and_read_by_colleagues(draft, browser_of):
    browser = browser_of(draft.teacher)
    put(browser, draft, line=draft.line.pk)
    put(browser, draft, content=None, title="Урок РЭШ", address="https://resh.edu.ru/subject/lesson/7248/")
    assert kept(draft) == [
        (draft.plan.pk, 2, "Слайды.pptx", "pptx", ""),
        (draft.plan.pk, None, "Урок РЭШ", None, "https://resh.edu.ru/subject/lesson/7248/"),
    ]
    page = browser_of(draft.english_teacher).get(draft.address).text
    assert 'rel="noopener noreferrer"' in page and "Слайды.pptx" in page and "Приложить файл" not in page
    with inside(draft.school):
        material = PlanMaterial.objects.get(file__isnull=False)
        told = Event.objects.filter(act="curriculum.plan_material_added").order_by("seq").first()
        assert told.after["sha256"] == material.file.sha256
    address = f"{draft.address}materials/{material.pk}/"
    answer = browser_of(draft.english_teacher).get(address)
    assert answer.content == SLIDES and answer["X-Content-Type-Options"] == "nosniff"
    assert (
        answer["Content-Disposition"].startswith("attachment")
        and "script-src 'none'" in answer["Content-Security-Policy"]
    )
    assert "no-cache" in answer["Cache-Control"]
    assert browser.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    for human in (draft.mother, draft.pupils[0], draft.secretary):
        assert browser_of(human).get(address).status_code == 403
    assert browser.get(f"{draft.address}materials/999999/").status_code == 404
    for human in (draft.mother, draft.secretary, draft.english_teacher, draft.director):
        put(browser_of(human), draft, status=403)
        gone = browser_of(human).post(f"{draft.address}materials/removal/", {"material": material.pk})
        assert gone.status_code == 403
    put(browser_of(draft.deputy), draft, content=pdf(), name="Программа.pdf")
    assert browser_of(draft.deputy).get(draft.address).status_code == 200
    shown = browser.get(f"{draft.address}materials/{kept_id(draft, 'Программа.pdf')}/")
    assert shown["Content-Disposition"].startswith("inline") and shown["Content-Type"] == "application/pdf"


def kept_id(draft, title):
    with inside(draft.school):
        return PlanMaterial.objects.get(title=title).pk


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"content": b"<html><script>alert(1)</script>", "name": "x.pdf"}, "не документ и не картинка"),
        ({"content": packed("word/document.xml", "word/vbaProject.bin")}, "макросы"),
        ({"content": None, "title": "Пусто"}, "файл или ссылка"),
        ({"title": "Два", "address": "https://example.org/"}, "файл или ссылка"),
        ({"content": None, "title": "Т", "address": "javascript:alert(1)"}, "не адрес"),
        ({"content": None, "title": "Т", "address": "https://user:pass@example.org/"}, "не адрес"),
        ({"content": None, "title": "Т", "address": "https://пример.рф/путь\u202e"}, "не адрес"),
        ({"content": None, "title": "Т", "address": "https://" + "a" * 2000}, "не адрес"),
        ({"content": None, "title": "Т", "address": "https://example.org:99999999/"}, "не адрес"),
    ],
)
def test_what_is_not_taken_says_why_and_leaves_the_words(draft, browser_of, more, said):
    answer = put(browser_of(draft.teacher), draft, status=422, **more)
    assert said in answer.text and kept(draft) == []
    if more.get("title"):
        assert f'value="{more["title"]}"' in answer.text


def test_bounds_foreign_lines_and_states(draft, browser_of, settings):
    browser = browser_of(draft.teacher)
    settings.DOCUMENT_MEBIBYTES = 1
    assert "больше 1 МБ" in put(browser, draft, content=pdf() + b"0" * (1 << 20), status=422).text
    with inside(draft.school):
        other = LessonPlan.objects.create(
            year=draft.year, subject=draft.plan.subject, grade_level=8, title="Другой", author_id=draft.teacher.pk
        )
        foreign = other.lines.create(number=1, topic="Чужая")
    put(browser, draft, line=foreign.pk, status=404)
    put(browser, draft, line="9" * 30, status=400)
    put(browser, draft, audience="everybody", status=400)
    with inside(draft.school):
        LessonPlan.objects.filter(pk=draft.plan.pk).update(state="approved", approved_on="2026-09-01")
    assert "сейчас он утверждён" in put(browser, draft, status=422).text


def test_editions_copies_and_a_journals_own_plan_share_one_file_that_goes_with_the_last(draft, browser_of):
    browser = browser_of(draft.teacher)
    put(browser, draft, line=draft.line.pk)
    with inside(draft.school):
        LessonPlan.objects.filter(pk=draft.plan.pk).update(state="approved", approved_on="2026-09-01")
    step = f"{draft.address}step/"
    assert browser.post(step, {"step": "edition"}).status_code == 302
    with inside(draft.school):
        following = LessonPlan.objects.get(edition=2)
        assert MaterialFile.objects.count() == 1
    assert [row[:2] for row in kept(draft)] == [(draft.plan.pk, 2), (following.pk, 2)]
    with inside(draft.school):  # a correction gives the journal a copy; joining 1 and 2 keeps what 2 was taught with
        number = draft.plan.lines.count() - 1
        PlanMaterial.objects.filter(plan=draft.plan).update(line=draft.plan.lines.get(number=number + 1))
        version = LessonPlan.objects.get(pk=draft.plan.pk).version
    correct = {"act": f"join-{number}", "reason": "карантин", "base": draft.plan.pk, "version": version}
    assert browser.post(f"/alpha/journal/{draft.algebra.pk}/plan/correction/", correct).status_code == 302
    with inside(draft.school):
        own = LessonPlan.objects.get(state="fitted")
        assert PlanMaterial.objects.get(plan=own).line.number == number
        material = PlanMaterial.objects.get(plan=own)
    assert browser.get(f"/alpha/plans/{own.pk}/materials/{material.pk}/").content == SLIDES
    assert "Слайды.pptx" in browser.get(f"/alpha/journal/{draft.algebra.pk}/plan/").text
    address = f"/alpha/plans/{following.pk}/"
    with inside(draft.school):
        mine = PlanMaterial.objects.get(plan=following).pk
    assert browser.post(f"{address}materials/removal/", {"material": material.pk}).status_code == 404
    assert browser.post(f"{address}materials/removal/", {"material": mine}).status_code == 302
    assert browser.post(f"{address}materials/removal/", {"material": mine}).status_code == 404
    with inside(draft.school):
        assert MaterialFile.objects.count() == 1
        PlanMaterial.objects.exclude(plan=following).delete()
    put(browser, at(draft, following), content=pdf())
    assert browser.post(f"{address}step/", {"step": "discard"}).status_code == 302
    with inside(draft.school):
        assert not MaterialFile.objects.exists()


def at(draft, plan):
    draft.address = f"/alpha/plans/{plan.pk}/"
    return draft


def test_families_see_what_an_approved_plan_shows_them(draft, browser_of):
    browser = browser_of(draft.teacher)
    put(browser, draft, line=draft.line.pk)
    put(browser, draft, content=pdf(), title="Ответы к контрольной", audience="staff")
    shown, hidden = kept_id(draft, "Слайды.pptx"), kept_id(draft, "Ответы к контрольной")
    topics = f"/alpha/diary/marks/{draft.algebra.pk}/topics/"
    mother = browser_of(draft.mother)
    assert "Слайды" not in mother.get(topics).text and mother.get(f"{topics}{shown}/").status_code == 404
    with inside(draft.school):
        LessonPlan.objects.filter(pk=draft.plan.pk).update(state="approved", approved_on="2026-09-01")
    text = mother.get(topics).text
    assert "Слайды.pptx" in text and "Ответы" not in text
    assert mother.get(f"{topics}{shown}/").content == SLIDES
    assert mother.get(f"{topics}{hidden}/").status_code == 404
    foreign = f"/alpha/diary/marks/{draft.other_course.pk}/topics/{shown}/"
    assert mother.get(foreign).status_code == 404
    assert browser_of(draft.stranger).get(f"{topics}{shown}/").status_code == 404
    assert mother.get(f"{topics}{'9' * 30}/").status_code == 404
    with inside(draft.school):
        from parta.people.models import Pupil

        Pupil.objects.filter(pk=draft.pupils[0].pk).update(paper_only="заявление")
    assert browser_of(draft.pupils[0]).get(f"{topics}{shown}/").status_code == 404


def test_pages_ask_the_same_with_one_material_and_with_three(draft, browser_of):
    browser, mother, counts = browser_of(draft.teacher), browser_of(draft.mother), []
    topics = f"/alpha/diary/marks/{draft.algebra.pk}/topics/"
    for title in ("раз", "два", "три"):
        with inside(draft.school):
            LessonPlan.objects.filter(pk=draft.plan.pk).update(state="draft", approved_on=None)
        put(browser, draft, title=title, line=draft.line.pk)
        with inside(draft.school):
            LessonPlan.objects.filter(pk=draft.plan.pk).update(state="approved", approved_on="2026-09-01")
            Course.objects.filter(pk=draft.algebra.pk).update(plan=draft.plan)
        for who, address in (
            (browser, draft.address), (mother, topics), (browser, f"/alpha/journal/{draft.algebra.pk}/plan/"),
        ):  # fmt: skip
            who.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert who.get(address).status_code == 200
            counts.append(len(seen))
    assert counts[:3] == counts[6:]
