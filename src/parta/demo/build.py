"""Building the demo, step by step; a step that is done already is left alone."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection

from parta.demo.doors import doors_text, open_doors
from parta.demo.institutions import INSTITUTIONS, Institution
from parta.demo.quarter import fill_quarter
from parta.demo.works import approve_curriculum, plan_control_works
from parta.installation.models import School
from parta.installation.schools import enter_public, inside
from parta.installation.services.schools import create_school
from parta.integrations.spreadsheets.importing import import_folder, import_history_folder
from parta.journal.models import TermResult
from parta.kernel.actor import Actor
from parta.people.enums import Role
from parta.regulation.enums import ActKind
from parta.regulation.models import LocalAct, RegulationVersion
from parta.regulation.rules.parse import load_preset
from parta.regulation.services.documents import Document, upload_act
from parta.regulation.services.versions import adopt_preset
from parta.school.models import AcademicYear
from parta.school.queries.calendars import school_zone
from parta.wording.importing_report import history_summary, import_summary

Progress = Callable[[str], None]
GROUND = "демонстрация: отметки первой четверти из прежнего журнала"


class DemoDidNotImport(RuntimeError):
    """The spreadsheets that came with Parta do not fit its importer: an error of ours."""


def build_demo(*, progress: Progress) -> str:
    """Build what is missing and give the text with the sign-ins."""
    schools = [(_school(institution, progress), institution) for institution in INSTITUTIONS]
    for school, institution in schools:
        _spreadsheets(school, institution, progress)
        _earlier_marks(school, institution, progress)
        place_act(school, institution, now=_now())
    open_doors(now=_now())
    for school, institution in schools:
        with inside(school):
            now = _now().astimezone(school_zone())
        fill_quarter(school=school, institution=institution, now=now, progress=progress)
        approve_curriculum(school=school, now=now)
        plan_control_works(school=school, now=now)
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
        report = import_folder(institution.folder, actor=_office(school, Role.ADMINISTRATOR), now=_now())
        if not report.stored:
            raise DemoDidNotImport("\n".join(import_summary(report, few=10)))


def _earlier_marks(school: School, institution: Institution, progress: Progress) -> None:
    """Bring the first quarter's marks in, as an act of their own."""
    with inside(school):
        if institution.has_marks and not TermResult.objects.exists():
            progress(f"Загружаю отметки первой четверти: {institution.name}…")
            now = _now().astimezone(school_zone())
            report = import_history_folder(
                institution.folder, actor=_office(school, Role.DEPUTY), ground=GROUND, now=now
            )
            if not report.stored:
                raise DemoDidNotImport("\n".join(history_summary(report, few=10)))


def place_act(school: School, institution: Institution, *, now: datetime) -> None:
    """Place the act that the journal is kept by, open to everybody; a register that has acts stays as it is."""
    with inside(school):
        version = RegulationVersion.objects.order_by("effective_from").first()
        if LocalAct.objects.exists() or version is None:
            return
        upload_act(
            actor=_office(school, Role.DIRECTOR),
            title=load_preset(institution.preset).act.title,
            kind=ActKind.STATUTE,
            is_public=True,
            adoption=institution.adoption,
            document=Document(institution.act_file.name, institution.act_file.read_bytes()),
            regulation_from=version.effective_from,
            now=now,
        )


def _office(school: School, role: Role) -> Actor:
    return Actor(account_id=None, person_id=None, school_slug=school.slug, roles=frozenset({role}), device="demo")


def _now() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        moment: datetime = cursor.fetchone()[0]
    return moment
