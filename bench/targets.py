"""Eight teachers with their journals and eight parents: one a connection, signed in as people are."""

import json
import secrets
import time
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string

from bench.place import SLUG
from parta.installation.models import Account, Membership, School
from parta.installation.schools import inside
from parta.installation.sessions import SessionStore
from parta.regulation.enums import UserGroup
from parta.regulation.models import UserRulesAcknowledgement

CONNECTIONS = 8
_COURSES = """
SELECT DISTINCT ON (t.employee_id) t.employee_id, c.id, n.pupils, n.marks, (
    SELECT max(l.date) FROM timetable_lesson l WHERE l.employee_id = t.employee_id AND l.date <= %(day)s), (
    SELECT min(g.guardian_id) FROM people_guardianship g JOIN people_enrolment e ON e.pupil_id = g.pupil_id
    WHERE e.school_class_id = c.school_class_id
      AND g.guardian_id NOT IN (SELECT person_id FROM people_employee))
FROM curriculum_course c
JOIN curriculum_teachingload t ON t.course_id = c.id AND t.ends_on IS NULL
JOIN LATERAL (
    SELECT count(*) AS marks, count(DISTINCT m.pupil_id) AS pupils
    FROM journal_mark m JOIN journal_work w ON w.id = m.work_id JOIN timetable_lesson l ON l.id = w.lesson_id
    WHERE l.course_id = c.id AND l.employee_id = t.employee_id
      AND l.date BETWEEN %(day)s - 6 AND %(day)s) n ON n.marks >= 30
WHERE c.study_group_id IS NULL
ORDER BY t.employee_id, n.marks DESC, c.id
"""
_CELLS = """
SELECT w.id, m.pupil_id, l.id, m.value, m.version
FROM journal_mark m JOIN journal_work w ON w.id = m.work_id JOIN timetable_lesson l ON l.id = w.lesson_id
WHERE l.course_id = %s AND l.date BETWEEN %s - 6 AND %s ORDER BY l.date DESC, m.id LIMIT 30
"""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in person: the cookies that a browser would send."""

    account_id: int
    person_id: int
    cookie: str
    token: str


PARTS = frozenset({"behind"})
"""What comes after a page, as a part of it."""


@dataclass(frozen=True, slots=True)
class Target:
    """One connection's work: a teacher, a course with cells of this week, a parent."""

    teacher: Visitor
    parent: Visitor
    course_id: int
    day: date
    cells: list[tuple[str, int, int, str, int]]
    slug: str = SLUG

    @property
    def paths(self) -> dict[str, str]:
        """Give the pages that are read."""
        return {
            "grid": f"/{self.slug}/journal/{self.course_id}/data",
            "journal": f"/{self.slug}/journal/{self.course_id}/",
            "day": f"/{self.slug}/day/?date={self.day}",
            "behind": f"/{self.slug}/day/behind/",
            "diary": f"/{self.slug}/diary/week/?date={self.day}",
            "changes": f"/{self.slug}/journal/{self.course_id}/changes?since=999999999",
            "journals": f"/{self.slug}/journal/",
            "today": f"/{self.slug}/diary/",
        }

    def visitor_of(self, name: str) -> Visitor:
        """Tell who reads a page."""
        return self.parent if name in ("diary", "today") else self.teacher


def visitor(school: School, person_id: int) -> Visitor:
    """Sign a person in."""
    membership = Membership.objects.filter(school=school, person_id=person_id).select_related("account").first()
    if membership is None:
        account = Account.objects.create_user(f"bench-{person_id}-{secrets.token_hex(3)}")
        membership = Membership.objects.create(account=account, school=school, person_id=person_id)
    account = membership.account
    with inside(school):  # the rules are read: pages open at once
        UserRulesAcknowledgement.objects.bulk_create(
            [
                UserRulesAcknowledgement(person_id=person_id, group=group, number=0, at=membership.created_at)
                for group in UserGroup
            ],
            ignore_conflicts=True,
        )
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["seen"] = int(time.time())
    session.create()
    token = _get_new_csrf_string()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={token}"
    return Visitor(account.pk, person_id, cookie, token)


def targets(school: School, *, today: date) -> list[Target]:
    """Choose the busiest journals of eight teachers."""
    with connection.cursor() as cursor:
        cursor.execute(_COURSES, {"day": today})
        rows = cursor.fetchall()[:CONNECTIONS]
        found = []
        for employee, course, _, _, day, guardian in rows:
            cursor.execute(_CELLS, [course, today, today])
            cells = [(str(w), p, le, v, n) for w, p, le, v, n in cursor.fetchall()]
            found.append(Target(visitor(school, employee), visitor(school, guardian), course, day, cells, school.slug))
    if len(found) < CONNECTIONS:
        raise RuntimeError(f"only {len(found)} journals with marks of this week")
    return found


def as_json(target: Target) -> dict[str, object]:
    """Give what the load process needs to send operations."""
    return {
        "course": target.course_id,
        "account": target.teacher.account_id,
        "person": target.teacher.person_id,
        "cells": json.loads(json.dumps(target.cells)),
    }
