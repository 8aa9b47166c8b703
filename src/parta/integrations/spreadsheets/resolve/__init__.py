"""Links between the records of a dataset; never a guess without a problem that says so."""

from ..dataset import Dataset
from ..problems import Problem, Problems
from ..values.people import name_key
from .classes import Classes, check_terms
from .courses import Courses
from .journals import home, marks, plans, substitutions
from .links import (
    ActivityLink,
    ClassLink,
    CourseKey,
    CourseLink,
    DatedLink,
    Departed,
    GuardianLink,
    LessonLink,
    MarkRowLink,
    MarkSheetLink,
    PlanLink,
    PracticeLink,
    Resolved,
    SubstitutionLink,
)
from .people import Pupils, Staff, guardians
from .standing import NOTHING, Standing, beside, standing_key
from .subjects import Subjects
from .timetable import Tools, activities, dated, lessons, practices, singles
from .unique import without_repeats


def resolve(dataset: Dataset, standing: Standing = NOTHING) -> tuple[Resolved, list[Problem]]:
    """Link the records of a dataset with one another and tell everything that does not fit together.

    What the files name without bringing it is looked for in what the school has: `standing`.
    """
    problems = Problems()
    ds = without_repeats(dataset, problems)
    standing = beside(ds, standing)
    staff = Staff(ds.staff, problems, standing.staff)
    classes = Classes(ds, staff, problems, standing)
    check_terms(ds, classes, problems)
    pupils = Pupils(ds, problems, standing.pupils)
    subjects = Subjects(ds, problems, standing)
    courses = Courses(
        ds, classes=classes, staff=staff, pupils=pupils, subjects=subjects, problems=problems, standing=standing
    )
    tools = Tools(ds, classes, staff, pupils, subjects, courses, problems, standing)
    found_lessons, found_dated = lessons(tools), dated(tools)
    for other in ds.other_load:
        staff.find(other.teacher, other.source, where=other.course)
    for extra in ds.extra_courses:
        staff.find(extra.teacher, extra.source, where=extra.name)
    for room in ds.rooms:
        staff.find(room.responsible, room.source, where=f"кабинет {room.number}")
    resolved = Resolved(
        dataset=ds,
        classes=classes.links,
        guardians=guardians(ds, staff, problems),
        departed=pupils.departed,
        subjects=tuple(subjects.all.values()),
        lessons=found_lessons,
        dated=found_dated,
        singles=singles(tools),
        activities=activities(tools),
        practices=practices(tools),
        substitutions=substitutions(tools),
        plans=plans(tools),
        marks=marks(tools),
        home=home(tools),
        courses=tuple(courses.by_key.values()),
    )
    return resolved, problems.all()


__all__ = [
    "NOTHING",
    "ActivityLink",
    "ClassLink",
    "CourseKey",
    "CourseLink",
    "DatedLink",
    "Departed",
    "GuardianLink",
    "LessonLink",
    "MarkRowLink",
    "MarkSheetLink",
    "PlanLink",
    "PracticeLink",
    "Resolved",
    "Standing",
    "SubstitutionLink",
    "name_key",
    "resolve",
    "standing_key",
]
