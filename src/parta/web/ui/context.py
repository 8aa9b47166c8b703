"""What the base page needs on every page."""

from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpRequest

from parta.people.enums import READERS, STAFF
from parta.web.doors.devices import strange_for
from parta.web.middleware.sessions import idle_minutes
from parta.web.permissions import opens_to
from parta.web.ui.addresses import url
from parta.wording.roles import role_title, terminology_of


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give the school, the person, the navigation and the theme to the base page."""
    theme = request.COOKIES.get("parta_theme", "")
    base: dict[str, Any] = {
        "school": None,
        "role_title": "",
        "person_name": "",
        "own_card": "",
        "help_url": "",
        "find_url": "",
        "account_id": "",
        "nav": [],
        "switches": 0,
        "theme": theme if theme in ("light", "dark") else "",
        "idle_seconds": 0,
        "school_home": "/",
        "strange": [],
        "messages": get_messages(request),
        "support_until": getattr(request, "support_until", None),
    }
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        base |= {"account_id": user.pk, "person_name": str(user), "strange": strange_for(request)}
    frame = getattr(request, "frame", None)
    if frame is None:
        return base
    actor = frame.actor
    return base | {
        "school": {"title": frame.school_name, "short": frame.school_name, "slug": actor.school_slug},
        "school_kind": frame.school_kind,
        "role_title": role_title(actor.roles, terminology_of(frame.school_kind)),
        "person_name": frame.person_name,
        "own_card": url("office:person", actor.person_id) if actor.person_id else "",
        "help_url": url("help:home"),
        "find_url": url("office:search") if _finds(request) else "",
        "nav": navigation(request),
        "switches": frame.memberships - 1,
        "idle_seconds": idle_minutes(request.session) * 60 if not actor.roles <= READERS else 0,
        "school_home": url("school_home"),
    }


def _finds(request: HttpRequest) -> bool:
    return request.actor.person_id is not None and opens_to(request.actor, "office:search")


_OFFICE = {*STAFF, "operator"} - {"teacher"}
"""Who has the section of the school: what others find in the bar is among its tabs for them."""
_NAV = (
    (
        {"teacher", "homeroom_teacher"}, "teacher:day", "Мой день", "day",
        ("teacher:lesson", "teacher:behind", "teacher:own_hours", "teacher:wishes"),
    ),
    (
        {"teacher", "homeroom_teacher", "deputy", "director", "administrator", "operator"},
        "teacher:journal_list", "Журналы", "book",
        ("teacher:journal", "teacher:edit_requests", "teacher:ask_to_edit", "teacher:plan", "teacher:course_plan",
         "teacher:topics", "teacher:corrections"),
    ),
    (
        {"pupil", "parent", "trusted_person"}, "family:diary", "Дневник", "diary",
        ("family:week", "family:timetable", "family:control_works"),
    ),
    (
        {"pupil", "parent", "trusted_person"}, "family:marks", "Отметки", "marks",
        ("family:subject", "family:topics", "family:results", "family:attestation", "family:curriculum"),
    ),
    ({"pupil", "parent", "trusted_person"}, "family:absences", "Пропуски", "calendar", ()),
    ({"parents_committee"}, "family:committee", "Комитет", "people", ()),
    (
        _OFFICE,
        "office:home", "Школа", "people",
        ("office:",),
    ),
    ({"teacher"}, "office:timetable", "Расписание", "calendar", ("office:control_works",)),
    (
        {"pupil", "parent", "trusted_person", "teacher"}, "office:documents", "Документы", "paper",
        ("office:documents", "office:regulation", "office:permissions"),
    ),
)  # fmt: skip
_AMONG_TABS = ("office:timetable", "office:documents")


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Give the main sections of the person's roles that are open; the diary's sections keep the chosen child.

    A section is marked on its own page and on those whose names begin with one of its parts.
    """
    match = getattr(request, "resolver_match", None)
    here = match.view_name if match else ""
    child = request.GET.get("child", "")
    keep = f"?child={child}" if child.isascii() and child.isdigit() and len(child) < 20 else ""
    return [
        {
            "url": url(name) + (keep if name.startswith("family:") else ""),
            "title": title,
            "icon": icon,
            "current": here == name or here.startswith(parts),
        }
        for roles, name, title, icon, parts in _NAV
        if request.actor.roles & roles
        and not (name in _AMONG_TABS and request.actor.roles & _OFFICE)
        and opens_to(request.actor, name)
    ]
