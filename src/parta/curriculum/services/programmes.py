"""A college's programme edited by hand, and taken from another year's or another speciality's."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from parta.audit.bulk import plain
from parta.audit.services import Entry, append, lock_chain
from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import CHAIN, Act, TeachingRefusal
from parta.curriculum.models import CurriculumLine, Subject
from parta.curriculum.queries.programmes import programme_lines, stamp_of
from parta.curriculum.rules.programmes import FORMS, MOST_OF_SEMESTER, ProgrammeHours
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.kernel.text import normal
from parta.school.models import AcademicYear

_TOLD = ("subject_id", "programme_code", "hours_total", "semesters", "attestation")
NewDiscipline = tuple[str, str, ProgrammeHours]
"""Index, name, hours."""


@transaction.atomic
def set_programme(
    *,
    actor: Actor,
    year_id: int,
    code: str,
    base: str,
    wanted: Mapping[int, ProgrammeHours | None],
    added: Sequence[NewDiscipline],
    now: datetime,
) -> int:
    """Set the lines of a programme of a year that is not over (S4-24); give how many changed. None takes a line out.

    `base` is the stamp of the lines that were seen. Raises `Forbidden`, `NotVisible`; refuses `curriculum_changed`,
    `programme_hours`, `curriculum_line_stands`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    _going_on(year_id, now)
    if not code:
        raise NotVisible
    lines = programme_lines(year_id, code)
    if base != stamp_of(lines):
        raise refusal(TeachingRefusal.CURRICULUM_CHANGED)
    by_id = {line.pk: line for line in lines}
    if not wanted.keys() <= by_id.keys():
        raise NotVisible
    entries = []
    for pk, hours in wanted.items():
        line = by_id[pk]
        before = _told(line)
        if hours is None:
            entries.append(_entry(line, before, None))
            line.delete()
            by_id.pop(pk)
        elif not _stands(line, hours):
            _put(line, hours)
            line.save(update_fields=["hours_total", "semesters", "attestation"])
            entries.append(_entry(line, before, _told(line)))
    stands = {line.subject_id for line in by_id.values()}
    for index, name, hours in added:
        subject, told = _discipline(index, name, code.split(" ", maxsplit=1)[0])
        if subject.pk in stands:
            raise refusal(TeachingRefusal.CURRICULUM_LINE_STANDS, subject=f"{index} {name}".strip())
        stands.add(subject.pk)
        line = CurriculumLine(year_id=year_id, programme_code=code, subject=subject)
        _put(line, hours)
        line.save()
        entries += [*told, _entry(line, None, _told(line))]
    append(head, actor=actor, entries=entries, now=now)
    return len(entries)


@transaction.atomic
def copy_programme(*, actor: Actor, year_id: int, code: str, like_year: int, like_code: str, now: datetime) -> int:
    """Give a programme the lines of another year's or another speciality's that it lacks (S4-01); give how many.

    Disciplines of another speciality get lines of the same index and name of this one. Raises `Forbidden`,
    `NotVisible`.
    """
    require(may_keep_load(actor))
    head = lock_chain(CHAIN)
    _going_on(year_id, now)
    model = programme_lines(like_year, like_code)
    if not model or not code:
        raise NotVisible
    stands = {line.subject_id for line in programme_lines(year_id, code)}
    entries: list[Entry] = []
    count = 0
    for one in model:
        subject, told = _discipline(one.subject.index, one.subject.name, code.split(" ", maxsplit=1)[0])
        if subject.pk in stands:
            continue
        stands.add(subject.pk)
        line = CurriculumLine.objects.create(
            year_id=year_id, programme_code=code, subject=subject, hours_per_week=one.hours_per_week,
            hours_total=one.hours_total, semesters=one.semesters, attestation=one.attestation,
        )  # fmt: skip
        entries += [*told, _entry(line, None, _told(line))]
        count += 1
    append(head, actor=actor, entries=entries, now=now)
    return count


def _going_on(year_id: int, now: datetime) -> None:
    if not AcademicYear.objects.filter(pk=year_id, ends_on__gte=now.date()).exists():
        raise NotVisible


def _stands(line: CurriculumLine, hours: ProgrammeHours) -> bool:
    """Tell whether a line says this already; then it is not judged: an imported one may have no hours yet."""
    ended = {form: tuple(sorted(line.attestation.get(str(form), ()))) for form in FORMS}
    told = {form: tuple(sorted(hours.attestation.get(form, ()))) for form in FORMS}
    semesters = {str(number): said for number, said in hours.semesters.items()}
    return (line.hours_total or None, line.semesters, ended) == (hours.total, semesters, told)


def _put(line: CurriculumLine, hours: ProgrammeHours) -> None:
    if not hours.sensible:
        raise refusal(TeachingRefusal.PROGRAMME_HOURS, most=MOST_OF_SEMESTER)
    shown = {str(form) for form in FORMS}
    others = {form: said for form, said in line.attestation.items() if form not in shown}  # what the page does not show
    for name, value in hours.stored.items():
        setattr(line, name, value)
    line.attestation = others | line.attestation


def _discipline(index: str, name: str, programme: str) -> tuple[Subject, list[Entry]]:
    """Give a discipline of a programme by its index and name, put on the list where there is none."""
    key = {"name_key": normal(name)[:300], "index": index[:30], "programme_code": (programme if index else "")[:20]}
    found = Subject.objects.filter(**key).first()
    if found is not None:
        return found, []
    made = Subject.objects.create(name=name[:300], **key)
    told = {"name": made.name, "index": made.index, "programme_code": made.programme_code}
    return made, [Entry(Act.SUBJECT_CHANGED, {"kind": "subject", "id": made.pk}, None, told)]


def _told(line: CurriculumLine) -> dict[str, Any]:
    return {name: plain(getattr(line, name)) for name in _TOLD}


def _entry(line: CurriculumLine, before: Any, after: Any) -> Entry:
    subject = {"kind": "curriculum_line", "id": line.pk, "programme": line.programme_code}
    return Entry(Act.CURRICULUM_CHANGED, subject, before, after)
