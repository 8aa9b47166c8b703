"""Subjects, hours of the curriculum, practices."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from parta.audit.bulk import rows_of
from parta.curriculum import models
from parta.curriculum.rules.spelling import is_capitalised, is_shortened
from parta.curriculum.services import teaching as service
from parta.integrations.spreadsheets.problems import NOWHERE, Source
from parta.integrations.spreadsheets.resolve.subjects import subject_key
from parta.integrations.spreadsheets.values.classes import class_key, grade_of
from parta.integrations.spreadsheets.values.people import name_key
from parta.kernel.text import normal
from parta.regulation.enums import SubjectNameStyle
from parta.regulation.queries import versions

from ..compare import Wanted, told
from ..desk import Desk


def hours(value: float | None) -> Decimal | None:
    """Give hours a week as they are stored."""
    return None if value is None or not 0 <= value < 1000 else Decimal(str(value)).quantize(Decimal("0.01"))


def whole(value: float | None) -> int | None:
    """Give whole hours as they are stored."""
    return None if value is None or not 0 <= value < 32_000 else round(value)


def programme_of(desk: Desk, class_name: str) -> str:
    """Give the programme of a group; a school class has none."""
    school_class = desk.ids["class"].get(class_key(class_name))
    return str(desk.facts["class"][school_class]["programme_code"]) if school_class else ""


def _key(name: str, index: str, programme: str) -> str:
    return f"{subject_key(name)} | {name_key(index)} | {programme if index else ''}"


def import_subjects(desk: Desk) -> None:
    """Put every subject on the list that a plan, a load or a timetable names."""
    ds = desk.files.dataset
    stands = rows_of(models.Subject, ("name", "short_name", "index", "programme_code", "name_key"))
    find = {_key(r["name"], r["index"], r["programme_code"]): pk for pk, r in stands.items()}
    short = {subject_key(one.full): one.short for one in ds.abbreviations}
    rows: dict[str, Wanted] = {}

    full = versions().on(desk.today).words.subject_name_style.value is SubjectNameStyle.FULL_LOWER_CASE
    memory = desk.memory.of("subject")

    def add(name: str, source: Source, index: str = "", programme: str = "", *, plan: bool = True) -> None:
        key = _key(name, index, programme)
        if not name or key in rows:
            return
        known = stands.get(memory[key].object_id if key in memory else find.get(key, 0))
        # Only a curriculum spells a subject anew, and never as the act in force forbids.
        worse = bool(known and full and is_capitalised(name) and not is_capitalised(known["name"]))
        spelt = known is None or (plan and not worse)
        fields: dict[str, Any] = {"name": name} if spelt else {}
        if subject_key(name) in short:
            fields["short_name"] = short[subject_key(name)]
        first = {
            "name_key": normal(name)[:300],
            "index": index[:30],
            "programme_code": (programme if index else "")[:20],
        }
        if not spelt:
            first["name"] = name[:300]
        rows[key] = Wanted(key, fields, source, f"{index} {name}".strip(), first)

    for line in ds.curriculum:
        add(line.subject, line.source)
    for programme in ds.programmes:
        add(programme.subject, programme.source, programme.index, programme.programme_code)
    for course in desk.files.courses:
        if course.standing is None:
            add(course.subject, course.source, course.index, programme_of(desk, course.class_name), plan=False)
    for _, subject, _, _ in desk.files.home:
        add(subject, NOWHERE, plan=False)
    for extra in ds.extra_courses:
        add(extra.name, extra.source, plan=False)
    for link in desk.files.activities:
        if link.activity.kind != "home":
            add(link.activity.name, link.activity.source, plan=False)
    for practice in desk.files.practices:
        one = practice.practice
        add(one.name, one.source, one.index, programme_of(desk, practice.class_name))
    for taken in desk.files.substitutions:
        if not _indexed(desk, taken.held_subject):
            add(taken.held_subject, taken.record.source, plan=False)
    _check_names(desk, rows.values())
    desk.put(
        "subject",
        rows.values(),
        write=service.keep_subjects,
        stands=stands,
        find=find,
        complete=bool(ds.curriculum or ds.programmes),
        limits=(models.Subject,),
    )


def _check_names(desk: Desk, rows: Iterable[Wanted]) -> None:
    """Warn of names that are not spelt as the act in force asks: in full, in lower case, as in the curriculum."""
    style = versions().on(desk.today).words.subject_name_style
    if style.value is not SubjectNameStyle.FULL_LOWER_CASE:
        return
    planned = {subject_key(line.subject) for line in desk.files.dataset.curriculum}
    planned |= {subject_key(course.subject) for course in desk.files.courses}
    for row in rows:
        name = str(row.fields.get("name") or row.first["name"])
        if subject_key(name) not in planned:
            continue  # a club, a practice: no subject of the curriculum
        said = {"subject": name, "act": style.clause.act, "number": style.clause.number}
        if is_shortened(name):
            desk.problems.add("subject_shortened", row.source, **said)
        elif is_capitalised(name):
            desk.problems.add("subject_capitalised", row.source, **said, spelt=name[:1].lower() + name[1:])


def _indexed(desk: Desk, name: str) -> bool:
    key = subject_key(name)
    return any(course.key[2] == key for course in desk.files.courses)


def subject_of(desk: Desk, name: str, index: str = "", programme: str = "") -> int | None:
    """Give the subject of these words."""
    return desk.ids["subject"].get(_key(name, index, programme))


def import_curriculum(desk: Desk) -> None:
    """Set the hours of the plan, by class in a school, by programme in a college."""
    fields = (
        "school_class_id",
        "programme_code",
        "subject_id",
        "profile",
        "hours_per_week",
        "hours_total",
        "semesters",
        "attestation",
    )
    stands = rows_of(models.CurriculumLine, fields, year=desk.year_id)
    find = {
        _line(desk, r["school_class_id"], r["programme_code"], r["subject_id"], r["profile"]): pk
        for pk, r in stands.items()
    }
    desk.put(
        "curriculum_line",
        [*_school_lines(desk), *_college_lines(desk)],
        write=service.keep_curriculum,
        stands=stands,
        find=find,
        scope=f"{desk.year}/",
        complete=bool(desk.files.dataset.curriculum or desk.files.dataset.programmes),
        limits=(models.CurriculumLine,),
    )


def _line(desk: Desk, school_class: int | None, programme: str, subject: int | None, profile: str) -> str:
    return f"{desk.year}/{school_class}/{programme}/{subject}/{normal(profile)}"


def _school_lines(desk: Desk) -> Iterator[Wanted]:
    for line in desk.files.dataset.curriculum:
        subject = subject_of(desk, line.subject)
        names = [one.name for one in desk.files.classes if str(grade_of(one.name)) == line.class_name]
        for name in names if line.class_name.isdigit() else [line.class_name]:
            school_class = desk.ids["class"].get(class_key(name))
            if school_class is None or subject is None:
                continue
            yield Wanted(
                _line(desk, school_class, "", subject, line.profile),
                {"hours_per_week": hours(line.hours)},
                line.source,
                f"{line.subject}, {name}",
                first={
                    "year_id": desk.year_id,
                    "school_class_id": school_class,
                    "subject_id": subject,
                    "profile": line.profile[:100],
                },
            )


def _college_lines(desk: Desk) -> Iterator[Wanted]:
    for line in desk.files.dataset.programmes:
        subject = subject_of(desk, line.subject, line.index, line.programme_code)
        if subject is None:
            continue
        programme = f"{line.programme_code} {line.form}".strip()[:40]
        attestation = {
            "exam": line.exams, "graded_credit": line.graded_credits, "credit": line.credits,
            "qualifying_exam": line.qualifying, "course_project": line.projects,
        }  # fmt: skip
        yield Wanted(
            _line(desk, None, programme, subject, ""),
            {
                "hours_total": whole(line.total if line.total is not None else line.session_hours),
                "semesters": {str(number): whole(count) for number, count in line.semesters},
                "attestation": {kind: list(numbers) for kind, numbers in attestation.items() if numbers},
            },
            line.source,
            f"{line.index} {line.subject}, {programme}",
            first={"year_id": desk.year_id, "programme_code": programme, "subject_id": subject},
        )


def import_practices(desk: Desk) -> None:
    """Set the blocks of practice."""
    fields = ("school_class_id", "subject_id", "kind", "starts_on", "ends_on", "hours", "place", "leader", "teacher_id")
    stands = rows_of(models.Practice, fields, school_class__year=desk.year_id)
    find = {f"{r['school_class_id']}/{r['subject_id']}/{r['starts_on']}": pk for pk, r in stands.items()}
    wanted = []
    for link in desk.files.practices:
        one = link.practice
        school_class = desk.ids["class"].get(class_key(link.class_name))
        subject = subject_of(desk, one.name, one.index, programme_of(desk, link.class_name))
        if school_class is None or subject is None:
            continue
        key = f"{school_class}/{subject}/{one.starts.isoformat()}"
        values = {
            "kind": one.kind,
            "ends_on": one.ends,
            **told({"hours": whole(one.hours), "place": one.place, "leader": one.leader}, one.emptied),
        }
        if "leader" in one.emptied or link.leader or (one.leader and desk.files.dataset.staff):
            values["teacher_id"] = desk.ids["employee"].get(link.leader) if link.leader else None
        first = {"school_class_id": school_class, "subject_id": subject, "starts_on": one.starts}
        wanted.append(Wanted(key, values, one.source, f"{one.name}, {link.class_name}", first))
    desk.put(
        "practice",
        wanted,
        write=service.keep_practices,
        stands=stands,
        find=find,
        complete=bool(desk.files.dataset.practices),
        limits=(models.Practice,),
    )
