"""Cards corrected in place, corrections proposed and decided, by the act in force."""

import re

import pytest

from parta.audit.models import Event
from parta.installation.schools import inside
from parta.people.models import Correction, Employee, Person
from parta.regulation.models import RegulationVersion


@pytest.fixture
def act(world):
    def choose(preset):
        with inside(world.school):
            RegulationVersion.objects.update(preset=preset)

    return choose


def typed(human, **changes):
    human.refresh_from_db()
    names = ("last_name", "first_name", "patronymic", "sex", "snils", "phone", "email", "address")
    values = {name: getattr(human, name) or "" for name in names}
    values |= {"birth_date": str(human.birth_date or "")}
    return {**values, "seen": f"{human.version}.1.0", **changes}


def edit(browser, human, **changes):
    return browser.post(f"/alpha/office/people/{human.pk}/edit/", typed(human, **changes))


def test_a_homeroom_teacher_corrects_the_own_class_where_the_act_says_so(world, browser_of, act):
    act("school_2")
    browser = browser_of(world.homeroom)
    child = world.pupils[0]
    page = browser.get(f"/alpha/office/people/{child.pk}/edit/")
    assert "Исправить карточку" in page.text
    done = edit(browser, child, last_name="Антоненко", phone="8 (900) 111-22-33", birth_date="2013-05-04")
    assert done.status_code == 302
    child.refresh_from_db()
    assert (child.last_name, child.phone, child.sort_key) == ("Антоненко", "+79001112233", "антоненко петр")
    event = Event.objects.get(act="people.pupil_changed")
    assert event.before == {"last_name": "Антонов", "phone": "", "birth_date": None}
    assert event.after == {"last_name": "Антоненко", "phone": "+79001112233", "birth_date": "2013-05-04"}
    card = browser.get(f"/alpha/office/people/{child.pk}/").text
    assert "Изменения" in card
    assert "Антонов → <b>Антоненко</b>" in card
    assert edit(browser, world.stranger, phone="").status_code == 404


def test_under_another_act_the_homeroom_teacher_reports_and_the_administrator_corrects(world, browser_of, act):
    act("school_117")
    browser = browser_of(world.homeroom)
    child = world.pupils[0]
    page = re.sub("<[^>]*>", "", browser.get(f"/alpha/office/people/{child.pk}/edit/").text)
    assert "сведения об учащихся и родителях правит администратор журнала (Регламент школы № 117, п. 4.1)" in page
    refused = edit(browser, child, phone="+79001112233")
    assert refused.status_code == 422
    assert "Регламент школы № 117, п. 4.1" in refused.text
    assert edit(browser, child, phone="+79001112233", do="propose", words="сменили номер").status_code == 302
    child.refresh_from_db()
    assert child.phone == ""
    row = Correction.objects.get()
    address = f"/alpha/office/people/corrections/{row.pk}/"
    assert browser.post(address, {"do": "accept"}).status_code == 422
    assert browser_of(world.teacher).post(address, {"do": "accept"}).status_code == 403
    admin = browser_of(world.admin)
    assert "Предложены исправления" in admin.get("/alpha/office/people/").text
    queue = admin.get("/alpha/office/people/corrections/").text
    assert "сменили номер" in queue
    assert "— → <b>+79001112233</b>" in queue
    assert admin.post(address, {"do": "accept"}).status_code == 302
    child.refresh_from_db()
    assert child.phone == "+79001112233"
    assert admin.post(address, {"do": "accept"}).status_code == 422
    acts = list(Event.objects.order_by("seq").values_list("act", flat=True))
    assert acts == ["people.correction_proposed", "people.pupil_changed", "people.correction_accepted"]


def test_a_family_proposes_for_itself_and_for_nobody_else(world, browser_of, act):
    act("lyceum_68")
    browser = browser_of(world.mother)
    for own in (world.mother, world.pupils[0]):
        assert "Предложить исправление" in browser.get(f"/alpha/office/people/{own.pk}/edit/").text
        assert edit(browser, own, address="ул. Новая, 1", do="propose").status_code == 302
    assert edit(browser, world.mother, address="ул. Новая, 1").status_code == 403
    assert edit(browser, world.other_mother, address="x", do="propose").status_code == 404
    assert Correction.objects.count() == 2
    secretary = browser_of(world.secretary)
    row = Correction.objects.get(person_id=world.mother.pk)
    address = f"/alpha/office/people/corrections/{row.pk}/"
    assert secretary.post(address, {"do": "decline"}).status_code == 422
    assert secretary.post(address, {"do": "decline", "words": "нет документа"}).status_code == 302
    row.refresh_from_db()
    assert (row.accepted, row.answer) == (False, "нет документа")
    homeroom = browser_of(world.homeroom)
    other = Correction.objects.get(accepted__isnull=True)
    Person.objects.filter(pk=world.pupils[0].pk).update(address="ул. Старая, 2")
    stale = homeroom.post(f"/alpha/office/people/corrections/{other.pk}/", {"do": "accept"})
    assert stale.status_code == 422
    assert "уже изменили" in stale.text
    # the administrator of this act keeps no families' cards
    assert edit(browser_of(world.admin), world.pupils[0], phone="").status_code == 422


def test_staff_are_corrected_by_the_office_alone(world, browser_of, act):
    act("school_2")
    assert edit(browser_of(world.homeroom), world.homeroom, email="a@example.ru").status_code == 403
    browser = browser_of(world.secretary)
    values = {"seen": "1.0.1", "post": "учитель алгебры", "email": "N.Elkina@example.ru"}
    assert edit(browser, world.teacher, **values).status_code == 302
    world.teacher.refresh_from_db()
    assert world.teacher.email == "n.elkina@example.ru"
    assert Employee.objects.get(pk=world.teacher.pk).post == "учитель алгебры"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("last_name", "", "Без этого нельзя"),
        ("last_name", "=1", "начинается с буквы"),
        ("birth_date", "31.02.2013", "День написан неверно"),
        ("birth_date", "2099-01-01", "проверьте год"),
        ("phone", "12", "10 цифр"),
        ("email", "нет", "не адрес почты"),
        ("snils", "123-456-789 00", "не СНИЛС"),
        ("sex", "x", "Выберите из списка"),
        ("seen", "7.7.7", "изменил кто-то другой"),
        ("address", "", "всё уже так"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(world, browser_of, act, field, value, words):
    act("school_2")
    answer = edit(browser_of(world.secretary), world.pupils[0], **{field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert not Event.objects.exists()


def test_a_number_of_somebody_else_is_refused_at_its_field(world, browser_of, act):
    act("school_2")
    Person.objects.filter(pk=world.mother.pk).update(snils="11223344595")
    answer = edit(browser_of(world.secretary), world.pupils[0], snils="112-233-445 95")
    assert answer.status_code == 422
    assert "записан у другого человека" in answer.text


def test_who_proposed_reads_why_it_was_declined_for_thirty_days(world, browser_of, act, frozen):
    act("school_117")
    mother, admin, child = browser_of(world.mother), browser_of(world.admin), world.pupils[0]
    assert edit(mother, child, address="ул. Новая, 1", do="propose").status_code == 302
    row = Correction.objects.get()
    answer = {"do": "decline", "words": "Нужна справка <о месте>"}
    assert admin.post(f"/alpha/office/people/corrections/{row.pk}/", answer).status_code == 302
    card, said = f"/alpha/office/people/{child.pk}/", "Нужна справка &lt;о месте&gt;"
    for page in (mother.get("/alpha/diary/").text, mother.get(card).text, admin.get(card).text):
        assert said in page and "Шилова Марина Денисовна, 20.11.2026 12:00" in page
    assert "ул. Новая" not in mother.get("/alpha/diary/").text
    for other in (world.pupils[0], world.other_mother, world.deputy):
        assert said not in browser_of(other).get("/alpha/", follow=True).text
    assert said not in browser_of(world.deputy).get(card).text
    frozen("12-19")
    assert said in mother.get("/alpha/diary/").text
    frozen("12-21")
    assert said not in mother.get("/alpha/diary/").text and said not in mother.get(card).text


def test_a_homeroom_teacher_reads_it_on_the_own_day(world, browser_of, act, frozen):
    act("school_117")
    browser, child = browser_of(world.homeroom), world.pupils[0]
    assert edit(browser, child, phone="+79001112233", do="propose").status_code == 302
    decline = {"do": "decline", "words": "не тот номер"}
    address = f"/alpha/office/people/corrections/{Correction.objects.get().pk}/"
    assert browser_of(world.admin).post(address, decline).status_code == 302
    assert "не тот номер" in browser.get("/alpha/day/behind/").text
