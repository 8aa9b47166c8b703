"""Certificates about pupils: by orders, lists and journals, numbered once in the year's book, printed on the head."""

import io

import pytest
from pypdf import PdfReader

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.journal.models import TermResult
from parta.kernel.actor import Actor
from parta.kernel.decisions import ALLOWED, Refused
from parta.people.models import Movement, Person
from parta.public_service.enums import CertificateKind, RefusalCode
from parta.public_service.models import Certificate, Registration
from parta.public_service.rules.certificates import Standing, decide_certificate
from parta.public_service.services.certificates import CertificateDraft, issue_certificate
from tests.factories.college import as_college
from tests.factories.school_day import mark, work
from tests.factories.small_school import TODAY, at

BOOK = "/alpha/office/movement/certificates/"
ORDER = {"order_no": "47-у", "order_date": "2026-11-19", "ground": ""}


def give(person):
    return f"/alpha/office/people/{person.pk}/certificate/"


def text_of(answer):
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(b"".join([answer.content]))).pages)


def test_a_certificate_has_the_next_number_and_keeps_its_words(world, browser_of, frozen):
    peter, secretary = world.pupils[0], browser_of(world.secretary)
    said = {"kind": "study", "purpose": "в поликлинику"}
    for other in (world.director, world.deputy, world.homeroom, world.mother):
        assert browser_of(other).post(give(peter), said).status_code == 403
    assert secretary.get(give(peter)).status_code == 200
    assert secretary.post(give(world.mother), said).status_code == 404
    for wrong in ({"kind": "left"}, {"kind": "enrolled"}, {"kind": "period"}, {"kind": "x"}, {"purpose": " "}):
        refused = secretary.post(give(peter), {**said, **wrong})
        assert refused.status_code == 422
    assert "приказ о выбытии не внесён" in secretary.post(give(peter), {**said, "kind": "left"}).text
    for _ in range(2):  # a double click
        assert secretary.post(give(peter), said).status_code == 302
    assert secretary.post(give(world.pupils[1]), {**said, "kind": "study"}).status_code == 302
    with inside(world.school):
        second, first = Certificate.objects.order_by("-pk")
        assert [first.registration.number, second.registration.number] == [1, 2]
        assert "Антонов Пётр" in first.body and "в классе 7А" in first.body
        told = Event.objects.filter(act="service.certificate_issued").count()
        assert told == 2 and list(verify_chains()) == []
        peter.last_name = "Другой"
        peter.save()
    book = browser_of(world.director).get(BOOK).text
    assert "в поликлинику" in book and "2 справки" in book
    assert "1 справка" in secretary.get(BOOK, {"q": "Ёжикова"}).text
    sheet = secretary.get(BOOK, {"format": "xlsx"})
    assert sheet.status_code == 200
    printed = text_of(secretary.post(f"{BOOK}{first.pk}/print/"))
    assert "Антонов Пётр" in printed and "№ 1" in printed and "в поликлинику" in printed
    assert browser_of(world.homeroom).post(f"{BOOK}{first.pk}/print/").status_code == 403
    assert secretary.post(f"{BOOK}999999/print/").status_code == 404
    assert "Справка об обучении № 1" in secretary.get(f"/alpha/office/people/{peter.pk}/").text


def test_an_annulled_certificate_keeps_its_number_and_its_line(world, browser_of, frozen):
    peter, secretary, said = world.pupils[0], browser_of(world.secretary), {"kind": "study", "purpose": "в банк"}
    secretary.post(give(peter), said)
    with inside(world.school):
        row = Certificate.objects.get()
    address, why = f"{BOOK}{row.pk}/annulment/", {"ground": "ошибка в классе"}
    for other in (world.director, world.deputy, world.homeroom, world.mother):
        assert browser_of(other).post(address, why).status_code == 403
    assert "Аннулировать" not in browser_of(world.director).get(BOOK).text
    assert secretary.post(f"{BOOK}999999/annulment/", why).status_code == 404
    for ground in ("", "нет", "я" * 301):
        assert secretary.post(address, {"ground": ground}).status_code == 422
    assert secretary.post(address, why).status_code == 302
    assert "Справка аннулирована" in secretary.post(address, why).text
    assert "Справка аннулирована" in secretary.post(f"{BOOK}{row.pk}/print/").text
    assert secretary.post(give(peter), said).status_code == 302  # in the same words: the next number
    with inside(world.school):
        second, first = Certificate.objects.order_by("-pk")
        assert [first.registration.number, second.registration.number] == [1, 2]
        assert (first.annulled_by_id, second.annulled_at) == (world.secretary.pk, None)
        told = Event.objects.get(act="service.certificate_annulled")
        assert told.after == {"number": 1, "ground": "ошибка в классе"} and list(verify_chains()) == []
    book = browser_of(world.director).get(BOOK).text
    assert "2 справки" in book and "<s>Справка об обучении</s>" in book and "ошибка в классе" in book
    assert "<s>Справка об обучении № 1</s>" in secretary.get(f"/alpha/office/people/{peter.pk}/").text
    assert secretary.get(BOOK, {"as": "xlsx"}).status_code == 200


def test_who_leaves_takes_the_marks_of_the_running_period(world, browser_of, frozen):
    peter, secretary = world.pupils[0], browser_of(world.secretary)
    with inside(world.school):
        mark(work(world.lessons[0]), peter, "5")
    move = {**ORDER, "kind": "departed", "day": "2026-11-20", "place": "школа № 5"}
    assert secretary.post(f"/alpha/office/people/{peter.pk}/movement/", move).status_code == 302
    assert secretary.post(give(peter), {"kind": "left", "purpose": "школа № 5"}).status_code == 302
    with inside(world.school):
        row = Certificate.objects.get()
        assert (
            row.school_class == "7А"
            and "приказом № 47-у от 19.11.2026, последний день обучения 20 ноября 2026 г." in row.body
            and ".." not in row.body
        )
        (table,) = row.tables
        assert table["rows"][0][0] == "Алгебра" and table["rows"][0][1].startswith("5 (")
    assert "Алгебра" in text_of(secretary.post(f"{BOOK}{row.pk}/print/"))


def test_who_came_by_an_order_has_a_certificate_of_it(world, browser_of, frozen):
    peter, secretary = world.pupils[0], browser_of(world.secretary)
    with inside(world.school):
        Movement.objects.create(
            pupil_id=peter.pk,
            school_class=world.school_class,
            kind="arrived",
            date="2026-09-01",
            order_no="15",
            order_date="2026-08-30",
            place="школа № 1",
        )
    assert secretary.post(give(peter), {"kind": "enrolled", "purpose": "школа № 1"}).status_code == 302
    with inside(world.school):
        body = Certificate.objects.get().body
    assert "с 1 сентября 2026" in body and "приказом № 15 от 30.08.2026" in body and "Откуда: школа № 1." in body


def test_the_book_asks_as_often_for_many(world, browser_of, django_assert_num_queries, frozen):
    secretary = browser_of(world.secretary)
    secretary.post(give(world.pupils[0]), {"kind": "study", "purpose": "x"})
    secretary.get(BOOK)
    with django_assert_num_queries(5):
        secretary.get(BOOK)
    for one in world.pupils[1:]:
        secretary.post(give(one), {"kind": "study", "purpose": "x"})
    secretary.get(BOOK)
    with django_assert_num_queries(5):
        assert "3 справки" in secretary.get(BOOK).text


def test_a_college_says_a_period_of_study_by_its_results(world, browser_of, frozen):
    as_college(world)
    peter, secretary = world.pupils[0], browser_of(world.secretary)
    with inside(world.school):
        Person.objects.filter(pk=peter.pk).update(sex="m", birth_date="2009-05-04")
        TermResult.objects.create(course=world.algebra, kind="term", term=world.terms[0], pupil_id=peter.pk, value="5")
    page = secretary.get(give(peter)).text
    assert "Справка о периоде обучения" in page
    for kind in ("period", "study", "progress"):
        assert secretary.post(give(peter), {"kind": kind, "purpose": "в другой техникум"}).status_code == 302
    with inside(world.school):
        row = Certificate.objects.get(kind="period")
        assert "в группе 7А, 1 курс" in row.body and "форма обучения: очная" in row.body
        assert "4 мая 2009 года рождения" in row.body and ".." not in row.body
        (table,) = row.tables
        assert table["title"].startswith("1 семестр") and table["rows"][0][0] == "Алгебра"
    assert "Справка о периоде обучения" in text_of(secretary.post(f"{BOOK}{row.pk}/print/"))


HERE = Standing(here=True, enrolled_by_order=True, left=False, placed=True)
GONE = Standing(here=False, enrolled_by_order=True, left=True, placed=True)


@pytest.mark.parametrize(
    ("kind", "standing", "college", "code"),
    [
        (CertificateKind.STUDY, HERE, False, ""),
        (CertificateKind.STUDY, GONE, False, RefusalCode.CERTIFICATE_NOT_HERE),
        (CertificateKind.PROGRESS, GONE, False, RefusalCode.CERTIFICATE_NOT_HERE),
        (CertificateKind.LEFT, GONE, False, ""),
        (CertificateKind.LEFT, HERE, False, RefusalCode.CERTIFICATE_STILL_HERE),
        (CertificateKind.ENROLLED, HERE, False, ""),
        (CertificateKind.ENROLLED, Standing(True, False, False, True), False, RefusalCode.CERTIFICATE_NO_ORDER),
        (CertificateKind.PERIOD, HERE, False, RefusalCode.CERTIFICATE_KIND),
        (CertificateKind.PERIOD, GONE, True, ""),
        (CertificateKind.PERIOD, Standing(False, False, False, False), True, RefusalCode.CERTIFICATE_NOT_HERE),
    ],
)
def test_which_certificate_may_be_given(kind, standing, college, code):
    decision = decide_certificate(kind, standing=standing, college=college)
    assert decision == ALLOWED if not code else decision.code == code


def test_the_service_itself_numbers_nothing_that_may_not_be_given(world):
    with inside(world.school):
        office = frozenset({"secretary"})
        actor = Actor(account_id=None, person_id=world.secretary.pk, school_slug="alpha", roles=office, today=TODAY)
        draft = CertificateDraft(CertificateKind.LEFT, "7А", "x", "Справка", "Слова", "Директор")
        with pytest.raises(Refused) as refused:
            issue_certificate(
                actor=actor, pupil_id=world.pupils[0].pk, draft=draft, college=False, now=at(TODAY, "12:00")
            )
        assert refused.value.decision.code == RefusalCode.CERTIFICATE_STILL_HERE
        assert not Registration.objects.filter(book="certs").exists()
