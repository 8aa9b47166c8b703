"""G2: three schools with equal ids behind one connection; nothing of one is ever answered by another.

Every school carries a word of its own in every text that pages show. `PARTA_PROOF_REQUESTS` gives the number of random
requests (2,000 here, a million in the long form).
"""

import json
import os
import random
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from parta.installation.models import School
from parta.installation.schools import inside
from parta.installation.services.schools import create_school
from tests.factories.small_school import build_world

pytestmark = pytest.mark.proof
REQUESTS = int(os.environ.get("PARTA_PROOF_REQUESTS", "2000"))
CANARIES = {"alpha": "Воробей", "beta": "Синица", "gamma": "Щегол"}
_TEXTS = {
    "school_schoolcard": "full_name short_name", "people_person": "last_name", "school_schoolclass": "name",
    "curriculum_course": "title", "curriculum_planline": "topic homework", "school_room": "number",
    "regulation_regulationversion": "order_no",
}  # fmt: skip
PATHS = (
    "", "day/", "day/?date=2026-11-{day:02}", "lessons/{id}/", "journal/", "journal/?class={id}&q=а", "journal/{id}/",
    "journal/{id}/data", "journal/{id}/data?term={id}", "journal/{id}/changes?since={small}",
    "journal/{id}/history?lesson={id}&pupil={id}", "journal/{id}/history?pupil={id}&term={id}", "diary/",
    "diary/?child={id}", "diary/week/?child={id}&date=2026-11-{day:02}", "diary/marks/?child={id}",
    "diary/marks/{id}/?child={id}", "diary/results/?child={id}", "diary/absences/?child={id}", "office/",
    "office/people/?q=а", "office/people/{id}/", "office/classes/", "office/classes/{id}/", "office/courses/",
    "office/audit/", "office/regulation/", "office/permissions/", "nowhere/{id}/",
)  # fmt: skip


@pytest.fixture
def schools(db: None) -> dict[str, Any]:
    """Three schools whose rows have the same ids, with memberships that differ."""
    create_school(slug="gamma", name="Школа gamma")
    worlds = {}
    for slug, canary in CANARIES.items():
        school = School.objects.get(slug=slug)
        with inside(school):
            _restart_numbers(school.schema_name)
            worlds[slug] = build_world(school)
            with connection.cursor() as cursor:
                for table, columns in _TEXTS.items():
                    for column in columns.split():
                        cursor.execute(f"UPDATE {table} SET {column} = left({column} || %s, 40)", [f" {canary}"])
    return worlds


def _restart_numbers(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = %s", [schema])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER SEQUENCE "{schema}"."{name}" RESTART WITH 100000')


def test_no_row_of_another_school_is_ever_answered(schools: dict[str, Any]) -> None:
    ids = {slug: (world.algebra.pk, world.teacher.pk, world.lessons[5].pk) for slug, world in schools.items()}
    assert len(set(ids.values())) == 1, "the ids must be equal for the proof to mean anything"
    dice = random.Random(11)
    people = []
    for slug, world in schools.items():
        for account in world.accounts.values():
            client = Client(raise_request_exception=False)
            client.force_login(account)
            people.append((slug, client))
    numbers = _numbers(schools["alpha"])
    statuses: dict[int, int] = {}
    seen: set[str] = set()
    for _ in range(REQUESTS):
        home, client = dice.choice(people)
        slug = home if dice.random() < 0.7 else dice.choice(list(CANARIES))
        if dice.random() < 0.1:
            response = _save(client, slug, dice, numbers)
        else:
            url = dice.choice(PATHS).format(id=dice.choice(numbers), day=dice.randrange(9, 28), small=dice.randrange(4))
            response = client.get(f"/{slug}/{url}")
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
        text = response.content.decode()
        for other, canary in CANARIES.items():
            if canary in text:
                assert other == slug == home, (home, slug, response.request["PATH_INFO"])
                seen.add(other)
    assert seen == set(CANARIES), "every school must have shown something of its own"
    assert statuses[200] > REQUESTS / 5, statuses
    assert not [status for status in statuses if status >= 500], statuses
    for world in schools.values():
        _untouched_by_strangers(world)


def _numbers(world: Any) -> list[int]:
    rows = [
        world.algebra,
        world.english,
        world.other_course,
        *world.lessons,
        *world.pupils,
        world.teacher,
        world.mother,
    ]
    return [row.pk for row in (*rows, world.stranger, world.school_class, *world.terms)]


def _save(client: Client, slug: str, dice: random.Random, numbers: list[int]) -> Any:
    """Write a topic that names the school in the address: it must stay there."""
    row = {"op": str(uuid.uuid4()), "kind": "topic", "lesson": dice.choice(numbers), "value": f"Тема {CANARIES[slug]}",
           "plan_line": None, "base": dice.randrange(3)}  # fmt: skip
    course = dice.choice(numbers[:3])
    body = json.dumps({"operations": [row]})
    return client.post(f"/{slug}/journal/{course}/operations", body, content_type="application/json")


def _untouched_by_strangers(world: Any) -> None:
    from parta.audit.services import verify_chains
    from parta.journal.models import LessonEntry

    with inside(world.school):
        own = CANARIES[world.school.slug]
        assert all(own in entry.topic for entry in LessonEntry.objects.exclude(topic=""))
        assert list(verify_chains()) == []
