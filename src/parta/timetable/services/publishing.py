"""A draft put in force from a day, and taken back while nothing stands on it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from parta.audit.bulk import ChangedRow, NewRow, plain, rows_of
from parta.audit.models import Event
from parta.audit.services import Entry, lock_chain, record
from parta.curriculum.enums import CourseKind
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.school.models import AcademicYear
from parta.school.queries.calendars import school_zone
from parta.school.rules.bells import Learners
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import Act, LessonStatus, MakingRefusal, StandsOn
from parta.timetable.models import Lesson, TimetableDraft, TimetablePublication, TimetableSlot, TimetableVersion
from parta.timetable.queries.making import draft_cells
from parta.timetable.queries.weekly import standing_on
from parta.timetable.rules.planning import Slot
from parta.timetable.rules.quality import judge, new_differing, new_overlaps
from parta.timetable.rules.week import Cell
from parta.timetable.services.clashes import clashes_refused, clashes_told
from parta.timetable.services.drafts import seen_draft
from parta.timetable.services.following import LISTED, lesson_title
from parta.timetable.services.planning import Replanned, plan_year
from parta.timetable.services.weekly import CHAIN, SLOT, change_from, empty_slots, hang_up, keep_slots, take_down

_KEPT = ("title", "repaired", "stopped", "seconds", "cells", "steps")
"""What a draft is again when its publication is taken back."""


@transaction.atomic
def put_draft_in_force(
    *,
    actor: Actor,
    draft_id: int,
    base: int,
    starts_on: date,
    differing: int = 0,
    now: datetime,
    with_content: Callable[[Collection[int]], set[int]],
) -> Replanned:
    """Make the weekly timetable follow a draft as it was seen from a day on, and the dated lessons follow it.

    The timetable in force ends on the day before; cells that stay the same go over into its copy. `differing`: for so
    many journals the person has seen that hours differ from the load, and wants it so. Raises `Forbidden`,
    `NotVisible` without that draft; refuses one that is another by now (`base`), a day that is not to come or not of
    its year, and a draft that the load, teachers or rooms of the day no longer fit: hours that differ at more journals
    and overlaps, other than those that stand.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)  # before the rows
    draft = seen_draft(draft_id, base)
    first = max(now.date() + timedelta(days=1), draft.year.starts_on)
    if not first <= starts_on <= draft.year.ends_on:
        raise refusal(MakingRefusal.DAY_PAST, first=first, last=draft.year.ends_on)
    standing = standing_on(starts_on)
    cells = draft_cells(draft, standing)
    quality = judge(standing.week, cells)
    before = judge(standing.week, standing.cells)
    crossing = new_overlaps(before, quality)
    wrong = new_differing(before, quality)
    fresh = [cell for cell in cells if cell.span is None]
    if crossing or len(fresh) < len(draft.cells):
        raise refusal(MakingRefusal.OUT_OF_DATE, overlaps=len(crossing), hours=len(wrong))
    if len(wrong) > differing:
        raise refusal(MakingRefusal.HOURS_LEFT, journals=len(wrong))
    singles = single_lessons(draft.year, starts_on, placed={cell.course for cell in fresh})
    if standing.version is None:
        version = hang_up(year_id=draft.year_id, starts_on=starts_on, ends_on=None, title="", actor=actor, now=now)
        version_id = version.pk
    else:
        version_id, _ = change_from(version=standing.version, day=starts_on, actor=actor, now=now)
    teachers = {one.id: one.teacher for one in standing.week.courses.values()}
    rewritten = standing.version is not None and version_id == standing.version.pk
    former = [*rows_of(TimetableSlot, SLOT, timetable=version_id).values()] if rewritten else None
    with clashes_refused():
        _rewrite(version_id, fresh, teachers, actor=actor, now=now)
    if draft.title and not rewritten:
        TimetableVersion.objects.filter(pk=version_id).update(title=draft.title)
    fixed = set(lessons_fixed(draft.year, starts_on).values_list("pk", flat=True))
    done = plan_year(
        year=draft.year, start=starts_on, actor=actor, now=now, with_content=with_content, single_days=singles
    )
    left = Lesson.objects.filter(course__year=draft.year, date__gte=starts_on, status=LessonStatus.CANCELLED)
    kept = {name: getattr(draft, name) for name in _KEPT}
    told = {"starts_on": starts_on.isoformat(), "lessons": len(fresh)}
    entry = Entry(Act.PUBLISHED, {"kind": "timetable", "id": version_id}, None, told)
    seq = record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    TimetablePublication.objects.update_or_create(
        version_id=version_id,
        defaults={
            "year": draft.year, "starts_on": starts_on, "seq": seq, "draft": kept, "former": former,
            "standing": sorted(fixed), "cancelled": sorted({*left.values_list("pk", flat=True)} - fixed),
        },
    )  # fmt: skip
    draft.delete()
    return done


@transaction.atomic
def withdraw_publication(
    *,
    actor: Actor,
    publication_id: int,
    now: datetime,
    with_content: Callable[[Collection[int]], set[int]],
) -> date:
    """Take back a draft that was put in force: what was in force before is again, from the same day, which it gives.

    The draft is a draft again. Raises `Forbidden`, `NotVisible` where it is taken back
    already; refuses with the lessons that stand on it (given, begun, substituted, moved or cancelled since), and once
    the weekly timetable was changed by something else since.
    """
    require(may_make_timetable(actor))
    lock_chain(CHAIN)  # before the rows
    found = TimetablePublication.objects.select_for_update(of=("self",)).select_related("version", "year")
    publication = found.filter(pk=publication_id).first()
    if publication is None or publication.version is None:
        raise NotVisible
    version, year, first = publication.version, publication.year, publication.starts_on
    version_id = version.pk
    if Event.objects.filter(chain=CHAIN, act=Act.TIMETABLE_CHANGED, seq__gt=publication.seq).exists():
        raise refusal(MakingRefusal.PUBLICATION_CHANGED, day=first)
    of_it = Lesson.objects.filter(slot__timetable=version, date__gte=first, status=LessonStatus.PLANNED)
    list(of_it.select_for_update(of=("self",)).order_by("pk").values_list("pk"))  # the journal waits, or we do
    _refuse_standing(publication, version.ends_on or year.ends_on, now)
    publication.cells = [*rows_of(TimetableSlot, SLOT, timetable=version).values()]
    start = max(first, now.date())
    singles = single_lessons(year, start)
    if publication.former is None:
        take_down(version=version, actor=actor, now=now)
    else:
        _put_back(version.pk, publication.former, actor=actor, now=now)
    publication.version, publication.withdrawn_at = None, now
    publication.save(update_fields=["version", "withdrawn_at", "cells"])
    plan_year(
        year=year, start=start, actor=actor, now=now, with_content=with_content, single_days=singles,
        revived=publication.cancelled,
    )  # fmt: skip
    TimetableDraft.objects.create(
        **publication.draft, year=year, starts_on=first, made_at=now, person_id=actor.person_id or 0
    )
    entry = Entry(
        Act.PUBLICATION_WITHDRAWN,
        {"kind": "timetable", "id": version_id},
        {"starts_on": first.isoformat(), "lessons": len(publication.cells)},
        None,
    )
    record(chain=CHAIN, actor=actor, entries=[entry], now=now)
    return first


def lessons_fixed(year: AcademicYear, first: date) -> QuerySet[Lesson]:
    """Give the lessons from a day on, or whose place is there, that no timetable moves any more."""
    by_hand = Q(substitution__isnull=False) | Q(origin_date__isnull=False)
    late = Q(date__gte=first) | Q(origin_date__gte=first)
    return Lesson.objects.filter(by_hand | ~Q(status=LessonStatus.PLANNED), late, course__year=year)


def _refuse_standing(publication: TimetablePublication, last: date, now: datetime) -> None:
    first = publication.starts_on
    known = [*publication.standing, *publication.cancelled]
    begun = Lesson.objects.filter(course__year=publication.year, date__gte=first, starts_at__lte=now)
    found = (
        (lessons_fixed(publication.year, first) | begun)
        .exclude(pk__in=known)
        .filter(Q(date__lte=last) | Q(origin_date__range=(first, last)))
    )
    named = found.select_related("substitution", "course__subject", "course__school_class", "course__study_group")
    rows = list(named.order_by("starts_at", "pk").distinct())
    if rows:
        lessons = tuple((one.date, one.number, lesson_title(one), _stands(one)) for one in rows[:LISTED])
        raise refusal(MakingRefusal.PUBLICATION_STANDS, lessons=lessons, count=len(rows), day=first)


def _stands(lesson: Lesson) -> StandsOn:
    if hasattr(lesson, "substitution"):
        return StandsOn.SUBSTITUTED
    if lesson.origin_date is not None:
        return StandsOn.MOVED
    return StandsOn.CANCELLED if lesson.status == LessonStatus.CANCELLED else StandsOn.GIVEN


@clashes_told()
def _put_back(version_id: int, former: Sequence[Mapping[str, Any]], *, actor: Actor, now: datetime) -> None:
    """Give a version the cells that it had; those that stayed are left."""
    stands = rows_of(TimetableSlot, SLOT, timetable=version_id)
    left = list(former)
    leaving = []
    for pk, row in stands.items():
        if row in left:
            left.remove(row)
        else:
            leaving.append((pk, NewRow(row)))
    empty_slots(slots=leaving, actor=actor, now=now)
    keep_slots(new=[NewRow({**row, "timetable_id": version_id}) for row in left], changes=(), actor=actor, now=now)


def _rewrite(
    version_id: int, cells: Sequence[Cell], teachers: Mapping[int, int | None], *, actor: Actor, now: datetime
) -> None:
    """Bring the cells of a version to what is wanted: leave those that stay, correct rooms, take out, put in."""
    stands = rows_of(TimetableSlot, SLOT, timetable=version_id, starts_at__isnull=True)
    places = {(row["course_id"], row["weekday"], row["number"], row["parity"]): pk for pk, row in stands.items()}
    wanted = {(one.course, one.weekday, one.number, str(one.parity)): one for one in cells}
    leaving = [(pk, NewRow(stands[pk])) for key, pk in places.items() if key not in wanted]
    new, changes = [], []
    for key, cell in wanted.items():
        pk = places.get(key)
        if pk is None:
            course, weekday, number, parity = key
            fields = {
                "timetable_id": version_id, "course_id": course, "weekday": weekday, "number": number,
                "starts_at": None, "ends_at": None, "parity": parity, "room_id": cell.room,
                "employee_id": teachers.get(course),
            }  # fmt: skip
            new.append(NewRow(plain(fields)))
        elif stands[pk]["room_id"] != cell.room and cell.room is not None:
            changes.append(ChangedRow(pk, {"room_id": stands[pk]["room_id"]}, {"room_id": cell.room}))
    empty_slots(slots=leaving, actor=actor, now=now)
    TimetableSlot.objects.filter(pk__in=[one.id for one in changes]).update(room=None)  # two may change rooms
    keep_slots(new=new, changes=changes, actor=actor, now=now)


def single_lessons(year: AcademicYear, start: date, *, placed: Collection[int] = ()) -> list[Slot]:
    """Give the lessons to come that no cell of the week asks for (sessions): they stay on their days.

    Asked before the week changes: lessons whose cell has just gone are none of them. `placed` are the journals that get
    cells now.
    """
    zone = school_zone()
    weekly = TimetableSlot.objects.filter(timetable__year=year).values("course")
    alone = Lesson.objects.filter(slot=None, origin_date=None, stands_for=None, single=False, course__year=year)
    alone = alone.filter(date__gte=start)
    rows = alone.exclude(course__kind=CourseKind.PRACTICE).exclude(course__in=weekly).exclude(course__in=placed)
    return [
        Slot(
            key=0, course_id=one.course_id, weekday=one.date.isoweekday(), number=one.number or 0, learners=Learners(0),
            room_id=one.room_id, employee_id=one.employee_id, on_day=one.date,
            start=one.starts_at.astimezone(zone).time(), end=one.ends_at.astimezone(zone).time(), hours=one.hours,
        )
        for one in rows
    ]  # fmt: skip
