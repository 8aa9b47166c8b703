"""Who looked at personal data: exports leave a trace, keepers read it, a person learns of looks at the own data."""

from io import BytesIO

from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.people.enums import ScanOf
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


def test_the_page_asks_as_much_for_many_looks(world, browser_of, frozen):
    director = browser_of(world.director)
    director.get(f"{PEOPLE}?as=xlsx")
    director.get(PAGE)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            director.get(PAGE)
        counts.append(len(seen))
        director.get(f"{PEOPLE}?q=жук&as=xlsx")
        browser_of(world.secretary).get(f"{PEOPLE}?as=xlsx")
    assert counts[0] == counts[1]


def test_the_size_of_a_print_is_no_scanned_paper():
    assert look_text({"form": "wall", "paper": "a3"}) == "расписание на стену"
    assert look_text({"person": 1, "scan": 2, "paper": "consent"}) == SCANS[ScanOf.CONSENT]
