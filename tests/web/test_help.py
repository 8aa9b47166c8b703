"""Help: pages for each role, a question with a number and an answer, what goes on to the operator."""

import re

import pytest
from django.test import Client

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.kernel.decisions import NotVisible
from parta.people.models import Appointment
from parta.public_service.models import HelpRequest
from parta.public_service.queries.help import dues_of, passed_on
from parta.public_service.services.help import MOST_OPEN, reply_as_support
from parta.regulation.models import RegulationVersion
from parta.school.models import Calendar, SpecialDay
from parta.web.help.views import TOPICS
from tests.factories.small_school import account_for, employee

NEW = (
    "nurse", "psychologist", "social_pedagogue", "librarian", "hr_inspector", "admissions_secretary",
    "additional_education",
)  # fmt: skip
HOME, LIST = "/alpha/help/", "/alpha/help/requests/"
LATE = '<b>1</b> вопрос о работе с Партой</a> <b class="badge bad">1 просрочен</b>'


def ask(browser, text="Не вижу отметки.\nЧто делать?"):
    return browser.post(f"{HOME}asking/", {"text": text}, follow=True)


def test_a_question_gets_a_number_and_an_answer_once(world, browser_of, frozen):
    mother, admin = browser_of(world.mother), browser_of(world.admin)
    for _ in range(2):  # a double click
        assert "Вопрос № 1 отправлен" in ask(mother).text
    with inside(world.school):
        row = HelpRequest.objects.get()
    page = f"{LIST}{row.pk}/"
    assert "Антонова Ирина Львовна" in admin.get(LIST).text
    seen = admin.get(page).text
    assert "Антонов П" in seen and "Что делать?" in seen
    for other in (world.teacher, world.deputy):
        assert browser_of(other).get(page).status_code == 404
        assert browser_of(other).get(LIST).status_code == 403
        assert browser_of(other).post(f"{page}answering/", {"answer": "да"}).status_code in (403, 404)
    assert mother.post(f"{page}answering/", {"answer": "да"}).status_code == 403
    assert admin.post(f"{page}answering/", {"answer": " \x00 "}).status_code == 422
    assert admin.post(f"{page}answering/", {"answer": "Откройте «Отметки»."}).status_code == 302
    assert admin.post(f"{page}answering/", {"answer": "иначе"}).status_code == 422
    assert "Откройте «Отметки»." in mother.get(page).text and "есть ответ" in mother.get(HOME).text
    with inside(world.school):
        acts = list(Event.objects.filter(chain="help").order_by("seq").values_list("act", flat=True))
        assert acts == ["service.help_asked", "service.help_answered"]
        assert list(verify_chains()) == []


def test_the_operator_sees_what_was_passed_on_and_nothing_else(world, browser_of, frozen):
    mother, admin = browser_of(world.mother), browser_of(world.admin)
    ask(mother)
    with inside(world.school):
        row = HelpRequest.objects.get()
        assert passed_on() == []
    page = f"{LIST}{row.pk}/"
    assert admin.post(f"{page}passing/", {"words": "Страница отметок пуста."}).status_code == 302
    assert admin.post(f"{page}passing/", {"words": "ещё"}).status_code == 422
    assert "передан поддержке" in mother.get(HOME).text and "Страница отметок пуста" not in mother.get(page).text
    reply = {"school_slug": "alpha", "year": 2026, "reply": "Исправлено.", "now": frozen.now}
    with inside(world.school):
        (seen,) = passed_on()
        assert seen.get_deferred_fields() >= {"text", "author_id", "answer"}
        with pytest.raises(NotVisible):
            reply_as_support(number=2, **reply)
        reply_as_support(number=1, **reply)
        assert Event.objects.get(act="service.support_replied").device == "operator"
    assert "Исправлено." in admin.get(page).text and "Исправлено." not in mother.get(page).text


def test_who_answers_for_the_journal_is_named_with_the_order(world, browser_of, frozen):
    with inside(world.school):
        Appointment.objects.filter(employee_id=world.admin.pk).update(ground="приказ № 27-а от 06.04.2020")
        Appointment.objects.filter(role="director").update(ends_on="2026-11-19")
    page = browser_of(world.mother).get(HOME).text
    assert "<b>Шилова Марина Денисовна</b>, администратор журнала" in page
    assert "(приказ № 27-а от 06.04.2020)" in page and "предложение, как сделать лучше" in page
    assert world.director.full_name not in page and world.deputy.full_name not in page


def test_a_family_is_helped_first_by_the_homeroom_teacher_where_the_act_says_so(world, browser_of, frozen):
    with inside(world.school):
        RegulationVersion.objects.update(preset="lyceum_68")
    mother, homeroom, admin = (browser_of(one) for one in (world.mother, world.homeroom, world.admin))
    home = mother.get(HOME).text
    assert "прочтёт классный руководитель" in home and "Положение" in home and "к администратору журнала" in home
    ask(mother)
    ask(browser_of(world.teacher), "Как поставить отметку?")
    ask(browser_of(world.other_mother), "А у нас?")  # nobody leads that class
    with inside(world.school):
        row, other, alone = HelpRequest.objects.order_by("pk")
        assert (row.school_class_id, other.school_class_id, alone.school_class_id) == (
            world.school_class.pk,
            None,
            None,
        )
    listed = homeroom.get(LIST).text
    assert "Не вижу отметки" in listed and "Как поставить" not in listed and "А у нас" not in listed
    page = f"{LIST}{row.pk}/"
    assert homeroom.get(f"{LIST}{other.pk}/").status_code == 404
    assert homeroom.post(f"{page}passing/", {"words": "сбой"}).status_code == 403
    assert browser_of(world.teacher).post(f"{page}answering/", {"answer": "да"}).status_code == 403
    assert homeroom.post(f"{page}handing/").status_code == 302
    assert homeroom.post(f"{page}handing/").status_code in (403, 422)
    assert homeroom.post(f"{page}answering/", {"answer": "да"}).status_code == 403
    assert "Не вижу отметки" not in homeroom.get(LIST).text and "Не вижу отметки" in admin.get(LIST).text
    assert admin.post(f"{page}answering/", {"answer": "Откройте «Отметки»."}).status_code == 302
    ask(mother, "И ещё вопрос")
    with inside(world.school):
        last = HelpRequest.objects.latest("pk")
    assert homeroom.post(f"{LIST}{last.pk}/answering/", {"answer": "Вот так."}).status_code == 302
    assert "Вот так." in mother.get(f"{LIST}{last.pk}/").text


def test_an_answer_has_a_term_of_working_days_and_what_is_late_is_seen(world, browser_of, frozen):
    mother, admin = browser_of(world.mother), browser_of(world.admin)
    ask(mother)  # on a Friday
    assert "до 25.11.2026" in mother.get(HOME).text
    frozen("11-25", "23:00")
    assert "просрочен" not in admin.get(LIST).text and "просрочен" not in admin.get("/alpha/office/").text
    frozen("11-26", "08:00")
    assert "просрочен" in admin.get(LIST).text and LATE in admin.get("/alpha/office/").text
    assert LATE in browser_of(world.director).get("/alpha/office/").text
    with inside(world.school):
        for calendar in Calendar.objects.all():
            SpecialDay.objects.create(calendar=calendar, date="2026-11-23", kind="day_off")
        rows = list(HelpRequest.objects.select_related("registration"))
        for now in (frozen.now, frozen.now.replace(year=2027, month=10)):  # the year it was asked in counts
            assert [str(one.due) for one in dues_of(rows, now=now)] == ["2026-11-26"]
    assert "вопрос о работе" not in browser_of(world.deputy).get("/alpha/office/").text


def test_nobody_floods_and_empty_words_are_no_question(world, browser_of, frozen):
    mother = browser_of(world.mother)
    assert ask(mother, " \n ").status_code == 422
    for number in range(MOST_OPEN):
        ask(mother, f"вопрос {number}")
    assert ask(mother, "ещё один").status_code == 422


def test_each_role_has_its_pages_and_every_page_leads_to_help(world, browser_of, frozen, django_assert_num_queries):
    for human, own in ((world.teacher, "Учителю"), (world.pupils[0], "Ученику"), (world.secretary, "Секретарю")):
        browser = browser_of(human)
        page = browser.get(HOME).text
        assert f"<b>{own}</b>" in page and f'href="{HOME}">помощь</a>' in page
        assert all(browser.get(f"{HOME}{name}/").status_code == 200 for name in TOPICS)
    assert browser.get(f"{HOME}nothing/").status_code == 404
    assert Client().get(HOME).url.startswith("/doors/login/")
    admin = browser_of(world.admin)
    ask(browser_of(world.mother))
    admin.get(LIST)
    with django_assert_num_queries(9):
        admin.get(LIST)
    for human in (world.teacher, world.pupils[0]):
        ask(browser_of(human))
    with django_assert_num_queries(9):
        admin.get(LIST)


@pytest.mark.parametrize("who", ["pupils", "secretary", "director", "teacher", *NEW])
def test_help_leads_nobody_to_a_page_that_is_shut(world, browser_of, frozen, who):
    if who in NEW:
        with inside(world.school):
            human = employee("Новикова", "Зоя", "Ильинична", who)
            account_for(human, world.school)
    else:
        human = world.pupils[0] if who == "pupils" else getattr(world, who)
    browser = browser_of(human)
    own = [name for name, one in TOPICS.items() if who in one.roles]
    assert own or who == "pupils"
    named = {name: browser.get(f"{HOME}{name}/").text for name in TOPICS}
    if who == "pupils":
        assert "«Контроль»" in named["deputy"] and 'href="/alpha/office/control/"' not in named["deputy"]
    for name in own:
        assert 'href="/alpha/' in named[name].partition('class="stack"')[2].partition("Как сменить пароль")[0]
    led = {link for page in named.values() for link in re.findall(r'href="(/alpha/[^"]+)"', page)}
    shut = {link for link in led if browser.get(link, follow=True).status_code != 200}
    assert not shut
