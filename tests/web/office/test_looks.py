"""Who looked at personal data: exports leave a trace, keepers read it, a person learns of looks at the own data."""

from io import BytesIO

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.people.enums import ScanOf
from parta.people.models import CardLook
from parta.wording.looks import look_text
from parta.wording.people import SCANS

PEOPLE, PAGE = "/alpha/office/people/", "/alpha/office/looks/"


def cells(answer):
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    return [" ".join(str(cell) for cell in row if cell) for row in rows]


def test_an_export_leaves_a_trace_that_keepers_and_the_person_read(world, browser_of, frozen):
    secretary, director, mother = (browser_of(human) for human in (world.secretary, world.director, world.mother))
    secretary.get(PEOPLE)
    with inside(world.school):
        assert not Event.objects.filter(chain="looks").exists()
    assert secretary.get(f"{PEOPLE}?q=антонова&as=xlsx").status_code == 200
    browser_of(world.homeroom).get(f"/alpha/office/classes/{world.school_class.pk}/?as=xlsx")
    with inside(world.school):
        one, two = Event.objects.filter(chain="looks").order_by("seq")
        assert (one.act, one.person_id) == ("people.list_taken", world.secretary.pk)
        assert one.subject == {"list": "office:people", "persons": [world.mother.pk]}
        assert {world.mother.pk, *(human.pk for human in world.pupils)} <= set(two.subject["persons"])
        assert list(verify_chains()) == []
    for human in (world.deputy, world.teacher, world.mother):
        assert browser_of(human).get(PAGE).status_code == 403
    page = director.get(PAGE).text
    assert "список людей, 1 человек" in page and "список класса" in page
    assert "список людей, 1" not in director.get(f"{PAGE}?who=герасим").text
    assert "список людей, 1" in director.get(f"{PAGE}?whom=антонова&act=people.list_taken").text
    for nobodys in ("whom=жукова", "until=2026-11-19", "since=2026-11-21", "whom=нетакого", "act=paper.printed"):
        assert "Ничего не нашлось" in director.get(f"{PAGE}?{nobodys}").text
    told = cells(mother.post(f"{PEOPLE}{world.mother.pk}/report/"))
    assert sum(line.startswith("Кто смотрел и выгружал выгружен список людей") for line in told) == 2
    assert director.get(f"{PAGE}?as=xlsx").content.startswith(b"PK")
    assert "скачано всё, что хранится" in director.get(PAGE).text and "кто смотрел данные" in director.get(PAGE).text


def test_an_opened_card_leaves_one_trace_a_day_of_the_staff_alone(world, browser_of, frozen):
    secretary, mother, pupil = (browser_of(human) for human in (world.secretary, world.mother, world.pupils[0]))
    card = f"{PEOPLE}{world.pupils[0].pk}/"
    for reader in (mother, pupil):
        assert reader.get(card).status_code == 200
    assert secretary.get(f"{PEOPLE}{world.secretary.pk}/").status_code == 200
    assert browser_of(world.teacher).get(card).status_code == 404
    with inside(world.school):
        assert not CardLook.objects.exists()
    secretary.get(card)
    secretary.get(f"{card}edit/")
    frozen("11-21")
    secretary.get(f"{card}edit/")
    secretary.get(f"{PEOPLE}{world.teacher.pk}/")
    with inside(world.school):
        looks = CardLook.objects.order_by("pk").values_list("viewer", "about", "day__day")
        (one, two), teacher = (world.secretary.pk, world.pupils[0].pk), world.teacher.pk
        assert list(looks) == [(one, two, 20), (one, two, 21), (one, teacher, 21)]
        with pytest.raises(ProgrammingError, match="append-only"), transaction.atomic():
            CardLook.objects.all().delete()
    director = browser_of(world.director)
    assert director.get(PAGE).text.count('<td data-label="Что">открыта личная карта') == 3
    assert director.get(f"{PAGE}?act=people.card_opened&since=2026-11-21").text.count('<td data-label="Что">') == 2
    for nobodys in ("act=paper.printed", "who=жук", "act=people.card_opened&until=2026-11-19"):
        assert "Ничего не нашлось" in director.get(f"{PAGE}?{nobodys}").text
    told = cells(mother.post(f"{card}report/"))
    assert sum(line.startswith("Кто смотрел и выгружал открыта личная карта") for line in told) == 2


def test_the_page_asks_as_much_for_many_looks(world, browser_of, frozen):
    director = browser_of(world.director)
    director.get(f"{PEOPLE}?as=xlsx")
    director.get(f"{PEOPLE}{world.pupils[0].pk}/")
    director.get(PAGE)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            director.get(PAGE)
        counts.append(len(seen))
        director.get(f"{PEOPLE}?q=жук&as=xlsx")
        browser_of(world.secretary).get(f"{PEOPLE}?as=xlsx")
        director.get(f"{PEOPLE}{world.teacher.pk}/")
    assert counts[0] == counts[1]


def test_the_size_of_a_print_is_no_scanned_paper():
    assert look_text({"form": "wall", "paper": "a3"}) == "расписание на стену"
    assert look_text({"person": 1, "scan": 2, "paper": "consent"}) == SCANS[ScanOf.CONSENT]
