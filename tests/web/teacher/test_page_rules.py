"""The regulation at work on the journal page: terms of columns, what is shut and by which clause, for whom."""

import uuid
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parta.journal.models import TermClosure, Work, WorkKind
from parta.regulation.models import RegulationVersion
from parta.timetable.models import Substitution
from tests.journal.services.conftest import kind_id
from tests.web.teacher.test_journal_pages import embedded


@pytest.fixture
def rules_of(world, browser_of, frozen):
    """Give the page's rules under a preset: columns as (moment, clause, state of an empty cell, of a filled one)."""

    def read(preset="school_2", who="teacher", course=None):
        if preset:
            RegulationVersion.objects.update(preset=preset)
        browser = browser_of(getattr(world, who))
        response = browser.get(f"/alpha/journal/{(course or world.algebra).pk}/")
        rules = embedded(response, "grid-data")["rules"]
        rules["columns"] = [
            [
                (sign, moment, rules["clauses"][clause], *(rules["locks"][n] for n in locks))
                for sign, moment, clause, *locks in row
            ]
            for row in rules["at"]
        ]
        return rules

    return read


def written(lesson, name="диктант"):
    kind, _ = WorkKind.objects.get_or_create(name=name, defaults={"short_name": name[:4], "is_written": True})
    return Work.objects.create(id=uuid.uuid4(), lesson=lesson, kind=kind)


def test_school_2_to_21_00_and_after_a_week_by_the_deputy(rules_of, world):
    written(world.lessons[3])
    found = rules_of()
    today, work = found["columns"][5][0], found["columns"][3][0]
    assert today == (1, "до 21:00 сегодня", "Положение школы № 2, п. 17(4)", ["", ""], ["", ""])
    assert work[:2] == (1, "до конца сегодняшнего дня")
    old = found["columns"][0][0]
    assert old[:2] == (0, "срок был до 21:00 пн, 9 ноября")
    assert old[3] == old[4]
    assert old[3][0] == "lk"
    assert "п. 17(4)" in old[3][1]
    assert old[3][1].endswith("Открыть доступ может заместитель директора.")


def test_the_lyceum_shuts_changes_the_day_after_and_nobody_opens_them(rules_of, world):
    written(world.lessons[4])
    found = rules_of("lyceum_68")
    (oral,), (dictation,) = found["columns"][3:5]
    assert (oral[1], oral[3][0], oral[4][0]) == ("срок был до конца дня пн, 16 ноября", "lk dn", "lk dn")
    assert (dictation[3][0], dictation[4][0]) == ("", "lk dn")
    assert "п. 3.6.8" in dictation[4][1]
    assert "Открыть доступ" not in dictation[4][1]


def test_the_college_shuts_nothing_and_names_the_trace(rules_of, world):
    written(world.lessons[0])
    found = rules_of("kudymkar_college")
    assert {state for row in found["columns"] for column in row for state, _ in column[3:]} == {""}
    assert found["columns"][0][0][:2] == (2, "срок был до конца дня пн, 16 ноября")
    assert "будет отмечена как сделанная после срока" in found["columns"][0][0][3][1]


def test_a_lesson_is_judged_by_the_act_in_force_on_its_date(rules_of, world):
    RegulationVersion.objects.create(effective_from="2026-11-11", preset="kudymkar_college")
    columns = rules_of(None)["columns"]
    assert (columns[0][0][3][0], columns[1][0][3][0]) == ("lk", "")
    assert (columns[0][0][2], columns[1][0][2]) == ("Положение школы № 2, п. 17(4)", "Положение техникума, п. 3.2.2")


def test_a_reader_sees_terms_and_is_not_sent_to_ask(rules_of, world):
    old = rules_of(who="deputy")["columns"][0][0]
    assert old[3][1].endswith("п. 17(4)).")


def test_who_keeps_absences_sees_their_term(rules_of, world):
    world.algebra.marks_given = False
    world.algebra.save()
    found = rules_of()
    assert (found["what"], found["absences"]) == ("Пропуски", True)
    assert [len(row) for row in found["at"]] == [1] * 8
    assert found["columns"][5][0][:2] == (1, "до 21:00 сегодня")


def test_a_closed_period_is_said_in_each_column(rules_of, world):
    TermClosure.objects.create(
        term=world.terms[1],
        closed_by_id=world.deputy.pk,
        closed_at=datetime.fromisoformat("2026-11-20T10:00+05:00"),
    )
    column = rules_of()["columns"][5][0]
    assert column[3][1] == column[4][1] == "Учебный период закрыт: записи не меняют."


def test_a_substitute_s_old_page_is_shut_with_its_reason(rules_of, world):
    for lesson in (world.lessons[0], world.lessons[5]):  # the page is open for Friday's
        Substitution.objects.create(lesson=lesson, substitute_id=world.english_teacher.pk, kind="substitute")
    column = rules_of("kudymkar_college", who="english_teacher")["columns"][0][0]
    assert "для замены" in column[3][1]


def test_the_data_takes_the_same_queries_at_one_column_and_at_many(world, browser_of, frozen):
    browser, url = browser_of(world.teacher), f"/alpha/journal/{world.algebra.pk}/data"
    browser.get(url)
    counts = []
    for works in (1, 3):
        for lesson in world.lessons[:works]:
            Work.objects.create(id=uuid.uuid4(), lesson=lesson, kind_id=kind_id())
        with CaptureQueriesContext(connection) as captured:
            at = browser.get(url).json()["rules"]["at"]
        counts.append(len(captured))
        assert sum(map(len, at)) == (8 if works == 1 else 9)
    assert counts[0] == counts[1] == 4
