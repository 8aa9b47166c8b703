"""Whose data there are of each kind: people who have left, papers that are decided, tables, journals of past years."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from parta.curriculum.models import Course
from parta.destruction.enums import JOURNALS, PERSONAL, Hold, Kind
from parta.destruction.queries.standing import people
from parta.destruction.rules.deciding import Standing
from parta.integrations.enums import DraftState
from parta.integrations.models import ImportDraft, ImportFile
from parta.journal.models import AcademicDebt, Attendance, LessonEntry, TermResult, Work
from parta.public_service.enums import OPEN
from parta.public_service.models import AccessRequest, Appeal

Ids = Mapping[Kind, Collection[int]]


@dataclass(frozen=True, slots=True)
class Subject:
    """Data of one kind of one person, paper or import, whose they are, and what is known of them."""

    kind: Kind
    id: int
    name: str
    standing: Standing


def subjects(*, today: date, kinds: Collection[Kind] = tuple(Kind), ids: Ids | None = None) -> Iterator[Subject]:
    """Read the subjects of these kinds, or those of the given ids (two queries for people, one a kind of the others)."""
    of_people = [kind for kind in PERSONAL if kind in kinds]
    if of_people:
        asked = None if ids is None else {one for kind in of_people for one in ids.get(kind, ())}
        for person in people(today=today, ids=asked) if asked is None or asked else ():
            for kind in of_people:
                if person.has(kind) and (ids is None or person.id in ids.get(kind, ())):
                    yield Subject(kind, person.id, person.name, person.standing_for(kind))
    zone = timezone.get_current_timezone()
    for kind, read in ((Kind.REQUEST, _requests), (Kind.APPEAL, _appeals), (Kind.FILES, _files)):
        if kind in kinds and (ids is None or ids.get(kind)):
            yield from read(None if ids is None else ids[kind], zone)
    for kind in JOURNALS:
        if kind in kinds and (ids is None or ids.get(kind)):
            yield from _journals(kind, today, None if ids is None else ids[kind])


def _requests(ids: Collection[int] | None, zone: tzinfo) -> Iterator[Subject]:
    rows = AccessRequest.objects.exclude(decided_at=None) if ids is None else AccessRequest.objects.filter(pk__in=ids)
    for row in rows.order_by("pk"):
        holds = (Hold.REQUEST,) if row.state in OPEN else ()
        over = _day(max(filter(None, (row.decided_at, row.given_at)), default=None), zone)
        yield Subject(Kind.REQUEST, row.pk, row.applicant, Standing(over, holds=holds))


def _appeals(ids: Collection[int] | None, zone: tzinfo) -> Iterator[Subject]:
    rows = Appeal.objects.exclude(answer=None) if ids is None else Appeal.objects.filter(pk__in=ids)
    for row in rows.select_related("answer").order_by("pk"):
        over = _day(row.answer.made_at if row.answer else None, zone)
        yield Subject(Kind.APPEAL, row.pk, row.author, Standing(over))


def _files(ids: Collection[int] | None, zone: tzinfo) -> Iterator[Subject]:
    rows = ImportDraft.objects.filter(state=DraftState.STORED, files__isnull=False).distinct()
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    named = Prefetch("files", ImportFile.objects.only("draft_id", "name"))
    for row in rows.select_related("run").prefetch_related(named).order_by("pk"):
        names = ", ".join(one.name for one in row.files.all())
        yield Subject(Kind.FILES, row.pk, names[:310], Standing(_day(row.run.at if row.run else None, zone)))


def _journals(kind: Kind, today: date, ids: Collection[int] | None) -> Iterator[Subject]:
    """Read the journals of years that are over and have something of the kind (one query)."""
    course = OuterRef("pk")
    written = (
        Exists(TermResult.objects.filter(course=course))
        if kind is Kind.SUMMARY
        else Exists(LessonEntry.objects.filter(lesson__course=course))
        | Exists(Work.objects.filter(lesson__course=course))
        | Exists(Attendance.objects.filter(lesson__course=course))
    )
    rows = Course.objects.filter(written, year__ends_on__lt=today)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    owed = Exists(AcademicDebt.objects.filter(course=course, cleared_on=None))
    named = rows.annotate(owed=owed).select_related("year", "subject", "school_class", "study_group")
    for row in named.order_by("year__starts_on", "school_class__sort_key", "sort_key", "pk"):
        group = row.study_group.name if row.study_group else ""
        name = " · ".join(filter(None, (str(row.school_class or ""), group, row.name, row.year.title)))
        holds = (Hold.DEBT,) if row.owed else ()
        yield Subject(kind, row.pk, name[:310], Standing(row.year.ends_on, holds=holds))


def _day(moment: datetime | None, zone: tzinfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None
