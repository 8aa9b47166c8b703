"""The sanitary norms of a timetable corrected from a day: the checks of each day have those of the day."""

import re
from datetime import date

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.timetable.models import NormVersion
from parta.timetable.queries.norms import norms_on
from parta.timetable.queries.weekly import standing_on
from tests.web.test_sheets import cells

NORMS = "/alpha/office/timetable/norms/"


def text_of(answer, status=200):
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


def fields_of(page):
    """Give the form of a page as a browser would send it back."""
    found = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', page))
    ticked = re.findall(r'<input type="checkbox" name="([^"]+)"[^>]* checked', page)
    return {
        **{name: value for name, value in found.items() if name != "csrfmiddlewaretoken"},
        **dict.fromkeys(ticked, "on"),
    }


def test_norms_are_corrected_from_a_day_and_used_from_it(world, frozen, browser_of):
    browser = browser_of(world.deputy)
    page = text_of(browser.get(NORMS))
    assert "Школа норм ещё не меняла" in page and "Алгебра" not in page and "алгебра" in page
    said = fields_of(page)
    assert said["d7"] == "7" and said["lesson"] == "45" and said["earliest"] == "08:00" and said["d1_once"] == "on"
    assert "Ничего не изменилось" in text_of(
        browser.post(NORMS, {**said, "starts_on": "2026-12-01", "source": "СанПиН"}, follow=True)
    )
    algebra = re.search(r'name="(p\d+_7)"[^>]* aria-label="алгебра, 7 класс"', page).group(1)
    wanted = {**said, "starts_on": "2026-12-01", "source": "СанПиН, новая таблица", "d7": "8", algebra: "12",
              "least_break": "15", "new_name": "Астрономия Земли", "new_7": "4"}  # fmt: skip
    assert "Записано чисел: 4" in text_of(browser.post(NORMS, wanted, follow=True))
    shown = text_of(browser.get(NORMS))
    assert "алгебра, 7 класс: 10 → 12" in shown and "перемена, минут не меньше: 10 → 15" in shown
    assert "уроков в день, 7 класс: 7 → 8" in shown and "Королёва" in shown
    with inside(world.school):
        before, after = norms_on(date(2026, 11, 30)), norms_on(date(2026, 12, 1))
        assert (before.day_norm(7).most, after.day_norm(7).most) == (7, 8)
        assert after.points_of("Астрономия Земли и неба", 7) == 4 and before.bells.least_break == 10
        week = standing_on(date(2026, 12, 1)).week
        assert week.norms.bells.least_break == 15
        assert Event.objects.get(act="timetable.norms_set").after["changes"]
    assert "пока вы смотрели" in text_of(browser.post(NORMS, wanted), 422)
    late = {**fields_of(shown), "starts_on": "2026-11-01", "source": "СанПиН", "d8": "6"}
    assert "С этого дня записать нормы нельзя" in text_of(browser.post(NORMS, late), 422)
    for wrong in ({"d7": "0"}, {"earliest": "утром"}, {"first_shift": "12"}, {"starts_on": ""}, {"seen": "x"}):
        assert browser.post(NORMS, {**late, "starts_on": "2026-12-01", **wrong}).status_code == 422
    assert "Записано чисел: 1" in text_of(browser.post(NORMS, {**late, "starts_on": "2026-12-01"}, follow=True))
    with inside(world.school):
        assert NormVersion.objects.get().version == 2
    book = cells(browser.get(NORMS, {"as": "xlsx"}).content)
    assert next(row[1:] for row in book if row[0] == "Уроков в день, не больше") == [4, 5, 5, 5, 6, 6, 7, 7, 7, 7, 7]


def test_who_only_looks_sees_numbers_and_sets_none(world, frozen, browser_of):
    page = text_of(browser_of(world.director).get(NORMS))
    assert "<input class=" not in page and "Записать нормы" not in page and "алгебра" in page
    assert browser_of(world.director).post(NORMS, {}).status_code == 403
    assert browser_of(world.teacher).get(NORMS).status_code == 403
