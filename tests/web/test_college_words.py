"""A college's pages speak as a college: no «класс», «урок», «учитель», «ученик», «предмет» of a school's."""

import html
import re
from pathlib import Path

import pytest

from parta import web
from parta.wording.college import as_college as said
from tests.factories.college import as_college

SCHOOL = re.compile(r"\b(?:класс|урок|учител|ученик|ученица|четверт|предмет)\w*", re.IGNORECASE)
NAMES = re.compile(r"5–9 классы|Алгебра, 7 класс")
"""What the school itself has called so: a calendar, a plan of lessons."""
TEACHER = (
    "day/", "day/behind/", "day/hours/", "journal/", "journal/{course}/", "journal/{course}/topics/",
    "journal/{course}/plan/", "lessons/{lesson}/", "plans/", "plans/{plan}/", "requests/", "help/", "help/teacher/",
)  # fmt: skip
OFFICE = (
    "", "classes/", "classes/{class}/", "classes/{class}/groups/", "load/", "load/{course}/",
    "load/hours/", "staff/", "curriculum/", "curriculum/joint/", "jobs/", "people/",
    "curriculum/{class}/individual/", "subjects/", "rooms/", "calendar/", "calendar/bells/", "timetable/",
    "timetable/check/", "permissions/", "courses/", "courses/{course}/", "attestation/", "substitutions/", "setup/",
)  # fmt: skip
FAMILY = ("diary/", "diary/week/", "diary/marks/", "diary/results/", "diary/absences/", "help/pupil/")


def shown(answer):
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    attributes = " ".join(re.findall(r'(?:placeholder|aria-label|title|data-label)="([^"]*)"', text))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text) + " " + attributes).split())


def test_pages_of_a_college_have_no_words_of_a_school(world, frozen, browser_of):
    as_college(world)
    parts = {
        "course": world.algebra.pk, "class": world.school_class.pk, "lesson": world.lessons[0].pk, "plan": world.plan.pk,
    }  # fmt: skip
    wrong = []
    for human, start, paths in (
        (world.teacher, "/alpha/", TEACHER), (world.admin, "/alpha/office/", OFFICE), (world.pupils[0], "/alpha/", FAMILY),
    ):  # fmt: skip
        browser = browser_of(human)
        for path in paths:
            answer = browser.get(start + path.format(**parts), follow=True)
            wrong += [(path, str(answer.status_code))] * (answer.status_code != 200)
            wrong += [(path, "data-college")] * ('<html lang="ru" data-college' not in answer.text)
            text = NAMES.sub("", shown(answer))
            wrong += [(path, text[max(0, one.start() - 40) : one.end() + 20]) for one in SCHOOL.finditer(text)]
    assert not wrong


def test_scripts_choose_such_words():
    scripts = (Path(web.__file__).parent / "ui" / "static" / "parta" / "js").rglob("*.js")
    lines = ((one.name, line) for one in scripts for line in one.read_text().splitlines())
    assert [(name, line) for name, line in lines if SCHOOL.search(line) and "own(" not in line] == []


@pytest.mark.parametrize(
    ("school", "college"),
    [
        ("Классный руководитель и учитель класса", "Куратор и преподаватель группы"),
        ("Найти человека, класс, журнал", "Найти человека, группу, журнал"),
        ("урок,урока,уроков", "занятие,занятия,занятий"),
        ("Классика и классная работа", "Классика и классная работа"),
        ("Учителю, учеников, предметам", "Преподавателю, студентов, дисциплинам"),
    ],
)
def test_words_keep_their_form(school, college):
    assert said(school) == college
