"""Scans of papers on the card: kept, looked at with a trace, removed; nobody sees what is not theirs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.models import Consent, Guardianship, Scan, TrustedPerson
from tests.factories.pdfs import pdf
from tests.people.rules.test_scans import JPEG, PNG

PEOPLE = "/alpha/office/people/"


def send(browser, human, of, paper, content, name="скан.png"):
    body = {"of": of, "paper": paper, "file": SimpleUploadedFile(name, content)}
    return browser.post(f"{PEOPLE}{human.pk}/scans/", body)


@pytest.fixture
def papers(world):
    """A consent, a right and a trusted person of the first pupil."""
    child = world.pupils[0]
    with inside(world.school):
        consent, _ = Consent.objects.update_or_create(
            person=child, kind="personal_data", defaults={"given": True, "given_on": "2026-09-01"}
        )
        tie = Guardianship.objects.get(guardian=world.mother)
        trusted = TrustedPerson.objects.create(
            pupil_id=child.pk,
            full_name="Антонова Нина",
            powers="забирать",
            document="заявление",
            starts_on="2026-09-01",
            ends_on="2027-05-31",
        )
    return {"consent": consent.pk, "guardianship": tie.pk, "trusted": trusted.pk}


def test_a_scan_is_kept_looked_at_with_a_trace_and_removed(world, browser_of, frozen, papers):
    child, secretary = world.pupils[0], browser_of(world.secretary)
    card = f"{PEOPLE}{child.pk}/"
    for of, content in (("consent", PNG), ("guardianship", JPEG), ("trusted", pdf())):
        assert send(secretary, child, of, papers[of], content).status_code == 302
        assert send(secretary, child, of, papers[of], content).status_code == 302  # the same file is the same scan
    page = secretary.get(card).text
    assert (
        page.count("Открытие записывается") == 3 and "Скан от 01.09.2026" in page and "PNG, добавлен 20.11.2026" in page
    )
    with inside(world.school):
        rows = {row.kind: row for row in Scan.objects.all()}
        assert len(rows) == Scan.objects.count() == 3
    for kind, of, mime in (
        ("png", "consent", "image/png"),
        ("jpg", "guardianship", "image/jpeg"),
        ("pdf", "trusted", "application/pdf"),
    ):
        address = f"{PEOPLE}scans/{rows[kind].pk}/"
        assert secretary.get(address).status_code == 405
        shown = secretary.post(address)
        assert (shown["Content-Type"], shown["X-Content-Type-Options"], shown["Cache-Control"]) == (
            mime,
            "nosniff",
            "no-store",
        )
        assert "frame-ancestors 'none'" in shown["Content-Security-Policy"]
        assert shown.content == bytes(rows[kind].content)
        with inside(world.school):
            look = Event.objects.filter(chain="looks", act="people.scan_opened").latest("seq")
            assert look.subject == {"person": child.pk, "scan": rows[kind].pk, "paper": of}
            assert look.person_id == world.secretary.pk
    assert "открыт скан документа" in browser_of(world.director).get("/alpha/office/looks/").text
    gone = f"{PEOPLE}scans/{rows['png'].pk}/"
    assert secretary.post(f"{gone}removal/").status_code == 302
    assert secretary.post(gone).status_code == secretary.post(f"{gone}removal/").status_code == 404
    with inside(world.school):
        left = Scan.objects.get(pk=rows["png"].pk)
        assert (bytes(left.content), left.removed_by_id, len(left.sha256)) == (b"", world.secretary.pk, 64)
        acts = Event.objects.filter(act__startswith="people.scan_", chain="people").order_by("seq")
        assert [event.act for event in acts] == ["people.scan_kept"] * 3 + ["people.scan_removed"]


def test_who_sees_which_scan(world, browser_of, frozen, papers):
    child, secretary, leads = world.pupils[0], browser_of(world.secretary), browser_of(world.homeroom)
    for of in papers:
        send(secretary, child, of, papers[of], PNG if of == "consent" else pdf(title=of))
    with inside(world.school):
        scans = {of: Scan.objects.get(**{f"{of}_id": paper}).pk for of, paper in papers.items()}

    def sees(human):
        browser = browser_of(human)
        return {of for of, pk in scans.items() if browser.post(f"{PEOPLE}scans/{pk}/").status_code == 200}

    assert sees(world.secretary) == sees(world.admin) == set(papers)
    assert sees(world.homeroom) == {"consent"}  # keeps consents of the class, rights are the office's
    assert sees(world.mother) == {"consent", "guardianship"}
    assert sees(child) == {"consent"}
    for human in (world.director, world.deputy, world.teacher, world.other_mother, world.stranger):
        assert sees(human) == set()
    # to keep: the class's consents, nobody else's, and no rights
    assert send(leads, child, "consent", papers["consent"], JPEG).status_code == 302
    assert send(leads, child, "guardianship", papers["guardianship"], JPEG).status_code == 403
    with inside(world.school):
        foreign, _ = Consent.objects.get_or_create(person=world.stranger, kind="photo", defaults={"given": True})
    assert send(leads, child, "consent", foreign.pk, JPEG).status_code == 403
    for human in (world.mother, child, world.teacher, world.director):
        assert send(browser_of(human), child, "consent", papers["consent"], JPEG).status_code in (403, 404)
    assert browser_of(world.mother).post(f"{PEOPLE}scans/{scans['consent']}/removal/").status_code == 403


def test_what_is_no_scan_is_refused_and_nothing_is_kept(world, browser_of, frozen, papers):
    secretary, child = browser_of(world.secretary), world.pupils[0]
    said = send(secretary, child, "consent", papers["consent"], b"<script>alert(1)</script>", "скан.png")
    assert said.status_code == 422 and "не PDF, не JPEG и не PNG" in said.text
    big = send(secretary, child, "consent", papers["consent"], PNG + b"\0" * 10 * 2**20)
    assert big.status_code == 422 and "больше 10 МБ" in big.text
    assert (
        secretary.post(f"{PEOPLE}{child.pk}/scans/", {"of": "consent", "paper": papers["consent"]}).status_code == 302
    )
    for of, paper, status in (("diary", 1, 404), ("consent", 10**12, 404), ("consent", "ё", 404)):
        assert send(secretary, child, of, paper, PNG).status_code in (status, 400)
    with inside(world.school):
        assert not Scan.objects.exists()
    for number in range(11):
        answer = send(secretary, child, "trusted", papers["trusted"], PNG + bytes([number]))
    assert answer.status_code == 422 and "уже 10 сканов" in answer.text
