"""Courses (journals): who teaches what to whom, from the load, with members of subgroups and planned hours."""

from collections import defaultdict
from dataclasses import replace

from ..dataset import CurriculumLine, Dataset, LoadLine, ProgrammeLine, subgroup_key
from ..problems import Problems, Source
from ..values.classes import class_key, grade_of
from ..values.people import name_key
from .classes import Classes
from .links import CourseKey, CourseLink
from .people import Pupils, Staff, vacant
from .standing import NOTHING, Standing
from .subjects import Subjects, is_homeroom, subject_key


def course_key(class_name: str, index: str, subject: str, subgroup: str) -> CourseKey:
    """Give the key of a course."""
    return (class_key(class_name), name_key(index), subject_key(subject), subgroup_key(subgroup))


class Courses:
    """The register of courses."""

    def __init__(
        self,
        ds: Dataset,
        *,
        classes: Classes,
        staff: Staff,
        pupils: Pupils,
        subjects: Subjects,
        problems: Problems,
        standing: Standing = NOTHING,
    ) -> None:
        self._ds, self._classes, self._staff, self._pupils, self._subjects, self._problems = (
            ds,
            classes,
            staff,
            pupils,
            subjects,
            problems,
        )
        self.by_key: dict[CourseKey, CourseLink] = {}
        self._by_subject: dict[tuple[str, str], list[CourseKey]] = defaultdict(list)
        self._homeroom = {
            class_key(link.name): link.homeroom or standing.heads.get(class_key(link.name)) for link in classes.links
        }
        self._standing: dict[tuple[str, str], list[CourseLink]] = defaultdict(list)
        loaded = {class_key(line.class_name) for line in ds.load}
        for course in standing.courses:
            if course.key[0] not in loaded:  # a load of the class says what is taught there
                self._standing[course.key[0], course.key[2]].append(course)
        self._led = {one.key[0] for one in standing.courses}
        self._told: set[tuple[str, str, str]] = set()
        for line in ds.load:
            for one in self._of_grade(line):
                self._from_load(one)
        self._members()
        if ds.load:
            self._check_school_plan()
            self._check_programmes()

    def add(self, course: CourseLink) -> CourseLink:
        """Put a course into the register."""
        if course.key not in self.by_key:
            self._by_subject[course.key[0], course.key[2]].append(course.key)
        self.by_key[course.key] = course
        return course

    def of_subject(self, class_name: str, subject: str) -> list[CourseLink]:
        """Give the courses of a subject in a class; the school's own where the files have none."""
        place = (class_key(class_name), subject_key(subject))
        if not self._by_subject.get(place):
            for one in self._standing.get(place, ()):
                self.add(one)
        return [self.by_key[key] for key in self._by_subject.get(place, ())]

    def everything(self) -> list[CourseLink]:
        """Give every course, the school's own where the files have none of the subject in the class."""
        for class_, subject in self._standing:
            self.of_subject(class_, subject)
        return list(self.by_key.values())

    def _of_grade(self, line: LoadLine) -> list[LoadLine]:
        """A load of «5» in a school with 5А and 5Б is a load in each of them."""
        names = self._classes.of_scope((int(line.class_name),), ()) if line.class_name.isdigit() else ()
        if len(names) < 2 or class_key(line.class_name) in self._classes.names:
            return [line]
        self._problems.add("several_classes", line.source, classes=list(names))
        return [replace(line, class_name=name) for name in names]

    def _from_load(self, line: LoadLine) -> None:
        name = self._classes.known(line.class_name, line.source)
        if name is None:
            return
        subject = self._subjects.of_class(name).get(subject_key(line.subject), line.subject)
        teacher = self._staff.find(line.teacher, line.source, where=f"{subject}, {name}")
        unsure = bool(line.teacher and not teacher and not vacant(line.teacher))
        key = course_key(name, line.index, subject, line.subgroup)
        old = self.by_key.get(key)
        if old:
            if unsure:
                self.by_key[key] = replace(old, unsure=True)
            if teacher and teacher not in old.teachers:
                self.by_key[key] = replace(
                    old,
                    teachers=(*old.teachers, teacher),
                    weekly=_sum(old.weekly, line.weekly),
                    term_hours=_sum(old.term_hours, line.term_hours),
                )
            return
        self.add(
            CourseLink(
                key,
                name,
                subject,
                line.subgroup,
                line.index,
                self._profile(name, subject, line.subgroup),
                "homeroom" if is_homeroom(subject) else "lesson",
                (teacher,) if teacher else (),
                line.weekly,
                line.term_hours,
                None,
                None,
                line.source,
                unsure,
            )
        )

    def _profile(self, class_name: str, subject: str, subgroup: str) -> str:
        word = subgroup_key(subgroup)
        for line in self._plan(class_name, subject):
            if line.profile and len(word) >= 2 and name_key(line.profile).startswith(word):
                return line.profile
        return ""

    def _plan(self, class_name: str, subject: str) -> list[CurriculumLine]:
        if not hasattr(self, "_lines"):
            self._lines: dict[tuple[str, str], list[CurriculumLine]] = defaultdict(list)
            for line in self._ds.curriculum:
                self._lines[class_key(line.class_name), subject_key(line.subject)].append(line)
        key = subject_key(subject)
        return self._lines.get((class_key(class_name), key), []) or self._lines.get(
            (str(grade_of(class_name)), key), []
        )

    def _members(self) -> None:
        members: dict[CourseKey, list[str]] = defaultdict(list)
        places: dict[CourseKey, Source] = {}
        groups: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for one in self._ds.subgroups:
            name = self._classes.known(one.class_name, one.source)
            if name is None:
                continue
            subject = self._subjects.find(one.subject, name, one.source) if one.subject else ""
            if subject is None:
                continue
            course = self._of_member(name, subject, one.subgroup, one.teacher, one.source)
            if course is None:
                continue
            key, departed = self._pupils.find(one.pupil, name, one.source, where=f"{subject}, {one.subgroup}")
            if key is None or departed:
                continue
            seen = groups[class_key(name), subject_key(subject)]
            if key in seen and seen[key] != course.key[3]:
                self._problems.add(
                    "pupil_in_two_subgroups",
                    one.source,
                    name=one.pupil,
                    class_name=name,
                    subject=subject,
                    subgroups=[seen[key], course.subgroup],
                )
            seen.setdefault(key, course.key[3])
            members[course.key].append(key)
            places.setdefault(course.key, one.source)
        for course_key_, own in members.items():
            self.by_key[course_key_] = replace(self.by_key[course_key_], pupils=tuple(dict.fromkeys(own)))
        self._check_members(groups, members)

    def _of_member(
        self, class_name: str, subject: str, subgroup: str, teacher: str, source: Source
    ) -> CourseLink | None:
        word = subgroup_key(subgroup)
        own = [course for course in self.of_subject(class_name, subject) if course.key[3] == word]
        if len(own) == 1:
            return own[0]
        if not own and not self._ds.load and class_key(class_name) not in self._led:
            key = self._staff.find(teacher, source, where=f"{subject}, {class_name}") if teacher else None
            return self.add(
                CourseLink(
                    course_key(class_name, "", subject, subgroup),
                    class_name,
                    subject,
                    subgroup,
                    teachers=(key,) if key else (),
                    source=source,
                )
            )
        if len(own) > 1:
            return own[0]
        if (class_key(class_name), subject, word) not in self._told:
            self._told.add((class_key(class_name), subject, word))
            self._problems.add("subgroup_unknown", source, subgroup=subgroup, subject=subject, class_name=class_name)
        return None

    def _check_members(
        self, groups: dict[tuple[str, str], dict[str, str]], members: dict[CourseKey, list[str]]
    ) -> None:
        for course in list(self.by_key.values()):
            if course.key[3] and course.key not in members and self._pupils.listed and course.standing is None:
                self._problems.add(
                    "subgroup_without_list",
                    course.source,
                    subgroup=course.subgroup,
                    subject=course.subject,
                    class_name=course.class_name,
                )
        for (class_, subject), seen in groups.items():
            own = [
                course
                for course in self.by_key.values()
                if course.key[0] == class_ and course.key[2] == subject and course.key[3]
            ]
            # One subgroup of a subject is a profile group or another language: the rest of the class is elsewhere.
            if len(own) < 2:
                continue
            absent = [
                pupil
                for key, pupil in self._pupils.of_class.get(class_, ())
                if key not in seen and not pupil.home_schooled
            ]
            for pupil in absent[:5]:
                self._problems.add(
                    "pupil_in_no_subgroup",
                    own[0].source,
                    name=pupil.name.full,
                    class_name=pupil.class_name,
                    subject=own[0].subject,
                )

    def _check_school_plan(self) -> None:
        if not self._ds.curriculum:
            return
        for key, course in list(self.by_key.items()):
            lines = self._plan(course.class_name, course.subject)
            own = [line for line in lines if line.profile == course.profile] or (
                [line for line in lines if not line.profile] if not course.profile else []
            )
            if own:
                self.by_key[key] = replace(course, planned=own[0].hours)
                if course.weekly is not None and abs(course.weekly - own[0].hours) > 0.01:
                    self._problems.add(
                        "load_differs_from_plan",
                        course.source,
                        what=_what(course),
                        load=course.weekly,
                        plan=own[0].hours,
                        cell=own[0].source.cell,
                        sheet=own[0].source.sheet,
                    )
            elif course.kind == "lesson" and not lines and not course.index:
                self._once("subject_outside_plan", course.source, words=course.subject, class_name=course.class_name)
        loaded = {(key[0], key[2]) for key in self.by_key}
        for line in self._ds.curriculum:
            for name in (
                self._classes.of_scope((int(line.class_name),), ()) if line.class_name.isdigit() else (line.class_name,)
            ):
                if (class_key(name), subject_key(line.subject)) not in loaded:
                    self._once("load_missing", line.source, subject=line.subject, class_name=name, hours=line.hours)

    def _check_programmes(self) -> None:
        lines: dict[tuple[str, str, str], list[ProgrammeLine]] = defaultdict(list)
        years: dict[str, int | None] = {class_key(link.name): link.study_year for link in self._classes.links}
        for line in self._ds.programmes:
            for group, year in line.groups:
                lines[class_key(group), name_key(line.index), subject_key(line.subject)].append(line)
                if years.get(class_key(group)) is None:
                    years[class_key(group)] = year
        if not lines:
            return
        for key, course in list(self.by_key.items()):
            found = lines.get((key[0], key[1], key[2]), [])
            if not found:
                self._once(
                    "subject_outside_plan",
                    course.source,
                    words=f"{course.index} {course.subject}".strip(),
                    class_name=course.class_name,
                )
                continue
            year = years.get(key[0])
            semesters = dict(found[0].semesters)
            hours = (
                [semesters.get(2 * year - 1), semesters.get(2 * year)]
                if year and semesters
                else [found[0].session_hours]
            )
            known = [one for one in hours if one is not None]
            if course.term_hours is not None and course.term_hours not in known:
                self._problems.add(
                    "load_differs_from_plan",
                    course.source,
                    what=_what(course),
                    load=course.term_hours,
                    plan=" или ".join(f"{one:g}" for one in known) or "0",
                    cell=found[0].source.cell,
                    sheet=found[0].source.sheet,
                )
            elif known:
                self.by_key[key] = replace(course, planned=course.term_hours or known[0])

    def _once(self, code: str, source: Source, **params: object) -> None:
        mark = (code, str(params.get("words", params.get("subject"))), str(params.get("class_name")))
        if mark not in self._told:
            self._told.add(mark)
            self._problems.add(code, source, **params)

    def of_lesson(
        self, class_name: str, subject: str, source: Source, *, index: str, subgroup: str, teacher: str
    ) -> CourseLink | None:
        """Give the course of a lesson; one that the load does not know is made from the lesson, with a problem."""
        own = [
            one
            for one in self.of_subject(class_name, subject)
            if not index or not one.index or name_key(one.index) == name_key(index)
        ]
        word = subgroup_key(subgroup)
        exact = [
            one
            for one in own
            if one.key[3] == word
            or (word and one.key[3] and (one.key[3].startswith(word) or word.startswith(one.key[3])))
        ]
        if len(exact) == 1:
            return exact[0]
        if len(exact) > 1:
            same = [one for one in exact if one.key[3] == word]
            return same[0] if same else exact[0]
        if own and not word and len(own) == 1:
            return own[0]
        if own:
            key = self._staff.find(teacher, source, [t for one in own for t in one.teachers]) if teacher else None
            taught = [one for one in own if key in one.teachers] if key else []
            mark = (class_key(class_name), subject, word)
            if mark not in self._told:
                self._told.add(mark)
                self._problems.add(
                    "subgroup_unknown",
                    source,
                    subgroup=subgroup or "весь класс",
                    subject=subject,
                    class_name=class_name,
                )
            if len(taught) == 1:
                return taught[0]
        kind = (
            "homeroom"
            if is_homeroom(subject)
            else "extracurricular"
            if subject_key(subject) in self._subjects.extra
            else "lesson"
        )
        if kind == "lesson" and self._ds.load:
            self._once("lesson_without_load", source, subject=subject, class_name=class_name)
        found = self._teacher_of(kind, class_name=class_name, subject=subject, teacher=teacher, source=source)
        return self.add(
            CourseLink(
                course_key(class_name, index, subject, subgroup),
                class_name,
                subject,
                subgroup,
                index,
                kind=kind,
                teachers=(found,) if found else (),
                source=source,
            )
        )

    def _teacher_of(self, kind: str, *, class_name: str, subject: str, teacher: str, source: Source) -> str | None:
        if kind == "homeroom" and (head := self._homeroom.get(class_key(class_name))):
            return head
        if teacher:
            return self._staff.find(teacher, source, where=f"{subject}, {class_name}")
        if kind == "extracurricular":
            return self._staff.find(self._subjects.extra[subject_key(subject)].teacher, source, where=subject)
        return None


def _sum(one: float | None, other: float | None) -> float | None:
    return other if one is None else one if other is None else one + other


def _what(course: CourseLink) -> str:
    subgroup = f", {course.subgroup}" if course.subgroup else ""
    return " ".join(f"{course.class_name}, {course.index} {course.subject}{subgroup}".split())
