"""Checks of the data of a class: due by the act, said by who leads it, seen by leaders."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.enums import CheckKind
from parta.people.models import DataCheck
from parta.people.rules.checks import Check, CheckRule, duties
from parta.regulation.models import RegulationVersion

YEAR = (date(2026, 9, 1), date(2027, 8, 31))
RULE = CheckRule(monthly=True, full_by=(9, 15), groups_by=(8, 30))
FULL, MONTHLY, GROUPS = CheckKind.FULL, CheckKind.MONTHLY, CheckKind.GROUPS


def day(text):
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("today", "made", "told"),
    [
        ("08-20", [], {GROUPS: "", FULL: ""}),
        ("08-31", [], {GROUPS: "late", FULL: ""}),
        ("08-31", [(GROUPS, "08-29")], {GROUPS: "done", FULL: ""}),
        ("09-10", [(GROUPS, "08-29")], {GROUPS: "done", FULL: "", MONTHLY: ""}),
        ("09-16", [(GROUPS, "05-29")], {GROUPS: "late", FULL: "late", MONTHLY: ""}),
        ("09-16", [(FULL, "09-15"), (GROUPS, "08-29")], {GROUPS: "done", FULL: "done", MONTHLY: "done"}),
        ("10-01", [(FULL, "09-15"), (GROUPS, "08-29")], {GROUPS: "done", FULL: "done", MONTHLY: ""}),
        ("11-01", [(FULL, "09-15"), (GROUPS, "08-29")], {GROUPS: "done", FULL: "done", MONTHLY: "late"}),
        ("11-01", [(FULL, "09-15"), (MONTHLY, "10-31")], {GROUPS: "late", FULL: "done", MONTHLY: ""}),
        ("11-30", [(FULL, "09-15"), (MONTHLY, "11-02")], {GROUPS: "late", FULL: "done", MONTHLY: "done"}),
    ],
)
def test_what_is_due_done_and_late(today, made, told):
    found = duties(RULE, year=YEAR, checks=[Check(kind, day(text)) for kind, text in made], today=day(today))
    month = next((one for one in found if one.kind == MONTHLY), None)
    assert month is None or (month.due < day(today)) == month.late
    assert {one.kind: "done" if one.done else "late" if one.late else "" for one in found} == told
    assert not duties(CheckRule(), year=YEAR, checks=[], today=day(today))
    assert not duties(RULE, year=YEAR, checks=[], today=date(2027, 9, 1))


def test_who_leads_a_class_says_it_and_leaders_see_it(world, browser_of, frozen):
    homeroom, deputy = browser_of(world.homeroom), browser_of(world.deputy)
    page = f"/alpha/office/classes/{world.school_class.pk}/"
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_2")
    assert "просрочено" in homeroom.get(page).text and "Данные проверены" not in deputy.get(page).text
    for human in (world.deputy, world.secretary, world.teacher):
        assert browser_of(human).post(f"{page}data-check/", {"kind": "full"}).status_code == 403
    other = f"/alpha/office/classes/{world.other_class.pk}/data-check/"
    assert homeroom.post(other, {"kind": "full"}).status_code in (403, 404)
    assert homeroom.post(f"{page}data-check/", {"kind": "x"}).status_code == 400
    assert homeroom.post(f"{page}data-check/", {"kind": "full"}).status_code == 302
    assert homeroom.post(f"{page}data-check/", {"kind": "full"}).status_code == 422
    assert "проверено 20.11.2026" in homeroom.get(page).text
    with inside(world.school):
        row = DataCheck.objects.get()
        assert (row.kind, row.day, row.checked_by_id) == ("full", date(2026, 11, 20), world.homeroom.pk)
        assert Event.objects.get(act="people.data_checked").after == {"code": "full"}
    found = deputy.get("/alpha/office/people/checks/").text
    assert "20.11.2026" in found and "просрочено" in found
    assert "20.11.2026" not in deputy.get("/alpha/office/people/checks/?late=on").text
    assert deputy.get("/alpha/office/people/checks/?as=xlsx").content.startswith(b"PK")
    counts = []
    for kind in ("monthly", "groups"):
        with inside(world.school):
            DataCheck.objects.create(
                school_class=world.other_class,
                kind=kind,
                day=day("11-20"),
                checked_by=world.deputy,
                checked_at=frozen.now,
            )
        with CaptureQueriesContext(connection) as seen:
            deputy.get("/alpha/office/people/checks/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_what_is_late_stands_on_first_pages_until_it_is_done(world, browser_of, frozen):
    page, words = f"/alpha/office/classes/{world.school_class.pk}/", "с непроверенными данными"
    homeroom, deputy = browser_of(world.homeroom), browser_of(world.deputy)
    first = {homeroom: "/alpha/day/behind/", deputy: "/alpha/office/"}
    with inside(world.school):
        RegulationVersion.objects.update(preset="school_2")
    for browser, address in first.items():
        assert words in browser.get(address).text
    assert f'href="{page}"><b>1</b> класс {words}' in homeroom.get("/alpha/day/behind/").text
    assert "people/checks/?late=on" in deputy.get("/alpha/office/").text
    for human in (world.secretary, world.teacher):
        assert words not in browser_of(human).get("/alpha/office/").text
    assert homeroom.post(f"{page}data-check/", {"kind": "full"}).status_code == 302  # the month's too
    assert words not in homeroom.get("/alpha/day/behind/").text
    frozen("12-31")
    assert words not in homeroom.get("/alpha/day/behind/").text  # December goes on
    with inside(world.school):
        RegulationVersion.objects.update(preset="default")
    assert words not in deputy.get("/alpha/office/").text
