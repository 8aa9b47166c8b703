"""Slips with codes: what stands on them, who may print them, and that only codes just issued are printed."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from parta.audit.models import Event
from parta.installation.models import InvitationCode
from parta.paper.qr import qr_path

PRINT = "/alpha/office/codes/print/"


@pytest.fixture
def issued(world, browser_of):
    page = browser_of(world.admin).post(
        f"/alpha/office/classes/{world.school_class.pk}/codes/", {"whom": ["pupils", "parents"], "again": "on"}
    )
    assert page.status_code == 200
    return re.findall(r'name="code" value="([^"]+)"', page.text)


def test_slips_say_who_what_where_and_until_when_and_are_written_down(world, browser_of, issued):
    answer = browser_of(world.admin).post(PRINT, {"code": issued})
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    text = " ".join(text.split())
    assert len(issued) >= 4
    for code in issued:
        assert code in text
    assert "testserver/doors/code/" in text
    assert world.pupils[0].full_name in text
    assert f"родитель: {world.pupils[0].last_name}" in text
    assert "код сработает один раз" in text
    event = Event.objects.filter(act="paper.printed").get()
    assert event.subject["form"] == "code_slips"
    assert world.mother.pk in event.subject["persons"]


def test_only_open_codes_that_one_may_issue_are_printed(world, browser_of, issued):
    admin = browser_of(world.admin)
    for codes in ([], ["ABCE-HKMP-TXY2-3457"], [*issued, "x" * 900], ["\x01"]):
        assert admin.post(PRINT, {"code": codes}).status_code == 404, codes
    for human, status in ((world.english_teacher, 403), (world.mother, 403), (world.secretary, 200)):
        assert browser_of(human).post(PRINT, {"code": issued[:1]}).status_code == status
    InvitationCode.objects.update(withdrawn_at=InvitationCode.objects.first().issued_at)
    assert admin.post(PRINT, {"code": issued}).status_code == 404


def test_a_square_holds_its_quiet_edge_and_grows_with_its_text():
    small, big = qr_path("a"), qr_path("https://journal.school.example/doors/code/#ABCE-HKMP-TXY2-3457")
    assert small.side == 21 + 8
    assert big.side > small.side
    assert small.path.startswith("M4 4h1v1h-1z")
    assert small.svg.count("<path") == 1
