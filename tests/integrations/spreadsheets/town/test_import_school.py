"""The demo school in its tables: exact counts, again, corrected, against what people changed by hand."""

import datetime as dt

import pytest

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.curriculum.models import Course, StudyGroupMember, TeachingLoad
from parta.curriculum.rules.splitting import Part
from parta.journal.services.splitting import divide_class
from parta.kernel.decisions import Forbidden
from parta.people.models import Appointment, Enrolment, Guardianship, HomeroomTeacher, Person, Pupil
from parta.school.models import Calendar, SchoolCard, SchoolClass
from parta.timetable.models import Lesson, Substitution, TimetableSlot, TimetableVersion

from ..conftest import ADMINISTRATOR, NOW, ROOT, bring, done, tables
from ..rewriting import corrected, row_of

DEMO = ROOT / "demo" / "school"
PUPILS = ("03_pupils.xlsx", "Контингент")
LOAD = ("05_load.xlsx", "Нагрузка")
GROUPS = ("05_load.xlsx", "Подгруппы")
WALL = ("06_timetable.xlsx", "5–11 классы")
TOMORROW = NOW.date() + dt.timedelta(days=1)


def test_every_table(town):
    assert town.stored and not town.errors and not town.conflicts
    assert tables() == {
        "Event": 13891, "ChainHead": 5,
        "AcademicYear": 1, "Calendar": 4, "Term": 14, "Vacation": 17, "SpecialDay": 25, "BellSchedule": 6, "Bell": 38,
        "SchoolCard": 1, "Room": 73, "SchoolClass": 40,
        "Person": 2447, "Pupil": 1033, "Employee": 82, "Guardianship": 1882, "Consent": 1030, "Enrolment": 1033,
        "Movement": 7, "Appointment": 74, "Training": 66, "HomeroomTeacher": 40,
        "RegulationVersion": 1,
        "Subject": 45, "LoadNorm": 11, "CurriculumLine": 528, "LessonPlan": 13, "PlanLine": 1020, "StudyGroup": 205,
        "StudyGroupMember": 2344, "Course": 685, "TeachingLoad": 685,
        "TimetableVersion": 1, "TimetableSlot": 1392, "Lesson": 47206, "LessonRevision": 136, "Substitution": 136,
        "WorkKind": 24,
        "ImportRun": 1, "ImportedRecord": tables()["ImportedRecord"],
    }  # fmt: skip
    assert list(verify_chains()) == []


def test_classes_follow_four_calendars(town):
    found = {c.title: (c.week_days, c.classes.count(), c.terms.count()) for c in Calendar.objects.all()}
    assert found == {
        "1 класс": (5, 4, 4),
        "2–4 классы": (5, 12, 4),
        "5–9 классы": (6, 20, 4),
        "10–11 классы": (6, 4, 2),
    }
    assert SchoolCard.objects.get().time_zone == "Asia/Yekaterinburg"


def test_roles_come_from_posts_and_loads(town):
    def holding(role):
        rows = Appointment.objects.filter(role=role).order_by("employee__person__sort_key")
        return [row.employee.person.initials_name for row in rows.select_related("employee__person")]

    assert holding("director") == ["Герасимова В. В."]
    assert holding("deputy") == ["Гордеев В. В.", "Королёва А. Р.", "Лаптева Н. К.", "Леонтьева Г. Г."]
    assert holding("secretary") == ["Никифорова М. И."]
    assert holding("administrator") == ["Шилова М. Д."]
    assert {"Шилова М. Д.", "Гордеев В. В."} <= set(holding("teacher"))
    assert HomeroomTeacher.objects.get(school_class__name="7А").employee.person.last_name == "Казанцева"


def test_who_came_and_who_left(town):
    left = Enrolment.objects.get(pupil__person__last_name="Денисов", school_class__name="7А", ends_on__isnull=False)
    assert left.ends_on == dt.date(2026, 10, 5)
    assert StudyGroupMember.objects.filter(pupil=left.pupil, ends_on=left.ends_on).count() == 3
    came = Enrolment.objects.get(pupil__person__last_name="Мельникова", school_class__name="7А", starts_on__month=10)
    assert came.starts_on == dt.date(2026, 10, 12)
    assert Enrolment.objects.get(individual=True).pupil.person.last_name == "Логинова"
    assert Guardianship.objects.filter(guardian__employee__isnull=False).values("guardian").distinct().count() == 3


def test_journals_of_every_kind(town):
    kinds = {
        kind: Course.objects.filter(kind=kind).count() for kind in ("lesson", "extracurricular", "home", "extended_day")
    }
    assert kinds == {"lesson": 602, "extracurricular": 74, "home": 7, "extended_day": 2}
    club = Course.objects.get(subject__name="Волейбол")
    assert club.school_class is None and club.study_group is not None and club.lessons.exists() and not club.marks_given
    day = Course.objects.get(kind="extended_day", subject__name="ГПД-1")
    assert day.study_group is not None and day.study_group.members.count() == 25
    assert Course.objects.filter(plan__isnull=False).count() == 59


def test_lessons_ring_by_their_own_bells(town):
    monday = Lesson.objects.get(
        course__school_class__name="7А", course__subject__name="Разговоры о важном", date=dt.date(2026, 9, 7)
    )
    local = [moment.astimezone(NOW.tzinfo).strftime("%H:%M") for moment in (monday.starts_at, monday.ends_at)]
    assert local == ["08:00", "08:30"]
    assert not Lesson.objects.filter(date=dt.date(2026, 11, 4)).exists()
    saturday = Lesson.objects.filter(date=dt.date(2027, 2, 20)).values_list(
        "course__school_class__grade_level", flat=True
    )
    assert set(saturday) >= {2, 3, 4, 5} and 1 not in saturday
    assert (
        Lesson.objects.filter(status="cancelled").count() == Substitution.objects.filter(kind="cancelled").count() == 16
    )


def test_again_changes_nothing(town):
    before = tables()
    report = bring(DEMO)
    assert report.stored and done(report) == {}
    assert tables() == {**before, "ImportRun": 2}


def test_a_dry_run_stores_nothing_and_says_the_same(town, tmp_path):
    folder = corrected(DEMO, tmp_path, {PUPILS: lambda rows: row_of(rows, "А-73").__setitem__(9, "ул. Новая, 1")})
    before = tables()
    dry = bring(folder, dry_run=True)
    assert not dry.stored and tables() == before
    assert dry.counts() == bring(folder).counts()


def test_only_the_office_imports(town):
    for role in ("teacher", "director", "secretary", "parent"):
        actor = type(ADMINISTRATOR)(1, 1, "alpha", frozenset({role}))
        with pytest.raises(Forbidden):
            bring(DEMO, actor=actor)


def test_a_corrected_list_of_pupils_changes_only_what_differs(town, tmp_path):
    def edit(rows):
        row_of(rows, "А-74")[6] = dt.date(2019, 3, 15)
        row_of(rows, "Б-92")[12] = "8 900 000 33 44"
        new = list(row_of(rows, "А-74"))
        new[2:9] = ["Новикова", "Алиса", "Игоревна", "ж", dt.date(2019, 5, 5), "Н-999", ""]
        new[11:21] = [""] * 10
        gone = row_of(rows, "А-64")
        return [row for row in rows if row is not gone] + [new]

    events = Event.objects.count()
    born, phone = Person.objects.get(pupil__personal_file_no="А-74"), Pupil.objects.get(personal_file_no="Б-92")
    report = bring(corrected(DEMO, tmp_path, {PUPILS: edit}))
    assert done(report) == {
        "pupil": {"created": 1, "changed": 1, "gone": 1},
        "guardian": {"changed": 1},
        "enrolment": {"created": 1},
        "member": {"created": 1},
    }
    born.refresh_from_db()
    assert born.birth_date == dt.date(2019, 3, 15)
    assert phone.guardianships.get(relation="mother").guardian.phone == "+79000003344"
    assert Pupil.objects.filter(personal_file_no="А-64", enrolments__ends_on=None).exists()
    assert Event.objects.count() == events + 5
    event = Event.objects.get(act="people.pupil_changed", subject__id=born.pk, seq__gt=1, before__isnull=False)
    assert (event.before, event.after) == ({"birth_date": "2019-03-14"}, {"birth_date": "2019-03-15"})
    assert event.subject["source"]["file"] == "03_pupils.xlsx"
    assert list(verify_chains()) == []


def test_a_pupil_moves_to_another_subgroup(town, tmp_path):
    moved = (
        StudyGroupMember.objects.filter(
            group__school_class__name="7А", group__subject__name="информатика", group__name="1 гр.", ends_on=None
        )
        .select_related("pupil__person")
        .first()
    )
    name = moved.pupil.person.full_name

    def edit(rows):
        row = row_of(rows, "7А", "информатика", "1 гр.", name)
        other = next(one for one in rows if one[:3] == ["7А", "информатика", "2 гр."])
        row[2:4] = other[2:4]

    report = bring(corrected(DEMO, tmp_path, {GROUPS: edit}))
    assert done(report) == {"member": {"created": 1, "changed": 1}}
    rows = moved.pupil.group_memberships.filter(group__subject__name="информатика").order_by("starts_on")
    assert [(row.group.name, row.starts_on, row.ends_on) for row in rows] == [
        ("1 гр.", moved.starts_on, NOW.date()),
        ("2 гр.", TOMORROW, None),
    ]


def test_another_teacher_takes_a_course_over(town, tmp_path):
    def edit(rows):
        row = next(one for one in rows if one[2:5] == ["геометрия", "7Б", ""])
        row[1] = "Камская Дарья Викторовна"

    course = Course.objects.get(subject__name="геометрия", school_class__name="7Б")
    old = course.loads.get().employee_id
    slots = TimetableSlot.objects.count()
    report = bring(corrected(DEMO, tmp_path, {LOAD: edit}))
    assert done(report) == {
        "load": {"created": 1, "changed": 1},
        "slot": {"changed": 2},
        "lesson": {"changed": course.lessons.filter(date__gte=TOMORROW).count()},
    }
    rows = [(one.starts_on, one.ends_on) for one in TeachingLoad.objects.filter(course=course).order_by("starts_on")]
    assert rows == [(dt.date(2026, 9, 1), NOW.date()), (TOMORROW, None)]
    assert set(course.lessons.filter(date__lt=TOMORROW).values_list("employee_id", flat=True)) == {old}
    assert old not in course.lessons.filter(date__gte=TOMORROW).values_list("employee_id", flat=True)
    assert TimetableSlot.objects.count() == 2 * slots
    ends = [(one.starts_on, one.ends_on) for one in TimetableVersion.objects.order_by("starts_on")]
    assert ends == [(dt.date(2026, 9, 1), NOW.date()), (TOMORROW, None)]
    assert done(bring(tmp_path)) == {}


def test_one_cell_of_the_timetable(town, tmp_path):
    def edit(rows):
        head = next(row for row in rows if "7А" in row)
        at = head.index("7А")
        row = rows[rows.index(head) + 2]
        assert row[at] == "биол. каб. 310" or row[at]
        row[at] = "алгебра каб. 302"

    ids = {row.pk: (row.date, row.number) for row in Lesson.objects.filter(course__school_class__name="7А")}
    report = bring(corrected(DEMO, tmp_path, {WALL: edit}))
    slots = report.kinds["slot"]
    assert len(slots.created) == 1 and [row.values for row in slots.gone] == [(("ended", None, None),)]
    assert set(done(report)) == {"slot", "lesson"}
    past = Lesson.objects.filter(course__school_class__name="7А", date__lt=TOMORROW)
    assert all(ids[row.pk] == (row.date, row.number) for row in past)
    new = Lesson.objects.filter(
        course__school_class__name="7А", course__subject__name="алгебра", date=dt.date(2026, 11, 23)
    )
    assert new.filter(number=2).exists()
    before = tables()
    assert done(bring(tmp_path)) == {} and tables() == {**before, "ImportRun": before["ImportRun"] + 1}


def test_what_people_changed_by_hand_stays(town, tmp_path):
    person = Person.objects.get(pupil__personal_file_no="А-74")
    Person.objects.filter(pk=person.pk).update(address="ул. Ручная, 7", birth_date=dt.date(2019, 3, 20))
    assert done(bring(DEMO)) == {}
    folder = corrected(DEMO, tmp_path, {PUPILS: lambda rows: row_of(rows, "А-74").__setitem__(6, dt.date(2019, 3, 15))})
    for _ in range(2):
        report = bring(folder)
        assert done(report) == {"pupil": {"left": 1}}
        [(kind, row)] = report.conflicts
        assert (kind, row.values) == ("pupil", (("birth_date", "2019-03-20", "2019-03-15"),))
        assert row.source.file == "03_pupils.xlsx" and row.source.sheet == "Контингент" and row.source.cell
    person.refresh_from_db()
    assert (person.address, person.birth_date) == ("ул. Ручная, 7", dt.date(2019, 3, 20))


def test_an_error_stores_nothing_at_all(town, tmp_path):
    def edit(rows):
        row_of(rows, "А-74")[6] = dt.date(2019, 3, 15)
        row_of(rows, "Б-92")[7] = "А-73"

    before = tables()
    report = bring(corrected(DEMO, tmp_path, {PUPILS: edit}))
    assert not report.stored and report.counts() == {} and tables() == before
    [error] = report.errors
    assert (error.code, error.file, error.sheet) == ("file_number_repeated", "03_pupils.xlsx", "Контингент")


def test_a_departure_ends_the_place_in_the_class(town, tmp_path):
    def pupils(rows):
        gone = row_of(rows, "А-74")
        return [row for row in rows if row is not gone]

    def movement(rows):
        return [
            *rows,
            [dt.date(2026, 11, 18), "выбыл", "1А", "Артемьев Вадим Михайлович", dt.date(2019, 3, 14), "190-у", "", ""],
        ]

    folder = corrected(DEMO, tmp_path, {PUPILS: pupils, ("03_pupils.xlsx", "Движение"): movement})
    report = bring(folder)
    assert done(report)["enrolment"] == {"changed": 1} and done(report)["movement"] == {"created": 1}
    assert Enrolment.objects.get(pupil__personal_file_no="А-74").ends_on == dt.date(2026, 11, 18)
    assert Pupil.objects.count() == 1033


def test_a_pupil_goes_to_another_class(town, tmp_path):
    report = bring(corrected(DEMO, tmp_path, {PUPILS: lambda rows: row_of(rows, "А-74").__setitem__(1, "1Б")}))
    assert done(report)["enrolment"] == {"created": 1, "changed": 1}
    rows = Enrolment.objects.filter(pupil__personal_file_no="А-74").order_by("starts_on")
    assert [(row.school_class.name, row.starts_on, row.ends_on) for row in rows] == [
        ("1А", dt.date(2026, 9, 1), NOW.date()),
        ("1Б", TOMORROW, None),
    ]
    assert SchoolClass.objects.count() == 40


@pytest.mark.parametrize("said", ["1 гр.", "1  ГР.", "1 п/гр."])
def test_groups_made_on_a_page_are_known_to_the_file(town, tmp_path, said):
    """A class divided by the office from a day: the files that say the same bring nothing new."""
    course = Course.objects.get(subject__name="геометрия", school_class__name="7Б", study_group=None)
    places = Enrolment.objects.filter(school_class=course.school_class, ends_on=None).select_related("pupil__person")
    pupils = [one.pupil for one in places.order_by("pupil__person__sort_key")]
    first = course.loads.get().employee
    second = (
        TeachingLoad.objects.filter(course__subject__name="алгебра", course__school_class__name="7А").get().employee
    )
    halves = (pupils[::2], pupils[1::2])
    parts = [
        Part(name, who.pk, frozenset(one.pk for one in half))
        for name, who, half in zip(("1 гр.", "2 гр."), (first, second), halves, strict=True)
    ]
    divide_class(actor=ADMINISTRATOR, course_id=course.pk, parts=parts, day=TOMORROW, ground="", now=NOW)
    events = StudyGroupMember.objects.count(), TeachingLoad.objects.count(), Course.objects.count()

    def load(rows):
        row = next(one for one in rows if one[2:5] == ["геометрия", "7Б", ""])
        row[4] = said
        rows.append([row[0], second.person.full_name, "геометрия", "7Б", "2 гр.", row[5]])

    def groups(rows):
        for name, who, half in zip((said, "2 гр."), (first, second), halves, strict=True):
            for no, one in enumerate(half, 1):
                rows.append(["7Б", "геометрия", name, who.person.full_name, no, one.person.full_name])

    report = bring(corrected(DEMO, tmp_path, {LOAD: load, GROUPS: groups}))
    made = {kind: row["created"] for kind, row in done(report).items() if "created" in row}
    assert made == {} and not report.errors
    assert (StudyGroupMember.objects.count(), TeachingLoad.objects.count(), Course.objects.count()) == events
    course.refresh_from_db()
    assert course.ends_on == NOW.date() and course.loads.get().ends_on == NOW.date()
    assert (
        not StudyGroupMember.objects.filter(
            group__subject=course.subject_id, group__school_class=course.school_class_id
        )
        .exclude(ends_on=None)
        .exists()
    )
    assert done(bring(DEMO)).get("load", {}).get("created") is None
