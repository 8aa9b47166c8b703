"""Every address of the project: mapped, shut to strangers, open exactly to whom the permission table says."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from parta.curriculum.models import LessonPlan
from parta.installation.schools import enter_public, inside
from parta.people.rules.permissions import Relation, Resource, allowed
from parta.regulation.rules.parse import load_preset
from parta.web.permissions import DOORS, SCHOOL, Need, Open, need_of
from tests.factories.documents import placed_act

OWN, CLASS, SCHOOLWIDE = Relation.OWN, Relation.SAME_CLASS, Relation.SAME_SCHOOL
WORKERS = ("admin", "director", "deputy", "secretary", "teacher", "english_teacher", "homeroom")


@dataclass(frozen=True)
class Address:
    """One address: its full name, its path with places for arguments, and those arguments."""

    name: str
    path: str
    arguments: tuple[str, ...]


def addresses(urlconf: str) -> list[Address]:
    """Go through the resolver, so that no new address is forgotten."""
    return list(_walk(get_resolver(urlconf).url_patterns, "", ""))


def _walk(patterns: list[Any], path: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        route = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _walk(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            name = ":".join(part for part in (namespace, pattern.name) if part)
            yield Address(name, route, tuple(pattern.pattern.converters))


SCHOOL_ADDRESSES = addresses("parta.web.school_urls")
DOOR_ADDRESSES = addresses("config.urls")


def test_every_address_has_its_row():
    assert [one.name for one in SCHOOL_ADDRESSES if need_of(one.name, in_school=True) is None] == []
    assert [one.name for one in DOOR_ADDRESSES if need_of(one.name, in_school=False) is None] == []
    assert all(one.name for one in (*SCHOOL_ADDRESSES, *DOOR_ADDRESSES))


def test_every_row_has_its_address():
    assert set(SCHOOL) <= {one.name for one in SCHOOL_ADDRESSES}
    assert set(DOORS) <= {one.name for one in DOOR_ADDRESSES}


@dataclass(frozen=True)
class Sight:
    """The things that an address is opened with, and how near they are to each person of the small school."""

    values: dict[str, Any]
    query: dict[str, Any]
    near: dict[str, Relation]


SETTING = {
    "user_group": "staff",
    "group": "marks",
    "name": "edit_window_days",
    "effective_from": "2026-09-01",
    "preset": "school_2",
}


def sights(world: Any) -> list[Sight]:
    """Give two sets of things, both written by hand: of class 7А, and of the neighbours in 7Б."""
    homework = uuid.uuid4()
    edition = placed_act(world).editions.values_list("pk", "act_id").first()
    document = dict(zip(("edition_id", "act_id"), edition, strict=True))
    ours = Sight(
        values={
            "course_id": world.algebra.pk,
            "lesson_id": world.lessons[0].pk,
            "class_id": world.school_class.pk,
            "term_id": world.terms[0].pk,
            "calendar_id": world.terms[0].calendar_id,
            "year_id": world.year.pk,
            "person_id": world.pupils[0].pk,
            "correction_id": 1,
            "compromise_id": 1,
            "access_id": 1,
            "letter_id": 1,
            "help_id": 1,
            "topic": "teacher",
            "letter_kind": "refusal",
            "appeal_id": 1,
            "file_id": 1,
            "run_id": 1,
            "kind": "rooms",
            "homework_id": homework,
            "request_id": uuid.uuid4(),
            "notice_id": 10**12,
            "job_id": 1,
            "movement_id": 1,
            "tie_id": 10**12,
            "trusted_id": 10**12,
            "suspension_id": 10**12,
            "narrowing_id": 10**12,
            "scan_id": 10**12,
            "told_id": 10**12,
            "member_id": 10**12,
            "leader_id": 10**12,
            "certificate_id": 10**12,
            "attestation_id": 10**12,
            "appointment_id": 1,
            "order_id": 1,
            "room_id": world.lessons[0].room_id,
            "subject_id": world.algebra.subject_id,
            "absence_id": 1,
            "wish_id": 1,
            "plan_id": world.plan.pk,
            "employee_id": world.teacher.pk,
            "schedule_id": world.year.bell_schedules.get().pk,
            "sheet_id": 1,
            "debt_id": 1,
            "work_id": 10**12,
            "material_id": 10**12,
            "pause_id": 1,
            "grant_id": 10**12,
            "destruction_id": 10**12,
            "place_id": 10**12,
            "proposal_id": 10**12,
            "secret": "x" * 43,
            "ticket": uuid.UUID(int=0),
            **SETTING,
            **document,
        },
        query={"lesson": world.lessons[0].pk, "pupil": world.pupils[0].pk, "child": world.pupils[0].pk},
        near={"teacher": OWN, "english_teacher": SCHOOLWIDE, "homeroom": CLASS, "pupil": OWN, "mother": OWN},
    )
    other_lesson = world.other_course.lessons.get()
    plan = LessonPlan.objects.create(
        year=world.year,
        subject=world.plan.subject,
        grade_level=7,
        title="План коллеги",
        author_id=world.english_teacher.pk,
    )
    theirs = Sight(
        values={
            "course_id": world.other_course.pk,
            "lesson_id": other_lesson.pk,
            "class_id": world.other_class.pk,
            "term_id": world.terms[1].pk,
            "calendar_id": world.terms[1].calendar_id,
            "year_id": world.year.pk,
            "person_id": world.stranger.pk,
            "correction_id": 1,
            "compromise_id": 1,
            "access_id": 1,
            "letter_id": 1,
            "help_id": 1,
            "topic": "teacher",
            "letter_kind": "refusal",
            "appeal_id": 1,
            "file_id": 1,
            "run_id": 1,
            "kind": "rooms",
            "homework_id": homework,
            "request_id": uuid.uuid4(),
            "notice_id": 10**12,
            "job_id": 1,
            "movement_id": 1,
            "tie_id": 10**12,
            "trusted_id": 10**12,
            "suspension_id": 10**12,
            "narrowing_id": 10**12,
            "scan_id": 10**12,
            "told_id": 10**12,
            "member_id": 10**12,
            "leader_id": 10**12,
            "certificate_id": 10**12,
            "attestation_id": 10**12,
            "appointment_id": 1,
            "order_id": 1,
            "room_id": world.lessons[0].room_id,
            "subject_id": world.algebra.subject_id,
            "absence_id": 1,
            "wish_id": 1,
            "plan_id": plan.pk,
            "employee_id": world.english_teacher.pk,
            "schedule_id": world.year.bell_schedules.get().pk,
            "sheet_id": 1,
            "debt_id": 1,
            "work_id": 10**12,
            "material_id": 10**12,
            "pause_id": 1,
            "grant_id": 10**12,
            "destruction_id": 10**12,
            "place_id": 10**12,
            "proposal_id": 10**12,
            "secret": "x" * 43,
            "ticket": uuid.UUID(int=0),
            **SETTING,
            **document,
        },
        query={"lesson": other_lesson.pk, "pupil": world.stranger.pk, "child": world.stranger.pk},
        near={
            "teacher": SCHOOLWIDE,
            "english_teacher": OWN,
            "homeroom": SCHOOLWIDE,
            "pupil": SCHOOLWIDE,
            "mother": SCHOOLWIDE,
        },
    )
    return [ours, theirs]


def nearness(need: Need, address: Address, sight: Sight, who: str) -> Relation:
    """Tell how near the thing behind an address is to a person; without a thing, everybody has their own."""
    about_child = address.name.startswith("family:")
    if not address.arguments and not about_child:
        return need.at_least if need.at_least is SCHOOLWIDE or who == "" else OWN
    near = sight.near.get(who, SCHOOLWIDE)
    teaches = who in ("teacher", "english_teacher")
    ours = sight.near["homeroom"] is CLASS
    match need.resource:
        # the own class is the one led, the same class is where one teaches
        case Resource.CLASS_PAGE | Resource.CLASS_LIFE:
            if who == "homeroom":
                return OWN if ours else SCHOOLWIDE
            taught = (who == "english_teacher") or (who == "teacher" and ours)
            return CLASS if taught else SCHOOLWIDE
        case Resource.JOURNAL if address.name == "office:class_journals_print" and teaches and ours:
            return SCHOOLWIDE  # there are journals of the class that this teacher may not open
        case Resource.EDIT_REQUEST if who == "homeroom" and ours:  # writes absences there, so may ask about them
            return OWN
        case Resource.COMPROMISE | Resource.HELP:  # one's own is told at the doors, asked in help
            return SCHOOLWIDE
        case Resource.COMMITTEE:  # who leads the class gives places in it
            return OWN if who == "homeroom" and ours else SCHOOLWIDE
        case Resource.PERSON_CARD if (
            address.name == "office:person_attestation"
        ):  # of the staff, whose card is no class's
            return SCHOOLWIDE
        case Resource.PERSON_CARD | Resource.INVITATION_CODE | Resource.DIARY | Resource.FAMILY_ACCESS if teaches:
            return SCHOOLWIDE
    return near


def filled(address: Address, sight: Sight, school: str = "alpha") -> str:
    """Write an address with the ids of things."""
    path = f"/{school}/{address.path}"
    for argument in address.arguments:
        for kind in ("int", "uuid", "str", "slug", "day"):
            path = path.replace(f"<{kind}:{argument}>", str(sight.values[argument]))
    return path


def open_address(browser: Client, address: Address, sight: Sight) -> Any:
    """Open an address; one that only takes posts gets an empty post."""
    path = filled(address, sight)
    answer = browser.get(path, sight.query)
    if answer.status_code == 405:
        body = {"operations": [{"op": str(uuid.uuid4()), "kind": "topic", "lesson": sight.query["lesson"], "base": 0}]}
        answer = browser.post(path, json.dumps(body), content_type="application/json", query_params=sight.query)
    return answer


def names_a_thing(address: Address) -> bool:
    """Tell whether an address opens another thing with the neighbours' ids."""
    return bool(address.arguments) or address.name.startswith("family:")


def roles_of(world: Any) -> dict[str, tuple[Any, frozenset[str]]]:
    """Name the people of the small school with the roles that they hold."""
    people = {name: (getattr(world, name), frozenset({name})) for name in ("director", "deputy", "secretary")}
    people["admin"] = (world.admin, frozenset({"administrator"}))
    people["teacher"] = (world.teacher, frozenset({"teacher"}))
    people["english_teacher"] = (world.english_teacher, frozenset({"teacher"}))
    people["homeroom"] = (world.homeroom, frozenset({"teacher", "homeroom_teacher"}))
    people["pupil"] = (world.pupils[0], frozenset({"pupil"}))
    people["mother"] = (world.mother, frozenset({"parent"}))
    return people


def expected(need: Need, roles: frozenset[str], relation: Relation, conditions: frozenset[str]) -> bool:
    """Ask the table; a homeroom teacher's nearness counts for that role, the subject teacher's only for the other."""
    return allowed(roles, need.resource, need.action, relation, conditions)


ABOUT_NOTHING = (
    "family:tick",
    "family:absence_withdrawal",
    "teacher:edit_withdrawal",
    "teacher:edit_entry",
    "office:mark_order_removal",
    "office:code_slips_print",
    "office:correction_decision",
    "office:compromise",
    "office:compromise_return",
    "office:access_request",
    "office:access_papers",
    "office:access_grant",
    "office:access_refusal",
    "office:access_code",
    "help:request",
    "help:answering",
    "help:handing",
    "help:passing",
    "office:letter_print",
    "office:letter_sending",
    "office:appeal",
    "office:appeal_answering",
    "office:access_end",
    "office:compromise_voiding",
    "office:import_file",
    "office:import_kept_file",
    "office:import_sheet",
    "office:import_undo",
    "office:movement_removal",
    "office:tie_end",
    "office:tie_edit",
    "office:class_leader_end",
    "office:certificate_print",
    "office:certificate_annulment",
    "office:attestation_removal",
    "office:person_attestation",
    "office:access_reopening",
    "office:access_scan",
    "office:narrowing_decision",
    "office:narrowing_end",
    "office:scan_new",
    "office:scan",
    "office:scan_removal",
    "office:trusted_end",
    "office:trusted_opening",
    "office:achievement_decision",
    "office:training_decision",
    "office:class_member_end",
    "office:staff_end",
    "office:job",
    "office:job_stop",
    "office:job_file",
    "office:support_end",
    "office:committee_end",
    "office:split_proposal",
    "office:destruction_act",
    "office:destruction_approval",
    "office:destruction_print",
    "office:destruction_withdrawal",
    # pages of a college alone
    "office:attestation",
    "office:sheets",
    "office:sheet_new",
    "office:sheet",
    "office:projects",
    "office:sheet_closing",
    "office:sheet_remaking",
    "office:sheet_print",
    "office:joint_journal",
    "teacher:plan_file",
    "family:material_file",
    "office:programme",
    "office:course_times",
    "office:study_sessions",
    "office:practices",
    "office:call_notes_print",
    "office:debts",
    "office:debt_raising",
    "office:debt",
    "office:debt_terms",
    "office:debt_commission",
    "office:debt_pause",
    "office:debt_pause_withdrawal",
    "office:debt_withdrawal",
    "office:debt_attempt",
    "office:class_record_books_print",
    "family:attestation",
    "family:record_book",
    "family:record_book_print",
)


def test_every_address_is_open_exactly_to_whom_the_table_says(world, browser_of, frozen):
    conditions = load_preset("school_2").conditions()
    wrong = []
    both = sights(world)
    for who, (human, roles) in roles_of(world).items():
        browser = browser_of(human)
        for sight in both:
            for address in SCHOOL_ADDRESSES:
                need = SCHOOL[address.name]
                if isinstance(need, Open) or (sight is both[1] and not names_a_thing(address)):
                    continue
                relation = nearness(need, address, sight, who)
                may = expected(need, roles, relation, conditions)
                if address.name in ABOUT_NOTHING:
                    continue  # a homework, a request, a proposal that does not exist: asked in their own tests
                status = open_address(browser, address, sight).status_code
                fits = status < 400 or status in (400, 422) if may else status in (403, 404)
                if not fits:
                    wrong.append((who, address.name, str(relation), may, status))
    assert not wrong, "\n".join(map(str, wrong))


def test_nothing_is_open_to_strangers(world):
    sight = sights(world)[0]
    browser = Client()
    for address in SCHOOL_ADDRESSES:
        answer = open_address(browser, address, sight)
        if getattr(SCHOOL[address.name], "anonymous", False):
            assert answer.status_code in (200, 404), address
            continue
        assert answer.status_code == 302, address
        assert answer.url.startswith("/doors/login/?next=%2Falpha%2F"), address
        path = "/alpha/" + address.path.split("<")[0]
        assert browser.get(path, headers={"Accept": "application/json"}).status_code in (401, 404), address
        assert browser.post(path, {}).status_code in (302, 404), address
    for address in DOOR_ADDRESSES:
        answer = browser.get("/" + address.path.replace("<int:portal_id>", "1"))
        if DOORS[address.name].anonymous:
            assert answer.status_code in (200, 302, 403), address
        else:
            assert answer.status_code == 302, address
            assert answer.url.startswith("/doors/login/"), address


def test_another_school_is_no_school(world, browser_of):
    browser = browser_of(world.director)
    sight = sights(world)[0]
    for address in SCHOOL_ADDRESSES:
        if not getattr(SCHOOL[address.name], "anonymous", False):
            assert browser.get(filled(address, sight, school="beta")).status_code == 404, address


def test_a_post_without_its_token_is_refused(world):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(world.accounts[world.admin.pk])
    sight = sights(world)[0]
    for address in SCHOOL_ADDRESSES:
        path = filled(address, sight)
        for method in (browser.post, browser.put, browser.delete, browser.patch):
            status = method(path).status_code
            assert status == 403 or (status == 405 and method != browser.post), address


NOT_FACTS = {"installation_session", "installation_cache", "journal_operation", "audit_chainhead", "people_cardlook"}
"""Sessions, counters, answers kept for refused operations, heads that they lock, and that a card was looked at."""


def fingerprint(schema: str) -> dict[str, str]:
    """Give a digest of every table of a schema that holds facts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        tables = [name for (name,) in cursor.fetchall() if name not in NOT_FACTS]
        found = {}
        for table in tables:
            cursor.execute(
                f"SELECT md5(COALESCE(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {schema}.{table} t"
            )
            (found[table],) = cursor.fetchone()
    return found


def test_reading_changes_nothing(world, browser_of):
    schemas = (world.school.schema_name, "public")
    people = {name: browser_of(human) for name, (human, _) in roles_of(world).items()}
    ours, theirs = sights(world)
    before = [fingerprint(schema) for schema in schemas]
    for name, browser in people.items():
        for address in SCHOOL_ADDRESSES:
            path = filled(address, ours)
            assert browser.get(path, ours.query).status_code < 500, path
            if name in ("admin", "mother"):
                assert browser.head(path, ours.query).status_code < 500, path
            if name in ours.near and names_a_thing(address):
                path = filled(address, theirs)
                assert browser.get(path, theirs.query).status_code < 500, path
    for browser in (people["admin"], people["mother"]):
        for address in DOOR_ADDRESSES:
            assert browser.get("/" + address.path.replace("<int:portal_id>", "1")).status_code < 500
    assert [fingerprint(schema) for schema in schemas] == before


NASTY = (
    "\x00",
    "я" * 5000,
    "-1",
    "0",
    "9" * 30,
    "1e5",
    "' OR '1'='1",
    "<script>",
    "../../etc/passwd",
    "{{7*7}}",
    "%00",
    "\u202e",
)


@pytest.fixture
def fields_read(monkeypatch):
    """The names of the fields that views ask a query or a form for, as they ask."""
    asked: set[str] = set()

    def noting(name: str) -> Any:
        real = getattr(QueryDict, name)

        def read(self: Any, key: str, *rest: Any, **more: Any) -> Any:
            asked.add(key)
            return real(self, key, *rest, **more)

        return read

    for name in ("get", "getlist", "__getitem__", "__contains__"):
        monkeypatch.setattr(QueryDict, name, noting(name), raising=False)
    return asked


def test_bad_input_is_answered_and_nothing_is_stored(world, browser_of, fields_read):
    sight = sights(world)[0]
    admin, teacher, mother = (browser_of(human) for human in (world.admin, world.teacher, world.mother))
    before = fingerprint(world.school.schema_name)
    for place, address in enumerate(SCHOOL_ADDRESSES):
        path = filled(address, sight)
        if address.name.endswith("_print") or address.name in ("office:person_report", "help:asking"):
            continue  # whatever else is sent, printing what stands open and asking are right acts, and written down
        fields_read.clear()
        # who may open it, and its form, tell which fields there are
        for browser in (admin, teacher, mother):
            assert browser.get(path).status_code < 500, path
        assert teacher.post(path, {}).status_code < 500, path
        fields = sorted(fields_read - {"csrfmiddlewaretoken", "_method"}) or ["q"]
        turned = [NASTY[(place + step) % len(NASTY)] for step in range(len(NASTY))]
        for step, field in enumerate(fields):
            for browser in (admin, mother):
                value = turned[step % len(NASTY)]
                assert browser.get(path, {field: value}).status_code < 500, (path, field, value)
        if address.name in ("office:class_codes", "office:person_code", "office:person_code_withdrawal"):
            continue
        for value in turned[:4]:
            assert admin.get(path, dict.fromkeys(fields, value)).status_code < 500, (path, value)
            assert teacher.post(path, dict.fromkeys(fields, value)).status_code < 500, (path, value)
            junk = json.dumps({"operations": value, **dict.fromkeys(fields, value)})
            answer = teacher.post(path, junk, content_type="application/json")
            assert answer.status_code < 500, (path, value)
    assert fingerprint(world.school.schema_name) == before


@pytest.mark.parametrize(
    "path", ["office/people/99999999999999999999/", "office/classes/0/", "journal/9223372036854775808/"]
)
def test_ids_beyond_any_table_are_nothing(world, browser_of, path):
    assert browser_of(world.admin).get(f"/alpha/{path}").status_code in (400, 404)


def test_codes_forms_take_any_field_and_store_nothing_wrong(world, browser_of):
    from parta.installation.models import InvitationCode

    browser = browser_of(world.admin)
    address = f"/alpha/office/classes/{world.school_class.pk}/codes/"
    for value in NASTY:
        assert (
            browser.post(address, dict.fromkeys(("person", "person_ids", "whom", "code_hash"), value)).status_code < 500
        )
    enter_public()
    assert not InvitationCode.objects.exists()
    with inside(world.school):
        assert fingerprint("public")
