"""Pages of a teacher: what they hold, how many queries they take, who may open them."""

import json
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.journal.models import Homework, LessonEntry, Mark, RollCall, Work
from parta.regulation.models import RegulationVersion
from tests.factories.small_school import pupil as new_pupil
from tests.journal.services.conftest import kind_id


def queries_of(browser, url):
    with CaptureQueriesContext(connection) as captured:
        response = browser.get(url)
    assert response.status_code == 200, response.content[:300]
    return len(captured), response


def embedded(response, ident):
    text = response.content.decode()
    start = text.index(f'id="{ident}">') + len(ident) + 6
    return json.loads(text[start : text.index("</script>", start)])


def test_the_journal_page_embeds_its_data(world, browser_of, frozen):
    browser = browser_of(world.teacher)
    _, response = queries_of(browser, f"/alpha/journal/{world.algebra.pk}/")
    data = embedded(response, "grid-data")
    assert [row["name"] for row in data["pupils"]] == ["Антонов Пётр", "Ёжикова Мария", "Яковлев Олег"]
    assert len(data["lessons"]) == 8
    assert data["can"]["marks"] is True
    assert data["lessons"][0]["mine"] is True
    assert (data["term"]["title"], data["today"]) == ("II четверть", "2026-11-20")
    assert [columns[0][3:] for columns in data["rules"]["at"]] == [[1, 1], [1, 1], *[[0, 0]] * 6]
    assert "17(4)" in data["rules"]["locks"][1][1]
    same = browser.get(f"/alpha/journal/{world.algebra.pk}/data?term={world.terms[1].pk}").json()
    assert {key: value for key, value in same.items() if key != "now"} == {k: v for k, v in data.items() if k != "now"}


@pytest.mark.parametrize(("preset", "asked"), [("school_2", True), ("school_117", False)])
def test_the_page_offers_what_a_work_is_for_where_the_act_asks(world, browser_of, frozen, preset, asked):
    RegulationVersion.objects.update(preset=preset)
    browser = browser_of(world.teacher)
    data = embedded(browser.get(f"/alpha/journal/{world.algebra.pk}/"), "grid-data")
    assert data["purposes"] == ({"formative": "формирующее", "summative": "констатирующее"} if asked else None)
    usual = {kind["control"]: kind["purpose"] for kind in data["kinds"]}
    assert usual == ({True: "summative", False: "formative"} if asked else {True: "", False: ""})
    browser.post(f"/alpha/lessons/{world.lessons[5].pk}/", {"action": "save", f"mark-{world.pupils[0].pk}-0": "5"})
    assert Work.objects.get().purpose == ("formative" if asked else "")


def test_the_history_of_a_lesson_tells_what_its_works_are_for(world, browser_of, frozen):
    browser, lesson = browser_of(world.teacher), world.lessons[5]
    send(browser, world.algebra, mark_row(world, lesson))
    text = browser.get(f"/alpha/journal/{world.algebra.pk}/history?lesson={lesson.pk}").text
    assert "вес 1.00, формирующее оценивание" in text


def test_queries_of_a_journal_page_are_few_and_constant(world, browser_of, frozen):
    browser = browser_of(world.teacher)
    url = f"/alpha/journal/{world.algebra.pk}/"
    queries_of(browser, url)
    few, _ = queries_of(browser, url)
    for number in range(3):
        new_pupil(f"Новый{number}", "Иван", world.school_class)
    many, response = queries_of(browser, url)
    assert len(embedded(response, "grid-data")["pupils"]) == 6
    assert few == many <= 10, (few, many)


def test_a_script_element_cannot_be_left_by_a_topic(world, browser_of, frozen):
    LessonEntry.objects.create(lesson=world.lessons[0], topic="</script><script>alert('ё')</script>&amp;")
    _, response = queries_of(browser_of(world.teacher), f"/alpha/journal/{world.algebra.pk}/")
    assert "</script><script>alert" not in response.content.decode()
    assert embedded(response, "grid-data")["lessons"][0]["topic"]["text"].startswith("</script>")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("teacher", 200),
        ("homeroom", 200),
        ("deputy", 200),
        ("director", 200),
        ("admin", 200),
        ("english_teacher", 404),
        ("secretary", 403),
        ("mother", 403),
        ("stranger", 403),
    ],
)
@pytest.mark.parametrize("page", ["", "data", "changes", "history?lesson=1"])
def test_who_opens_a_journal(world, browser_of, frozen, who, status, page):
    browser = browser_of(getattr(world, who))
    response = browser.get(f"/alpha/journal/{world.algebra.pk}/{page}")
    assert response.status_code == status
    if status == 200 and page == "data":
        assert response.json()["can"]["marks"] is (who == "teacher")


def test_anonymous_is_asked_to_sign_in(world, client):
    response = client.get(f"/alpha/journal/{world.algebra.pk}/")
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/doors/login/")
    response = client.post(f"/alpha/journal/{world.algebra.pk}/operations", "{}", content_type="application/json")
    assert response.status_code == 401


def send(browser, course, *rows, **headers):
    body = {"operations": [{"op": str(uuid.uuid4()), "base": 0, **row} for row in rows]}
    return browser.post(
        f"/alpha/journal/{course.pk}/operations", json.dumps(body), content_type="application/json", **headers
    )


def mark_row(world, lesson, value="5"):
    return {
        "kind": "mark",
        "work": str(uuid.uuid4()),
        "pupil": world.pupils[0].pk,
        "criterion": 1,
        "value": value,
        "new_work": {
            "lesson": lesson.pk,
            "kind": kind_id(),
            "weight": None,
            "title": "",
            "criteria": 1,
            "purpose": "formative",
        },
    }


def test_operations_are_answered_and_seen_by_others(world, browser_of, frozen):
    teacher, deputy = browser_of(world.teacher), browser_of(world.deputy)
    response = send(teacher, world.algebra, mark_row(world, world.lessons[5]))
    assert response.status_code == 200
    assert response.json()["answers"][0]["status"] == "applied"
    seen = deputy.get(f"/alpha/journal/{world.algebra.pk}/changes?since=0").json()
    assert seen["seq"] == response.json()["seq"] == 2
    assert [event["kind"] for event in seen["events"]] == ["work", "mark"]
    assert seen["events"][1]["record"]["value"] == "5"
    assert seen["events"][1]["author"] == "Ёлкина Н. С."
    assert deputy.get(f"/alpha/journal/{world.algebra.pk}/changes?since=2").json() == {"seq": 2, "events": []}


def test_a_refusal_is_worded_with_its_clause_and_the_same_when_replayed(world, browser_of, frozen):
    browser = browser_of(world.teacher)
    row = {**mark_row(world, world.lessons[0]), "op": str(uuid.uuid4())}
    first = send(browser, world.algebra, row).json()["answers"][0]
    assert first["status"] == "refused"
    assert "пн, 9 ноября" in first["message"] and "п. 17(4)" in first["message"]
    assert "открыть доступ" in first["message"]
    assert send(browser, world.algebra, row).json()["answers"][0] == {**first, "replayed": True}


def test_the_number_of_queries_of_a_save_does_not_grow_with_the_batch(world, browser_of, frozen):
    browser = browser_of(world.teacher)
    send(browser, world.algebra, mark_row(world, world.lessons[5]))
    row, rows = mark_row(world, world.lessons[5]), [mark_row(world, world.lessons[5]) for _ in range(30)]
    with CaptureQueriesContext(connection) as one:
        send(browser, world.algebra, row)
    with CaptureQueriesContext(connection) as thirty:
        assert {a["status"] for a in send(browser, world.algebra, *rows).json()["answers"]} == {"applied"}
    assert len(one) == len(thirty) <= 14, (len(one), len(thirty))


@pytest.mark.parametrize(
    "body",
    [
        " ", "[]", "null", "{", '{"operations": []}', '{"operations": [1]}', '{"operations": [{"kind": "drop"}]}',
        '{"operations": [{"kind": "mark"}]}', '{"operations": {"a": 1}}', "\x00", "[" * 5000,
        json.dumps({"operations": [{"op": "x" * 36, "kind": "topic", "lesson": 1, "value": "a", "base": 0}]}),
        json.dumps({"operations": [{"op": str(uuid.uuid4()), "kind": "topic", "lesson": 2**70, "value": "a", "base": 0}]}),
        json.dumps({"operations": [{"op": str(uuid.uuid4()), "kind": "topic", "lesson": True, "value": "a", "base": 0}]}),
        json.dumps({"operations": [{"op": str(uuid.uuid4()), "kind": "topic", "lesson": 1, "value": "a\x00", "base": 0}]}),
        json.dumps({"operations": [{"op": str(uuid.uuid4()), "kind": "topic", "lesson": 1, "value": "\ud800", "base": 0}]}),
        json.dumps({"operations": [{"op": str(uuid.uuid4()), "kind": "topic", "lesson": 1, "value": {}, "base": 0}]}),
        json.dumps({"operations": [{"op": str(uuid.uuid4()), "kind": "topic", "lesson": 1, "value": "a", "base": -1}]}),
        json.dumps({"operations": [{"op": str(uuid.uuid4()), "kind": "work", "work": str(uuid.uuid4()), "lesson": 1,
                                    "kind_id": 1, "weight": "NaN", "base": 0}]}),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_one_clear_sentence(world, browser_of, frozen, body):
    response = browser_of(world.teacher).post(
        f"/alpha/journal/{world.algebra.pk}/operations", body, content_type="application/json"
    )
    assert response.status_code == 400, response.content
    assert response.json()["message"].endswith(".")


def test_more_than_fifty_operations_are_too_many(world, browser_of, frozen):
    rows = [mark_row(world, world.lessons[5]) for _ in range(51)]
    assert send(browser_of(world.teacher), world.algebra, *rows).status_code == 413
    assert not Mark.objects.exists()


@pytest.mark.parametrize(
    "query", ["term=abc", "term=-1", "term=99999999999999999999", "term=%00", "since=x", "lesson=1e3", "pupil=1.0"]
)
def test_nonsense_in_the_address_is_refused(world, browser_of, frozen, query):
    browser = browser_of(world.teacher)
    for page in ("", "data", "changes", "history"):
        response = browser.get(f"/alpha/journal/{world.algebra.pk}/{page}?{query}")
        assert response.status_code in (200, 400, 404), (page, response.status_code)


def test_a_term_of_another_calendar_does_not_exist(world, browser_of, frozen):
    from parta.school.models import Calendar, Term

    other = Calendar.objects.create(year=world.year, title="другой", week_days=5)
    term = Term.objects.create(calendar=other, kind="quarter", number=1, starts_on="2026-09-01", ends_on="2026-10-01")
    assert browser_of(world.teacher).get(f"/alpha/journal/{world.algebra.pk}/?term={term.pk}").status_code == 404


def test_my_day_names_what_is_missing(world, browser_of, frozen):
    browser = browser_of(world.teacher)
    _, response = queries_of(browser, "/alpha/day/")
    text = response.content.decode()
    assert "пт, 20 ноября" in text and "7А" in text
    assert "не отмечены отсутствующие</span>" in text and "нет темы</span>" in text
    assert "Осталось заполнить: 1 урок, до 21:00 (Положение школы № 2, п. 17(4))" in text
    RollCall.objects.create(lesson=world.lessons[5], taken_at=frozen.now)
    LessonEntry.objects.create(lesson=world.lessons[5], topic="Степень")
    assert "Всё заполнено." in browser.get("/alpha/day/").content.decode()


def test_vague_words_are_hinted_at_with_the_clause_and_stored_all_the_same(world, browser_of, frozen):
    browser, lesson = browser_of(world.teacher), world.lessons[5]
    url = f"/alpha/lessons/{lesson.pk}/"
    sent = browser.post(url, {"topic": "Powers", "homework": "учебник", "action": "save"})
    assert sent.status_code == 302
    for page in (browser.get(url).text, browser.get("/alpha/day/").text):
        assert 'title="Положение школы № 2, п. 16">Тема записана не по-русски</p>' in page
        assert 'title="Положение школы № 2, п. 17(4)">В задании не сказано, что сделать' in page
    assert LessonEntry.objects.get(lesson=lesson).topic == "Powers"
    browser.post(url, {"topic": "Степени", "homework": "§ 5", "action": "save"})
    assert "записана не по-русски" not in browser.get(url).text + browser.get("/alpha/day/").text
    assert "не сказано, что сделать" not in browser.get(url).text + browser.get("/alpha/day/").text


def test_no_homework_is_said_in_the_words_of_the_act(world, browser_of, frozen):
    said = {"homework": {"homework_none_text": {"value": "Не задано <ничего>", "clause": "2.10"}}}
    RegulationVersion.objects.update(values=said)
    for url in (f"/alpha/lessons/{world.lessons[5].pk}/", f"/alpha/journal/{world.algebra.pk}/"):
        page = browser_of(world.teacher).get(url).text
        assert ">Не задано &lt;ничего&gt;</label>" in page
        assert "Без задания" not in page


def test_a_day_without_lessons_shows_the_way_to_the_next(world, browser_of, frozen):
    text = browser_of(world.teacher).get("/alpha/day/?date=2026-11-22").content.decode()
    assert "Ближайшие уроки: пн, 23 ноября" in text


def test_a_parent_has_no_day_page(world, browser_of, frozen):
    assert browser_of(world.mother).get("/alpha/day/").status_code == 403


def test_the_lesson_panel_works_as_a_plain_form(world, browser_of, frozen):
    browser, lesson = browser_of(world.teacher), world.lessons[5]
    url = f"/alpha/lessons/{lesson.pk}/"
    queries_of(browser, url)
    page = browser.get(url).content.decode()
    assert "Тема 6" in page  # five lessons went before
    response = browser.post(
        url,
        {
            "action": "save",
            "topic": "Своя тема",
            "homework": "№ 7",
            "absent": [str(world.pupils[1].pk)],
            f"code-{world.pupils[1].pk}": "ill",
            f"mark-{world.pupils[0].pk}-0": "5",
            "minutes": "15",
            "due": "",
            f"mark-{world.pupils[2].pk}-0": "",
        },
    )
    assert (response.status_code, response["Location"]) == (302, url)
    assert Mark.objects.get().value == "5"
    assert LessonEntry.objects.get().topic == "Своя тема"
    assert Homework.objects.get().text == "№ 7"
    assert RollCall.objects.exists()
    again = browser.post(
        url,
        {
            "action": "save",
            "topic": "Своя тема",
            "homework": "№ 7",
            "absent": [str(world.pupils[1].pk)],
            "minutes": "15",
            f"code-{world.pupils[1].pk}": "ill",
            f"mark-{world.pupils[0].pk}-0": "5",
            "due": "",
        },
    )
    assert again.status_code == 302
    assert Mark.objects.get().version == 1


def test_homework_for_some_pupils_is_given_changed_and_cleared_on_a_plain_form(world, browser_of, frozen):
    browser, lesson, (first, second, third) = browser_of(world.teacher), world.lessons[5], world.pupils
    url = f"/alpha/lessons/{lesson.pk}/"
    give = {"action": "own-give", "text": "Разобрать № 4", "due": str(world.lessons[7].pk)}
    for bad, words in (
        ({**give, "text": "Разобрать № 4"}, "Отметьте, кому"),
        ({**give, "pupil": first.pk, "text": " "}, "Напишите, что"),
    ):
        answer = browser.post(url, bad)
        assert (answer.status_code, words in answer.text) == (422, True)
    assert f'value="{first.pk}" checked' in answer.text
    response = browser.post(url, {**give, "pupil": [first.pk, second.pk]})
    assert (response.status_code, response["Location"]) == (302, f"{url}#own")
    assert set(Homework.objects.values_list("pupil_id", "text", "due_lesson_id")) == {
        (one.pk, "Разобрать № 4", world.lessons[7].pk) for one in (first, second)
    }
    count, page = queries_of(browser, url)
    assert "Задание отдельным ученикам: 2" in page.text and "на ср, 25 ноября" in page.text
    assert page.text.count('form="own-new" name="pupil"') == 1
    browser.post(url, {"action": "own-save", "pupil": first.pk, "base": "1", "text": "№ 4 и № 5", "due": ""})
    row = Homework.objects.get(pupil_id=first.pk)
    assert (row.text, row.version, row.due_lesson_id) == ("№ 4 и № 5", 2, world.lessons[7].pk)
    stale = browser.post(url, {"action": "own-clear", "pupil": first.pk, "base": "1"})
    assert (stale.status_code, "изменил другой человек" in stale.text) == (422, True)
    browser.post(url, {"action": "own-clear", "pupil": first.pk, "base": "2"})
    assert Homework.objects.get(pupil_id=first.pk).text == ""
    assert browser.post(url, {**give, "pupil": [first.pk, third.pk]}).status_code == 302
    assert queries_of(browser, url)[0] == count
    history = browser.get(f"/alpha/journal/{world.algebra.pk}/history?lesson={lesson.pk}&pupil={first.pk}").text
    assert "задание лично (Антонов Пётр)" in history
    refused = browser.post(url, {**give, "pupil": [second.pk]})
    assert (refused.status_code, "изменил другой человек" in refused.text) == (422, True)
    for nonsense in (
        {"pupil": "x"},
        {"due": "x", "pupil": third.pk},
        {"base": "x", "pupil": third.pk, "action": "own-save"},
    ):
        assert browser.post(url, {**give, **nonsense}).status_code == 400


def test_who_only_reads_sees_what_is_given_and_no_form(world, browser_of, frozen):
    browser_of(world.teacher).post(
        f"/alpha/lessons/{world.lessons[5].pk}/",
        {"action": "own-give", "text": "Лично № 4", "pupil": world.pupils[0].pk},
    )
    text = browser_of(world.deputy).get(f"/alpha/lessons/{world.lessons[5].pk}/").text
    assert "Лично № 4" in text and "own-give" not in text and "own-clear" not in text


def test_the_plan_gives_the_topic_in_one_click(world, browser_of, frozen):
    browser, lesson = browser_of(world.teacher), world.lessons[5]
    line = world.plan.lines.get(number=6)
    browser.post(f"/alpha/lessons/{lesson.pk}/", {"action": f"plan-{line.pk}"})
    entry = LessonEntry.objects.get()
    assert (entry.topic, entry.plan_line_id) == ("Тема 6", line.pk)
    assert "Тема 7" in browser.get(f"/alpha/lessons/{world.lessons[6].pk}/").content.decode()


def test_a_wrong_cell_in_the_plain_form_is_refused_and_stores_nothing(world, browser_of, frozen):
    response = browser_of(world.teacher).post(
        f"/alpha/lessons/{world.lessons[5].pk}/",
        {"action": "save", "topic": "т", f"mark-{world.pupils[0].pk}-0": "8", "homework": ""},
    )
    assert response.status_code == 422
    assert not Mark.objects.exists() and not LessonEntry.objects.exists()


def test_the_list_of_journals_is_own_for_a_teacher_and_whole_for_a_deputy(world, browser_of, frozen):
    own = browser_of(world.teacher).get("/alpha/journal/").content.decode()
    assert own.count('<th scope="row"><a ') == 1
    _, response = queries_of(browser_of(world.deputy), "/alpha/journal/")
    assert response.content.decode().count('<th scope="row"><a ') == 3
    found = browser_of(world.deputy).get("/alpha/journal/?q=ёлкина").content.decode()
    assert found.count('<th scope="row"><a ') == 1


def test_the_history_of_a_cell_tells_who_and_what(world, browser_of, frozen):
    browser = browser_of(world.teacher)
    row = mark_row(world, world.lessons[5], "2")
    send(browser, world.algebra, row)
    send(browser, world.algebra, {**row, "value": "3", "attempt": True, "base": 1})
    text = browser.get(
        f"/alpha/journal/{world.algebra.pk}/history?lesson={world.lessons[5].pk}&pupil={world.pupils[0].pk}"
    ).content.decode()
    assert "Ёлкина Нина" in text and "2→3" in text and "20 ноября, 12:00" in text


def test_a_date_out_of_any_year_is_refused(world, browser_of, frozen):
    browser = browser_of(world.teacher)
    for bad in ("9999-99-99", "0001-01-01", "abc", "2026-11-20T00:00"):
        assert browser.get(f"/alpha/day/?date={bad}").status_code == 400
    assert browser.get(f"/alpha/day/?date={date(2026, 11, 18)}").status_code == 200


def test_my_day_says_by_when_and_what_earlier_days_lack(world, browser_of, frozen):
    """School 2: up to 21:00 of the day; before it a small clock, after it «срок был» and earlier days by name."""
    browser = browser_of(world.teacher)
    day = world.lessons[0].date
    frozen(f"{day:%m-%d}", "20:00")
    url = f"/alpha/day/?date={day.isoformat()}"
    browser.get(url)
    before, response = queries_of(browser, url)
    assert "</span> до 21:00" in response.text
    assert "срок был" not in response.text
    frozen(f"{day:%m-%d}", "21:00")
    assert "срок был до 21:00" in browser.get(url).text
    assert queries_of(browser, url)[0] == before
