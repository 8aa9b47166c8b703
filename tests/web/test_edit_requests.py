"""Pages of requests to write late: the teacher's own list and forms, the leaders' queue."""

import html
import json
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.journal.models import EditCell, EditRequest, Mark
from parta.regulation.models import RegulationVersion
from tests.factories.small_school import pupil as new_pupil
from tests.journal.services.conftest import Desk, mark, moment

CLAUSE = "/alpha/office/regulation/text/school_2/#p.17%284%29"


@pytest.fixture
def desk(world, frozen):
    return Desk(world)


@pytest.fixture
def old(world):
    return world.lessons[0]


def ask_rows(world, lesson, *pupils):
    return [mark(world, pupil, "4", lesson, str(uuid.uuid4()), base=0) for pupil in pupils or world.pupils[:1]]


def post_json(browser, course, **body):
    base = {"id": str(uuid.uuid4()), "ground": "не было связи", "operations": []}
    return browser.post(
        f"/alpha/journal/{course.pk}/requests/", json.dumps(base | body), content_type="application/json"
    )


def count(browser, url):
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(url)
    assert response.status_code == 200
    return len(captured), response.text


def test_from_the_refused_cell_to_the_entered_mark(world, browser_of, frozen, old):
    teacher, deputy = browser_of(world.teacher), browser_of(world.deputy)
    rows = ask_rows(world, old)
    body = json.dumps({"operations": [{"op": str(uuid.uuid4()), **rows[0]}]})
    operations = f"/alpha/journal/{world.algebra.pk}/operations"
    (answer,) = teacher.post(operations, body, content_type="application/json").json()["answers"]
    assert (answer["status"], answer["may_ask"]) == ("refused", True)
    assert answer["clause_url"] == CLAUSE
    made = post_json(teacher, world.algebra, operations=rows, typed_at="2026-11-16T20:55:00+05:00")
    assert made.status_code == 200
    cell = EditCell.objects.get()
    assert made.json()["asked"] == [[cell.pk, "mark", old.pk, world.pupils[0].pk, None, None, None, []]]

    office = deputy.get("/alpha/office/").text
    assert "<b>1</b> заявка на исправление" in office
    queue = deputy.get("/alpha/office/requests/").text
    for words in (
        "7А · алгебра", "Ёлкина Нина Сергеевна", "сегодня в 12:00", "«не было связи»",
        "по часам компьютера набрано пн, 16 ноября, 20:55", "пн, 9 ноября, 1-й урок",
        "срок вышел пн, 16 ноября", "Положение школы № 2, п. 17(4)", "Антонов Пётр", "<s>пусто</s> → <b>4</b>",
    ):  # fmt: skip
        assert words in queue, words
    answer = deputy.post("/alpha/office/requests/decision/", {"act": "grant", "only": str(cell.pk)}, follow=True)
    assert "Открыто: 1 клетка." in answer.text
    assert "Заявок без ответа нет" in answer.text
    assert "Королёва Алевтина Романовна" in deputy.get("/alpha/office/requests/?state=decided").text
    audit = deputy.get("/alpha/office/audit/").text
    assert "разрешено исправить" in audit and "до вс, 22 ноября, 00:00" in audit and "не было связи" in audit

    mine = teacher.get("/alpha/requests/").text
    assert "открыто до конца сб, 21 ноября" in mine
    assert "Вам открыт доступ: 1 клетка" in teacher.get("/alpha/day/").text
    entered = teacher.post(f"/alpha/requests/{cell.request_id}/entry/", follow=True)
    assert "Внесено: 1 запись." in entered.text
    assert "внесено пт, 20 ноября, 12:00" in entered.text
    assert Mark.objects.get().value == "4"
    assert "Вам открыт доступ" not in teacher.get("/alpha/day/").text
    frozen("11-22", "00:00")
    assert "Внести нечего" in teacher.post(f"/alpha/requests/{cell.request_id}/entry/", follow=True).text


def test_the_plain_lesson_page_says_why_and_offers_to_ask(world, browser_of, frozen, old):
    browser, url = browser_of(world.teacher), f"/alpha/lessons/{old.pk}/"
    assert f"/alpha/journal/{world.algebra.pk}/requests/?lesson={old.pk}" in browser.get(url).text
    refused = browser.post(url, {"action": "save", "topic": "Степени", f"mark-{world.pupils[0].pk}-0": "5"})
    assert refused.status_code == 422
    assert "срок вышел пн, 16 ноября" in refused.text
    assert f'(<a href="{CLAUSE}">Положение школы № 2, п. 17(4)</a>)' in refused.text
    form = dict(re.findall(r'<input type="hidden" name="(id|operations)" value="([^"]*)"', refused.text))
    fields = {name: html.unescape(text) for name, text in form.items()} | {"ground": "болел"}
    asked = browser.post(f"/alpha/journal/{world.algebra.pk}/requests/", fields, follow=True)
    assert "Заявка отправлена" in asked.text
    assert "пусто</s> → <b>Степени" in asked.text
    kinds = set(EditCell.objects.values_list("kind", "pupil_id"))
    assert kinds == {("topic", None), ("mark", world.pupils[0].pk)}  # shut absences are nothing that was written
    fresh = browser.get(f"/alpha/lessons/{world.lessons[5].pk}/").text
    assert "Попросить открыть" not in fresh


def test_a_whole_lesson_is_asked_for_without_a_script(world, browser_of, frozen, old):
    browser, url = browser_of(world.teacher), f"/alpha/journal/{world.algebra.pk}/requests/"
    page = browser.get(url, {"lesson": old.pk}).text
    ident = re.search(r'name="id" value="([^"]+)"', page)[1]
    form = {"id": ident, "lesson": old.pk, "columns": ["mark", "topic"], "ground": "болел"}
    for _ in range(2):
        assert browser.post(url, form).url == "/alpha/requests/"
    assert [(cell.kind, cell.pupil_id) for cell in EditCell.objects.order_by("pk")] == [("mark", None), ("topic", None)]
    text = browser.get("/alpha/requests/").text
    assert "Все отметки" in text and "урок целиком" in text and "ждёт ответа" in text
    withdrawn = browser.post(f"/alpha/requests/{ident}/withdrawal/", follow=True).text
    assert "Заявка отозвана" in withdrawn and "отозвана</span>" in withdrawn


def test_wrong_requests_are_refused_in_words(world, browser_of, frozen, old):
    browser, url = browser_of(world.teacher), f"/alpha/journal/{world.algebra.pk}/requests/"
    row = ask_rows(world, old)[0]
    cases = [
        (post_json(browser, world.algebra, operations=[row] * 51), 413),
        (post_json(browser, world.algebra), 400),
        (post_json(browser, world.algebra, operations=[row], ground=""), 422),
        (post_json(browser, world.algebra, operations=[row | {"pupil": world.stranger.pk}]), 422),
        (post_json(browser, world.algebra, operations=ask_rows(world, world.lessons[5])), 422),
        (post_json(browser, world.algebra, columns=[{"kind": "mark", "lesson": world.english_lessons[0].pk}]), 422),
        (post_json(browser, world.other_course, operations=[row]), 404),
        (post_json(browser_of(world.deputy), world.algebra, operations=[row]), 403),
        (post_json(browser_of(world.mother), world.algebra, operations=[row]), 403),
        (browser.post(url, {"operations": "{", "ground": "болел"}), 400),
        (browser.post(url, {"id": str(uuid.uuid4()), "columns": "mark", "lesson": "²", "ground": "болел"}), 400),
        (browser.get(url), 404),
        (browser.get(url, {"lesson": world.english_lessons[0].pk}), 404),
        (browser.get(url, {"lesson": "x"}), 400),
        (browser_of(world.director).get(url, {"lesson": old.pk}), 403),
        (browser.post(f"/alpha/requests/{uuid.uuid4()}/withdrawal/"), 404),
        (browser.post(f"/alpha/requests/{uuid.uuid4()}/entry/"), 404),
    ]
    for response, status in cases:
        assert response.status_code == status, (status, response.content[:300])
        assert "." in response.content.decode()
    assert not EditRequest.objects.exists()


def test_decisions_of_wrong_shape_say_so_and_decide_nothing(world, browser_of, desk, old):
    cell = desk.ask(world.teacher, world.algebra, *ask_rows(world, old)).cells.get()
    deputy, url = browser_of(world.deputy), "/alpha/office/requests/decision/"
    cases = [
        ({"cells": cell.pk}, 422, "Нажмите"),
        ({"cells": cell.pk, "act": "drop"}, 422, "Нажмите"),
        ({"act": "grant"}, 422, "Отметьте"),
        ({"act": "grant", "cells": cell.pk, "day": "2026-13-01"}, 422, "Дата написана неверно"),
        ({"act": "grant", "cells": cell.pk, "clock": "25:00"}, 422, "Время написано неверно"),
        ({"act": "grant", "cells": cell.pk, "day": "2026-11-19"}, 422, "уже прошло"),
        ({"act": "grant", "cells": cell.pk, "clock": "11:59"}, 422, "уже прошло"),
        ({"act": "grant", "cells": cell.pk, "day": "2026-12-05"}, 422, "не дольше 14 дней"),
        ({"act": "refuse", "cells": cell.pk}, 422, "без объяснения"),
        ({"act": "refuse", "cells": cell.pk, "words": "ж" * 501}, 422, "длиннее 500"),
        ({"act": "grant", "cells": "x"}, 400, ""),
        ({"act": "grant", "cells": [cell.pk, 999_999]}, 404, ""),
        ({"act": "grant", "only": "1 x"}, 400, ""),
    ]
    for form, status, words in cases:
        answer = deputy.post(url, form)
        assert answer.status_code == status, (form, answer.status_code)
        assert words in answer.text, form
    for human in (world.teacher, world.homeroom, world.secretary, world.admin, world.mother, world.pupils[0]):
        assert browser_of(human).post(url, {"act": "grant", "cells": cell.pk}).status_code == 403
        assert browser_of(human).get("/alpha/office/requests/").status_code == 403
    cell.refresh_from_db()
    assert cell.decided_at is None


@pytest.mark.parametrize(
    ("form", "until"),
    [
        ({}, moment("11-22", "00:00")),
        ({"clock": "18:00"}, moment("11-20", "18:00")),
        ({"day": "2026-11-25"}, moment("11-26", "00:00")),
        ({"day": "2026-11-25", "clock": "14:30"}, moment("11-25", "14:30")),
    ],
)
def test_a_deputy_says_until_when(world, browser_of, desk, old, form, until):
    cells = list(desk.ask(world.teacher, world.algebra, *ask_rows(world, old, *world.pupils)).cells.order_by("pk"))
    chosen = {"act": "grant", "cells": [cells[0].pk, cells[2].pk], **form}
    answer = browser_of(world.deputy).post("/alpha/office/requests/decision/?asker=&class=", chosen)
    assert answer.url == "/alpha/office/requests/?asker=&class="
    assert list(EditCell.objects.order_by("pk").values_list("granted_until", flat=True)) == [until, None, until]


def test_a_refusal_reaches_the_teacher_with_its_words(world, browser_of, desk, old):
    cell = desk.ask(world.teacher, world.algebra, *ask_rows(world, old)).cells.get()
    form = {"act": "refuse", "cells": cell.pk, "words": "<b>нет</b> оснований"}
    assert (
        "Отказано: 1 клетка"
        in browser_of(world.deputy).post("/alpha/office/requests/decision/", form, follow=True).text
    )
    text = browser_of(world.teacher).get("/alpha/requests/").text
    assert "отказано" in text and "&lt;b&gt;нет&lt;/b&gt; оснований" in text


def test_the_queue_shows_what_a_standing_mark_was_before(world, browser_of, desk, old):
    work = str(uuid.uuid4())
    desk.send(world.teacher, world.algebra, mark(world, world.pupils[0], "3", old, work), now=moment("11-09"))
    row = {"kind": "mark", "work": work, "pupil": world.pupils[0].pk, "criterion": 1, "value": "2", "base": 1}
    desk.send(world.teacher, world.algebra, row, now=moment("11-10"))
    desk.ask(world.teacher, world.algebra, row | {"value": "5", "base": 2})
    queue = browser_of(world.deputy).get("/alpha/office/requests/").text
    assert "<s>2</s> → <b>5</b>" in queue
    assert "09.11.2026 12:00 Ёлкина Н. С.: пусто → 3" in queue and "10.11.2026 12:00 Ёлкина Н. С.: 3 → 2" in queue


def test_filters_and_pages_of_the_queue(world, browser_of, desk, old):
    deputy = browser_of(world.deputy)
    desk.ask(world.teacher, world.algebra, *ask_rows(world, old))
    desk.ask(world.english_teacher, world.english, *ask_rows(world, world.english_lessons[0]))
    for query, shown in (
        ("", {"алгебра", "английский"}),
        (f"?asker={world.teacher.pk}", {"алгебра"}),
        (f"?class={world.school_class.pk}", {"алгебра", "английский"}),
        (f"?class={world.other_class.pk}", set()),
        ("?state=decided", set()),
        ("?page=9", {"алгебра", "английский"}),
    ):
        text = deputy.get(f"/alpha/office/requests/{query}").text
        assert {
            name for name in ("алгебра", "английский") if f"{name}" in "".join(re.findall(r"<h2.*?</h2>", text))
        } == shown
    for query in ("?asker=x", "?page=-1", "?class=1e5"):
        assert deputy.get(f"/alpha/office/requests/{query}").status_code == 400


def test_queries_do_not_grow_with_requests_and_cells(world, browser_of, desk, old):
    teacher, deputy = browser_of(world.teacher), browser_of(world.deputy)
    desk.ask(world.teacher, world.algebra, *ask_rows(world, old))
    addresses = [(teacher, "/alpha/requests/"), (deputy, "/alpha/office/requests/"), (teacher, "/alpha/day/")]
    few = [count(browser, url) for browser, url in addresses for _ in range(2)][1::2]
    more = [new_pupil(f"Новый{n}", "Иван", world.school_class) for n in range(5)]
    for lesson in world.lessons[:2]:
        desk.ask(world.teacher, world.algebra, *ask_rows(world, lesson, *more))
    desk.ask(world.english_teacher, world.english, *ask_rows(world, world.english_lessons[0]))
    many = [count(browser, url) for browser, url in addresses]
    assert [queries for queries, _ in few] == [queries for queries, _ in many]
    assert max(queries for queries, _ in many) <= 12, many


def test_a_deputy_sees_the_own_request_without_a_box(world, browser_of, desk, old):
    from parta.people.models import Appointment

    Appointment.objects.create(employee_id=world.teacher.pk, role="deputy", starts_on="2026-09-01")
    cell = desk.ask(world.teacher, world.algebra, *ask_rows(world, old)).cells.get()
    browser = browser_of(world.teacher)
    text = browser.get("/alpha/office/requests/").text
    assert "Свою заявку решает другой" in text and 'name="cells"' not in text
    assert "заявка на исправление" not in browser.get("/alpha/office/").text
    answer = browser.post("/alpha/office/requests/decision/", {"act": "grant", "cells": cell.pk})
    assert answer.status_code == 422 and "не тот, кто о нём просит" in answer.text
    assert not Event.objects.filter(act="journal.edit_granted").exists()


def test_families_never_see_a_request(world, browser_of, desk, old):
    cell = desk.ask(world.teacher, world.algebra, *ask_rows(world, old), ground="секретное основание").cells.get()
    desk.grant(world.deputy, cell)
    for human, query in ((world.mother, f"?child={world.pupils[0].pk}"), (world.pupils[0], "")):
        browser = browser_of(human)
        for page in ("diary/", "diary/week/", "diary/marks/", f"diary/marks/{world.algebra.pk}/", "diary/absences/"):
            answer = browser.get(f"/alpha/{page}{query}")
            assert answer.status_code == 200, page
            assert "секретное" not in answer.text and "заявк" not in answer.text.lower()


def test_s4_30_the_queue_says_how_long_an_answer_is_overdue(world, browser_of, frozen, old):
    """The college mends errors within a day."""
    teacher, deputy = browser_of(world.teacher), browser_of(world.deputy)
    assert post_json(teacher, world.algebra, operations=ask_rows(world, old)).status_code == 200
    RegulationVersion.objects.update(preset="kudymkar_college")
    frozen("11-21")
    assert "просрочено" not in deputy.get("/alpha/office/requests/").text
    frozen("11-23")
    text = deputy.get("/alpha/office/requests/").text
    assert "просрочено: 2 дня" in text
    assert "3.2.1" in text
