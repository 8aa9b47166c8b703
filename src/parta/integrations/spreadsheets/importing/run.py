"""The import of a folder: read, link, write, report; in one transaction, all or nothing."""

import datetime as dt
import hashlib
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from django.db import DatabaseError, connection, transaction

from parta.integrations.models import ImportRun
from parta.kernel.actor import Actor
from parta.kernel.decisions import Refused, require
from parta.people.access import may_bring_in
from parta.timetable.services.clashes import clashes_told

from ..corrections import NO_CORRECTIONS, Corrections
from ..folder import read_sheets
from ..grid import SPREADSHEETS
from ..problems import Problem, Problems, Severity
from ..resolve import Resolved, Standing, resolve
from ..resolve.standing import row_of
from .desk import Desk
from .memory import Memory
from .report import ImportReport, Progress
from .standing import standing_of
from .steps import (
    calendars,
    classes,
    courses,
    frame,
    lessons,
    people,
    places,
    plans,
    sessions,
    singles,
    staff,
    study,
    timetable,
)
from .steps.frame import year_meant
from .touches import noting

Tell = Callable[[Progress], None]


class RolledBack(Exception):
    """Nothing of this may stay: a dry run, or an error on the way."""


def import_folder(
    folder: Path,
    *,
    actor: Actor,
    now: dt.datetime,
    dry_run: bool = False,
    progress: Tell | None = None,
    corrections: Corrections = NO_CORRECTIONS,
) -> ImportReport:
    """Bring the spreadsheets of a folder into the school that was entered.

    All or nothing: with an error among the problems nothing is stored. A dry run does the same and rolls it back.
    Where the files cannot be read in part, the good rows are tried all the same: what writing them would find is told
    in one go.
    Raises `Forbidden` for anybody but an administrator or a deputy.
    """
    require(may_bring_in(actor))
    tell = progress or (lambda _: None)
    report = ImportReport(dry_run=dry_run)
    report.sheets = read_sheets(folder, lambda *step: tell(Progress("reading", *step)), corrections)
    problems = Problems()
    for problem in report.sheets.problems:
        problems.keep(problem)
    report.problems = problems.all()
    if report.errors and year_meant(report.sheets.dataset, now.date()) is None:
        return report  # nothing was read that could be tried
    try:
        with transaction.atomic():
            take_turn()
            tell(Progress("linking", 0, 1))
            standing = standing_of(report.sheets.dataset, now.date())
            files, more = resolve(report.sheets.dataset, standing)
            for problem in more:
                problems.keep(problem)
            if files.marks:
                problems.add("marks_found", files.marks[0].sheet.source, count=len(files.marks))
            run = ImportRun.objects.create(
                at=now, account_id=actor.account_id, person_id=actor.person_id, files=files_of(folder)
            )
            with clashes_told(), nullcontext() if dry_run else noting(run):
                _write(run, files, standing, problems, report, actor=actor, now=now, tell=tell)
            report.problems = problems.all()
            if dry_run or report.errors:
                raise RolledBack
            report.stored = True
    except RolledBack:
        report.stored = False
    except (DatabaseError, Refused, KeyError) as error:
        report.stored = False
        report.problems = problems.all()
        # With errors before it, it only says that rows which could not be read were missed.
        if not report.errors and not isinstance(error, DatabaseError):
            raise
        if not report.errors:
            problems.add("database_refused", reason=str(error).strip().splitlines()[0][:200])
            report.problems = problems.all()
    if report.errors:
        report.kinds = {}
    return report


def take_turn() -> None:
    """Wait until no other import runs in this school."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('parta.import ' || current_schema(), 0))")


def files_of(folder: Path) -> list[dict[str, object]]:
    """Name every spreadsheet of the folder with its size and SHA-256."""
    found = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    return [
        {
            "name": path.relative_to(folder).as_posix() if path != folder else path.name,
            "size": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in found
        if path.is_file() and path.suffix.lower() in SPREADSHEETS and not path.name.startswith((".", "~$"))
    ]


def _write(
    run: ImportRun,
    files: Resolved,
    standing: Standing,
    problems: Problems,
    report: ImportReport,
    *,
    actor: Actor,
    now: dt.datetime,
    tell: Tell,
) -> None:
    desk = Desk(files, problems, actor, now, Memory(), report, standing)
    desk.facts["groups"] = courses.group_functions(desk)
    for kind in ("room", "class", "employee", "pupil", "guardian", "subject", "course"):
        desk.ids[kind] = {}
    # Those of the school are known under their own keys; what the files bring comes beside them.
    desk.ids["employee"] = {key: row_of(key) for key in standing.staff}
    desk.ids["pupil"] = {key: row_of(key) for key, _ in standing.pupils}
    frame.import_card(desk)
    if not frame.import_year(desk):
        return
    steps: list[tuple[str, Callable[[Desk], object]]] = [
        ("calendar", calendars.import_calendars),
        ("bells", calendars.import_bells),
        ("room", frame.import_rooms),
        ("room_hour", frame.import_room_hours),
        ("class", classes.import_classes),
        ("session", sessions.import_sessions),
        ("employee", people.import_employees),
        ("pupil", people.import_pupils),
        ("guardian", people.import_guardians),
        ("enrolment", places.import_enrolments),
        ("movement", places.import_movements),
        ("guardianship", places.import_guardianships),
        ("consent", places.import_consents),
        ("appointment", staff.import_appointments),
        ("homeroom", staff.import_homerooms),
        ("training", staff.import_trainings),
        ("contract_rate", staff.import_rates),
        ("subject", study.import_subjects),
        ("curriculum_line", study.import_curriculum),
        ("practice", study.import_practices),
        ("course", courses.import_courses),
        ("lesson_plan", plans.import_plans),
        ("slot", timetable.import_timetable),
        ("lesson", lessons.plan_lessons),
        ("single_lesson", singles.import_singles),
        ("substitution", lessons.import_substitutions),
    ]
    for number, (stage, step) in enumerate(steps):
        tell(Progress(stage, number, len(steps)))
        desk.tell = partial(_told, tell, number, len(steps))
        step(desk)
    tell(Progress("done", len(steps), len(steps)))
    run.counts = report.counts()
    run.save(update_fields=["counts"])
    desk.memory.store(run)
    report.run_id = run.pk


def _told(tell: Tell, number: int, steps: int, kind: str, rows: int) -> None:
    tell(Progress(kind, number, steps, rows=rows))


def errors_of(problems: list[Problem]) -> list[Problem]:
    """Give the problems that stop an import."""
    return [problem for problem in problems if problem.severity == Severity.ERROR]
