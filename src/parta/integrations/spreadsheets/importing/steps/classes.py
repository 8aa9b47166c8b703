"""Classes and groups."""

from typing import Any

from parta.audit.bulk import rows_of
from parta.integrations.spreadsheets.dataset.year import told_by_bells
from parta.integrations.spreadsheets.resolve import ClassLink
from parta.integrations.spreadsheets.values.classes import class_key
from parta.kernel.text import normal
from parta.school import models
from parta.school.services.frame import keep_classes
from parta.school.services.year import keep_calendars

from ..compare import Wanted, told
from ..desk import Desk

_FIELDS = (
    "name",
    "name_key",
    "kind",
    "grade_level",
    "letter",
    "programme_code",
    "programme_title",
    "study_form",
    "sort_key",
    "calendar_id",
    "shift",
    "building",
)


def import_classes(desk: Desk) -> None:
    """Open the classes of the year; `desk.ids["class"]` knows them by `class_key`."""
    stands = rows_of(models.SchoolClass, _FIELDS, year=desk.year_id)
    find = {f"{desk.year}/{class_key(row['name'])}": pk for pk, row in stands.items()}
    by_key = {class_key(row["name"]): row for row in stands.values()}
    brought = {f"{desk.year}/{class_key(link.name)}" for link in desk.files.classes if not link.standing}
    # A class that was renamed by hand is meant by its old name in the files; it is not brought a second time.
    meant = {last.object_id for key, last in desk.memory.of("class").items() if key in brought}
    wanted = []
    for link in desk.files.classes:
        key = class_key(link.name)
        calendar = desk.ids["calendar_of_class"].get(key)
        if link.standing:
            if calendar and find.get(f"{desk.year}/{key}") not in meant:
                wanted.append(Wanted(f"{desk.year}/{key}", {"calendar_id": calendar}, link.source, link.name))
            continue
        fields = _class(desk, link, known=key in by_key)
        first: dict[str, Any] = {"year_id": desk.year_id}
        if calendar:
            fields["calendar_id"] = calendar
        elif key not in by_key:
            first["calendar_id"] = _some_calendar(desk, link)
        wanted.append(Wanted(f"{desk.year}/{key}", fields, link.source, link.name, first=first))
    complete = bool(desk.files.dataset.pupils)
    made = desk.put(
        "class",
        wanted,
        write=keep_classes,
        stands=stands,
        find=find,
        complete=complete,
        scope=f"{desk.year}/",
        limits=(models.SchoolClass,),
    )
    desk.ids["class"] = {class_key(row["name"]): pk for pk, row in stands.items()}
    desk.ids["class"] |= {key.split("/", 1)[1]: pk for key, pk in made.items()}
    desk.facts["class"] = rows_of(
        models.SchoolClass,
        ("name", "grade_level", "shift", "building", "calendar_id", "programme_code"),
        year=desk.year_id,
    )


def _class(desk: Desk, link: ClassLink, *, known: bool) -> dict[str, Any]:
    form = normal(link.form)
    fields: dict[str, Any] = {"name": link.name, "name_key": normal(link.name), "letter": link.letter}
    fields["kind"] = "class" if link.grade else "group"
    level = link.grade or link.study_year or _study_year(desk, link)
    if not level and not known:
        desk.problems.add("study_year_unknown", link.source, class_name=link.name)
    if level or not known:
        fields["grade_level"] = level or 0
        fields["sort_key"] = f"{level or 0:02d}{normal(link.letter or link.name)}"
    if link.programme_code:
        fields |= told({"programme_code": link.programme_code, "programme_title": link.programme})
    shift, building = told_by_bells(desk.files.dataset.bells, link.name)
    fields |= told({"shift": shift, "building": building[:100]})
    if form:
        fields["study_form"] = (
            "mixed" if "очно-заоч" in form or "вечер" in form else "part_time" if "заоч" in form else "full_time"
        )
    return fields


def _study_year(desk: Desk, link: ClassLink) -> int | None:
    ds = desk.files.dataset
    key = class_key(link.name)
    said = [one.study_year for one in ds.pupils if class_key(one.class_name) == key and one.study_year]
    said += [year for line in ds.programmes for name, year in line.groups if class_key(name) == key and year]
    return max(set(said), key=said.count) if said else None


def _some_calendar(desk: Desk, link: ClassLink) -> int:
    """Give the calendar of the same grade, else the year's first, else an empty one to be filled."""
    grade = link.grade or 0
    near = models.SchoolClass.objects.filter(year=desk.year_id, grade_level=grade).values_list("calendar_id", flat=True)
    found = near.first() or models.Calendar.objects.filter(year=desk.year_id).values_list("pk", flat=True).first()
    if found:
        return found
    if "bare" not in desk.facts:
        wanted = Wanted(
            f"{desk.year}/все классы",
            {"title": "все классы"},
            link.source,
            "все классы",
            first={"year_id": desk.year_id},
        )
        ids = desk.put("calendar", [wanted], write=keep_calendars, stands={}, complete=False)
        desk.facts["bare"] = ids[wanted.key]
    bare: int = desk.facts["bare"]
    return bare
