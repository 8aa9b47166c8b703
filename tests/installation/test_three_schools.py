"""Three schools with equal ids: nothing crosses, on recycled connections and in many threads."""

import json
import random
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from parta.installation.models import Account, Membership, School
from parta.installation.schools import enter_public, enter_school, inside
from parta.installation.services.schools import create_school, drop_school, schema_of
from parta.journal.models import Mark, WorkKind
from parta.kernel.decisions import Refused
from parta.kernel.text import normal
from parta.people.models import Person
from tests.factories.small_school import build_world

pytestmark = pytest.mark.xdist_group("three_schools")
SLUGS = ("one", "two", "three-3")
CANARY = {"one": "Канарейкина", "two": "Синицына", "three-3": "Воробьёва"}


@pytest.fixture(scope="module")
def schools(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Any]]:
    """Three schools, kept for real (no test transaction), each with the same small world and a canary of its own."""
    with django_db_blocker.unblock():
        worlds = {}
        for slug in SLUGS:
            school = create_school(slug=slug, name=f"Школа {slug}")
            with inside(school):
                world = build_world(school)
                Person.objects.filter(pk=world.pupils[0].pk).update(
                    last_name=CANARY[slug], sort_key=normal(f"{CANARY[slug]} Пётр")
                )
            worlds[slug] = world
        yield worlds
        for world in worlds.values():
            drop_school(school=world.school, name=world.school.slug)
        enter_public()
        made = [account.pk for world in worlds.values() for account in world.accounts.values()]
        Account.objects.filter(pk__in=made).delete()


def browser(world: Any, person: Any) -> Client:
    """A signed-in browser that goes through every middleware and checks CSRF tokens."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.accounts[person.pk])
    return client


def foreign_words(slug: str) -> list[str]:
    return [word for other, word in CANARY.items() if other != slug]


def test_the_ids_are_equal(schools):
    worlds = list(schools.values())
    for name in ("teacher", "mother", "algebra", "school_class", "director"):
        assert len({getattr(world, name).pk for world in worlds}) == 1, name
    assert len({world.school.schema_name for world in worlds}) == 3


def addresses(world: Any) -> list[str]:
    """Pages and data of a school; the same in each, ids and all."""
    course, lesson = world.algebra.pk, world.lessons[0].pk
    term = world.terms[1].pk
    return [
        "", "day/", "journal/", f"journal/{course}/", f"journal/{course}/data?term={term}",
        f"journal/{course}/changes?since=0&term={term}", f"lessons/{lesson}/",
    ]  # fmt: skip


def test_random_walks_on_recycled_connections_and_threads_see_one_school(schools):
    """Eight threads, each with one connection of its own, jump between schools at random."""

    def walk(seed: int) -> list[str]:
        luck, found, seen = random.Random(seed), [], 0
        clients = {slug: browser(world, world.teacher) for slug, world in schools.items()}
        try:
            for _ in range(24):
                slug = luck.choice(SLUGS)
                address = luck.choice(addresses(schools[slug]))
                response = clients[slug].get(f"/{slug}/{address}", follow=True)
                text = response.content.decode()
                if "\\u04" in text:
                    text = json.dumps(json.loads(text), ensure_ascii=False)
                found += [f"/{slug}/{address}: {word}" for word in foreign_words(slug) if word in text]
                seen += CANARY[slug] in text
                if response.status_code != 200:
                    found.append(f"/{slug}/{address}: {response.status_code}")
            if not seen:
                found.append("never saw the own canary: the test looks at nothing")
        finally:
            connections.close_all()
        return found

    with ThreadPoolExecutor(8) as pool:
        crossed = [line for lines in pool.map(walk, range(8)) for line in lines]
    assert not crossed, crossed[:5]


def test_a_stranger_finds_no_school_anywhere(schools):
    """The account of one school asks every address of the others; the answer is that of an unknown school."""
    for slug, world in schools.items():
        client = browser(world, world.director)
        for other in SLUGS:
            for address in addresses(world):
                status = client.get(f"/{other}/{address}", follow=True).status_code
                assert status == 200 if other == slug else status == 404, (slug, other, address)
    assert Client().get("/one/day/").status_code == 302


def test_a_mark_of_one_school_is_no_mark_of_another(schools):
    world = schools["two"]
    enter_public()
    with inside(world.school):
        kind = WorkKind.objects.get(name="ответ на уроке").pk
    lesson = world.lessons[-1]
    operation = {
        "op": str(uuid.uuid4()), "kind": "mark", "work": str(uuid.uuid4()), "pupil": world.pupils[0].pk,
        "criterion": 1, "value": "5", "base": 0,
        "new_work": {"lesson": lesson.pk, "kind": kind, "weight": None, "title": "", "criteria": 1},
    }  # fmt: skip
    body = json.dumps({"operations": [operation]})
    sender = Client()
    sender.force_login(world.accounts[world.teacher.pk])
    own = sender.post(f"/two/journal/{world.algebra.pk}/operations", body, content_type="application/json")
    assert own.status_code == 200, own.content
    for other in ("one", "three-3"):
        answer = sender.post(f"/{other}/journal/{world.algebra.pk}/operations", body, content_type="application/json")
        assert answer.status_code == 404
    counts = {}
    for slug, other_world in schools.items():
        with inside(other_world.school):
            counts[slug] = Mark.objects.count()
    assert counts["one"] == counts["three-3"] == 0


def test_one_account_in_two_schools_is_another_person_in_each(schools):
    one, two = schools["one"], schools["two"]
    enter_public()
    account = Account.objects.create(username="both-schools")
    try:
        Membership.objects.filter(school=one.school, person_id=one.deputy.pk).update(account=account)
        Membership.objects.filter(school=two.school, person_id=two.mother.pk).update(account=account)
        client = Client()
        client.force_login(account)
        assert client.get(f"/one/journal/{one.algebra.pk}/").status_code == 200
        assert client.get(f"/two/journal/{two.algebra.pk}/").status_code in (403, 404)  # a mother there
        assert client.get("/three-3/").status_code == 404
        Membership.objects.filter(account=account, school=one.school).update(is_active=False)
        assert client.get("/one/day/").status_code == 404  # at once, in the same session
    finally:
        Membership.objects.filter(account=account).delete()
        account.delete()


@pytest.mark.parametrize(
    "address",
    [
        "/nowhere/day/", "/ONE/day/", "/one%00/day/", "/o\u043de/day/", "/school_one/day/", "/public/day/",
        "/" + "a" * 300 + "/", "/one;/day/", "/../one/", "/%2e%2e/", "/pg_catalog/day/", "//one/day/",
    ],
)  # fmt: skip
def test_an_unknown_school_is_nowhere(schools, address):
    client = browser(schools["one"], schools["one"].director)
    response = client.get(address)
    assert response.status_code in (400, 404), response.status_code
    assert not any(word in response.content.decode() for word in CANARY.values())


@pytest.mark.parametrize(
    ("slug", "code"),
    [
        ("static", "slug_reserved"), ("doors", "slug_reserved"), ("api", "slug_reserved"), ("public", "slug_reserved"),
        ("a", "slug_malformed"), ("1a", "slug_malformed"), ("a_b", "slug_malformed"), ("А-школа", "slug_malformed"),
        ("a" * 41, "slug_malformed"), ("one", "school_exists"), ("a\n", "slug_malformed"), ("One", "slug_malformed"),
    ],
)  # fmt: skip
def test_names_that_no_school_may_have(schools, slug, code):
    with pytest.raises(Refused) as refused:
        create_school(slug=slug, name="Школа")
    assert refused.value.decision.code == code


def test_schemas_of_different_names_never_meet():
    assert schema_of("a-b") == "school_a_b"
    assert len({schema_of(slug) for slug in ("ab", "a-b", "a-b-")}) == 3


def test_entering_a_school_is_explicit_and_ends(schools):
    enter_public()
    assert connection.schema_name == "public"
    with inside(schools["one"].school):
        assert connection.schema_name == "school_one"
        with inside(schools["two"].school):
            assert connection.schema_name == "school_two"
        assert connection.schema_name == "school_one"
    assert connection.schema_name == "public"
    enter_school(schools["one"].school)
    enter_public()
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('people_person')")
        assert cursor.fetchone()[0] is None


def test_dropping_a_school_leaves_the_others_whole(schools):
    extra = create_school(slug="fourth", name="Четвёртая")
    with inside(extra):
        world = build_world(extra)
    enter_public()
    Membership.objects.filter(school=extra, person_id=world.director.pk).update(
        account=schools["one"].accounts[schools["one"].stranger.pk]
    )
    before = Membership.objects.exclude(school=extra).count()
    with pytest.raises(Refused):
        drop_school(school=extra, name="one")
    assert School.objects.filter(slug="fourth").exists()
    drop_school(school=extra, name="fourth")
    assert Membership.objects.count() == before
    assert Account.objects.filter(pk=schools["one"].accounts[schools["one"].stranger.pk].pk).exists()
    assert not Account.objects.filter(username=f"fourth-{world.teacher.pk}").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'school_fourth'")
        assert cursor.fetchone() == (0,)


@pytest.fixture(autouse=True)
def _unblocked(request: pytest.FixtureRequest) -> Iterator[None]:
    """These tests look at committed rows, as requests do; they clean up by themselves."""
    with request.getfixturevalue("django_db_blocker").unblock():
        yield
        enter_public()
