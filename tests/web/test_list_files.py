"""Every list of the office as a file: it opens, has no formulas, says who and when, and looks at people leave a trace."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from parta.audit.models import Event
from parta.curriculum.models import PeriodMarkOrder
from parta.integrations.models import ImportRun
from parta.jobs.models import Job
from parta.journal.models import AttestationSheet, LessonEntry, TermResult
from parta.people.models import CommitteePlace
from parta.public_service.enums import Book
from parta.public_service.models import Appeal, HelpRequest, Letter
from parta.public_service.services.registering import register
from parta.school.models import SchoolClass, StudySession
from parta.web.ui.sheets import MIME
from parta.wording.looks import look_text
from tests.factories.college import as_college
from tests.factories.documents import placed_act
from tests.factories.school_day import absent, mark, work
from tests.factories.small_school import TODAY, ZONE

HOSTILE = "=HYPERLINK(1)"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=ZONE)


def letter(world, number=1):
    row = register(Book.LETTERS, TODAY)
    return Letter.objects.create(
        registration=row, kind="termination", recipient=f"{HOSTILE} {number}", title="т", body="т", head={}, signer="д", signer_post="д",
        person_id=world.mother.pk,
        made_by_id=world.director.pk, made_at=NOON,
    )  # fmt: skip


def appeal(world, number=1):
    row = register(Book.APPEALS, TODAY)
    return Appeal.objects.create(
        registration=row, author=f"{HOSTILE} {number}", text="вопрос", due_on="2026-12-20",
        registered_by_id=world.secretary.pk, registered_at=NOON,
    )  # fmt: skip


def question(world, number=1):
    row = register(Book.HELP, TODAY)
    return HelpRequest.objects.create(
        registration=row, author_id=world.mother.pk, text=f"{HOSTILE} {number}", asked_at=NOON
    )


def order(world, number=1):
    term = world.terms[0]
    return PeriodMarkOrder.objects.create(
        calendar=term.calendar, term=term, grades=[], order_no=HOSTILE, order_date="2026-10-05",
        opens_on="2026-10-19", closes_on="2026-10-22",
    )  # fmt: skip


def place(world, number=1):
    return CommitteePlace.objects.create(
        school_class=world.school_class, person_id=world.mother.pk, starts_on="2026-11-20", ends_on="2027-05-31",
        given_by_id=world.homeroom.pk, given_at=NOON,
    )  # fmt: skip


def job(world, number=1):
    return Job.objects.create(
        kind="letter", title=HOSTILE, person_id=world.director.pk, account_id=1, fingerprint="f", created_at=NOON
    )


def document(world, number=1):
    return placed_act(world)


def run(world, number=1):
    files = [{"name": HOSTILE, "size": 1, "sha256": "0"}]
    return ImportRun.objects.create(at=NOON, files=files, counts={"rooms": {"created": 2, "changed": 1}})


def nothing(world, number=1):
    return None


LISTS = {
    "office/access/letters/": ("director", letter, HOSTILE, ["mother"]),
    "office/access/appeals/": ("secretary", appeal, HOSTILE, []),
    "help/requests/": ("admin", question, HOSTILE, ["mother"]),
    "office/terms/": ("deputy", nothing, "I четверть", None),
    "office/terms/{term}/gaps/": ("deputy", nothing, "Нет отметки", None),
    "office/terms/orders/": ("deputy", order, HOSTILE, None),
    "office/control/checks/": ("deputy", nothing, "7А", None),
    "office/timetable/changes/": ("deputy", nothing, "Изменения", None),
    "office/documents/": ("mother", document, "Положение", None),
    "office/jobs/": ("director", job, HOSTILE, None),
    "office/classes/{class}/committee/": ("homeroom", place, "Антонова", ["mother"]),
}


LISTS |= {
    "office/": ("deputy", nothing, "Не заполнено", None),
    "office/?list=away": ("deputy", nothing, "Отсутствуют", None),
    "office/substitutions/": ("deputy", nothing, "Замены", []),
    "office/imports/": ("admin", run, HOSTILE, None),
    "office/curriculum/{class}/": ("deputy", nothing, "алгебра", None),
    "office/curriculum/norms/": ("deputy", nothing, "Параллель", None),
    "office/curriculum/programmes/": ("deputy", nothing, "Программа", None),
    "office/load/{course}/": ("deputy", nothing, "Ёлкина", None),
    "journal/": ("teacher", nothing, "алгебра", None),
    "diary/timetable/": ("mother", nothing, "алгебра", ["pupil"]),
    "diary/results/": ("mother", nothing, "алгебра", ["pupil"]),
}


def taken(world, browser, path):
    address = path.replace("{class}", str(world.school_class.pk)).replace("{term}", str(world.terms[0].pk))
    address = address.replace("{course}", str(world.algebra.pk))
    return browser.get(f"/alpha/{address}{'&' if '?' in address else '?'}as=xlsx")


def cells(content, sheet=0):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(sheet).to_python()


def check_file(answer, human):
    assert answer.status_code == 200, answer.content[:500]
    assert answer["Content-Type"] == MIME
    with ZipFile(BytesIO(answer.content)) as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert pages and not any("<f>" in page or "hyperlink" in page for page in pages)
    foot = cells(answer.content)[-1][0]
    assert foot.startswith("Выгружено: ") and "20.11.2026 12:00" in foot and str(human) in foot
    return str(cells(answer.content))


def looked():
    return [event.subject for event in Event.objects.filter(chain="looks", act="people.list_taken").order_by("pk")]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_is_taken_out_whole_and_safe(world, browser_of, frozen, path):
    who, make, told, persons = LISTS[path]
    make(world)
    human = getattr(world, who)
    answer = taken(world, browser_of(human), path)
    assert told in check_file(answer, human)
    if persons is None:
        assert looked() == []
    else:
        (subject,) = looked()
        named = {"pupil": world.pupils[0], "mother": world.mother}
        assert subject["persons"] == [named[name].pk for name in persons]
        assert look_text(subject)


@pytest.mark.parametrize("path", ["office/access/letters/", "office/access/appeals/", "help/requests/"])
def test_a_file_costs_the_same_whatever_its_length(world, browser_of, frozen, path):
    who, make, *_ = LISTS[path]
    browser, counts = browser_of(getattr(world, who)), []
    make(world)
    taken(world, browser, path)
    for more in (0, 2):
        for number in range(more):
            make(world, number)
        with CaptureQueriesContext(connection) as seen:
            taken(world, browser, path)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_a_journal_is_a_file_of_marks_with_topics_on_a_second_sheet(world, browser_of, frozen):
    peter, lesson = world.pupils[0], world.lessons[3]
    mark(work(lesson), peter, "5")
    absent(world.lessons[4], world.pupils[1], "ill")
    LessonEntry.objects.create(lesson=lesson, topic="=1+1")
    TermResult.objects.create(course=world.algebra, pupil_id=peter.pk, kind="term", term=world.terms[1], value="4")
    path = f"/alpha/journal/{world.algebra.pk}/"
    teacher = browser_of(world.teacher)
    assert "as=xlsx" in teacher.get(path).text
    answer = teacher.get(path, {"as": "xlsx"})
    assert "алгебра" in check_file(answer, world.teacher)
    rows = cells(answer.content)
    [own] = [row for row in rows if str(row[1]).startswith("Антонов ")]
    assert "5" in own and own[-2:] == ["4", ""]
    [other] = [row for row in rows if str(row[1]).startswith(world.pupils[1].last_name)]
    assert set(other[2:]) - {""}
    topics = cells(answer.content, 1)
    assert any(row[2] == "=1+1" for row in topics) and "Выгружено: " in topics[-1][0]
    (subject,) = looked()
    assert set(subject["persons"]) >= {one.pk for one in world.pupils} and "журнал" in look_text(subject)
    assert browser_of(world.mother).get(path, {"as": "xlsx"}).status_code in (403, 404)


def test_another_family_takes_nothing_out(world, browser_of, frozen):
    for page in ("timetable", "results"):
        path = f"/alpha/diary/{page}/?child={world.pupils[0].pk}&as=xlsx"
        assert browser_of(world.other_mother).get(path).status_code == 404
        assert browser_of(world.homeroom).get(path).status_code == 403
    assert looked() == []


def test_the_head_of_a_file_says_what_was_chosen(world, browser_of, frozen):
    deputy, room = browser_of(world.deputy), f"class={world.school_class.pk}"
    for path, words in (
        (f"load/?{room}&vacant=1&as=xlsx", ("7А", "только вакансии", "20 ноября 2026")),
        (f"control/results/?{room}&as=xlsx", ("7А",)),
        (f"control/topics/?{room}&teacher={world.teacher.pk}&as=xlsx", ("7А", world.teacher.full_name)),
        (f"control/progress/?{room}&subject={world.algebra.subject_id}&as=xlsx", ("7А", "алгебра")),
        (f"control/?{room}&as=xlsx", ("7А",)),
    ):
        head = cells(deputy.get(f"/alpha/office/{path}").content)[1][0]
        assert all(word in head for word in words), (path, head)


def test_a_day_of_a_class_taken_out_is_written_down(world, browser_of, frozen):
    absent(world.lessons[5], world.pupils[0], "ill")
    check_file(taken(world, browser_of(world.homeroom), "office/classes/{class}/day/"), world.homeroom)
    (subject,) = looked()
    assert subject == {"list": "office:class_day", "persons": [world.pupils[0].pk]}


def test_a_college_takes_out_a_sheet_and_sessions(world, browser_of, frozen):
    as_college(world)
    SchoolClass.objects.filter(pk=world.school_class.pk).update(study_form="part_time")
    StudySession.objects.create(
        school_class=world.school_class, kind="exam", starts_on="2026-11-23", ends_on="2026-11-27"
    )
    deputy = browser_of(world.deputy)
    said = check_file(deputy.get("/alpha/office/attestation/sessions/", {"as": "xlsx"}), world.deputy)
    assert "промежуточная" in said or "экзамен" in said
    TermResult.objects.create(
        course=world.algebra, pupil_id=world.pupils[0].pk, kind="term", term=world.terms[0], value="4"
    )
    spot = f"{world.algebra.pk}-{world.terms[0].pk}"
    deputy.post(
        f"/alpha/office/attestation/?class={world.school_class.pk}",
        {f"base-{spot}": "exam ", f"day-{spot}": "2026-11-19"},
    )
    deputy.post("/alpha/office/attestation/sheets/new/", {"course": world.algebra.pk, "term": world.terms[0].pk})
    made = AttestationSheet.objects.get()
    said = check_file(deputy.get(f"/alpha/office/attestation/sheets/{made.pk}/", {"as": "xlsx"}), world.deputy)
    assert "Антонов" in said and "хорошо" in said
    assert {one["list"] for one in looked()} == {"office:study_sessions", "office:sheet"}
    mother = check_file(browser_of(world.mother).get("/alpha/diary/record-book/", {"as": "xlsx"}), world.mother)
    assert "Зачётная книжка, Антонов Пётр" in mother
    head = cells(deputy.get("/alpha/office/attestation/debts/", {"q": "ант", "state": "open", "as": "xlsx"}).content)[
        1
    ][0]
    assert "«ант»" in head
    assert set(looked()[1]["persons"]) == {one.pk for one in world.pupils}
