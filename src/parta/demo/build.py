"""Building the demo, step by step; a step that is done already is left alone."""

import importlib
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from parta.demo.doors import doors_text, open_doors
from parta.demo.institutions import INSTITUTIONS, Institution
from parta.demo.quarter import fill_quarter
from parta.installation.models import School
from parta.installation.schools import enter_public, inside
from parta.installation.services.schools import create_school
from parta.kernel.actor import Actor
from parta.people.enums import Role
from parta.regulation.services.versions import adopt_preset
from parta.school.models import AcademicYear, SchoolCard

Progress = Callable[[str], None]
SPREADSHEETS = "parta.integrations.spreadsheets.importing"


class DemoDidNotImport(RuntimeError):
    """The spreadsheets that came with Parta do not fit its importer: an error of ours."""


def build_demo(*, progress: Progress) -> str:
    """Build what is missing and give the text with the sign-ins."""
    for institution in INSTITUTIONS:
        school = _school(institution, progress)
        _spreadsheets(school, institution, progress)
    open_doors(now=_now())
    for institution in INSTITUTIONS:
        enter_public()
        school = School.objects.get(slug=institution.slug)
        with inside(school):
            zone = ZoneInfo(SchoolCard.objects.values_list("time_zone", flat=True).first() or "Europe/Moscow")
        fill_quarter(school=school, institution=institution, now=_now().astimezone(zone), progress=progress)
    return doors_text()


def _school(institution: Institution, progress: Progress) -> School:
    enter_public()
    found: School | None = School.objects.filter(slug=institution.slug).first()
    if found is not None:
        return found
    progress(f"Создаю: {institution.name}…")
    school = create_school(slug=institution.slug, name=institution.name)
    adopt_preset(school=school, preset=institution.preset, now=_now())
    return school


def _spreadsheets(school: School, institution: Institution, progress: Progress) -> None:
    """Bring the institution's spreadsheets in; the import is all or nothing, so one year means it is done."""
    with inside(school):
        if AcademicYear.objects.exists():
            return
        progress(f"Загружаю таблицы: {institution.name}…")
        try:
            service = importlib.import_module(SPREADSHEETS)
        except ModuleNotFoundError:
            progress("Загрузка из таблиц ещё не готова: школа останется пустой.")
            return
        actor = Actor(None, None, school.slug, frozenset({Role.ADMINISTRATOR, Role.DEPUTY}), device="demo")
        now = _now().astimezone(ZoneInfo("Asia/Yekaterinburg"))
        report = service.import_folder(institution.folder, actor=actor, now=now, dry_run=False, progress=_silent)
        if report.errors:
            raise DemoDidNotImport(f"{institution.name}: {len(report.errors)}")


def _silent(step: object) -> None:
    """The demo tells its own steps."""


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        moment: datetime = cursor.fetchone()[0]
    return moment
