"""A school of the town school's size around today: 40 classes, 1,030 pupils, some 670 courses, 44,000 lessons."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from bench.place import say
from parta.curriculum.models import Course, Subject, TeachingLoad
from parta.kernel.text import normal
from parta.people.models import Appointment, Employee, Enrolment, Guardianship, HomeroomTeacher, Person, Pupil
from parta.regulation.models import RegulationVersion
from parta.school.models import AcademicYear, Calendar, SchoolCard, SchoolClass, Term
from parta.timetable.models import Lesson
from parta.timetable.services.clashes import clashes_told

ZONE = ZoneInfo("Asia/Yekaterinburg")
TEACHERS = 70
SUBJECTS = (
    ("Алгебра", 4), ("Русский язык", 4), ("Литература", 3), ("Геометрия", 3), ("История", 3), ("Обществознание", 1),
    ("География", 2), ("Биология", 2), ("Физика", 2), ("Химия", 2), ("Информатика", 1), ("Английский язык", 3),
    ("Физическая культура", 2), ("Труд", 1), ("Музыка", 1), ("Основы безопасности", 1), ("Разговоры о важном", 1),
)  # fmt: skip
FIRST = ("Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Захар", "Ирина", "Кирилл", "Лариса", "Максим")
LAST = ("Абрамов", "Белов", "Власов", "Громов", "Дёмин", "Ершов", "Жуков", "Зимин", "Исаев", "Крылов", "Лапин", "Мухин")
BELLS = ("08:00", "08:50", "09:45", "10:40", "11:35", "12:30", "13:25")


def moment(day: date, clock: str) -> datetime:
    """Give a moment of the school's own clock."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def people(count: int, tag: str) -> list[Person]:
    """Make persons with different names."""
    made = []
    for number in range(count):
        last = f"{LAST[number % 12]}{'ский' * (number // 12 % 2)}"
        first, patronymic = FIRST[number // 3 % 12], f"{tag}{number}-ович"
        made.append(
            Person(
                last_name=last, first_name=first, patronymic=patronymic, sort_key=normal(f"{last} {first} {patronymic}")
            )
        )
    return Person.objects.bulk_create(made)


def fill_school(*, today: date) -> None:
    """Fill an empty school; the year lies so that today is in its second term."""
    say("Наполняю школу…")
    start, end = today - timedelta(days=80), today + timedelta(days=185)
    SchoolCard.objects.create(full_name="Школа для замеров", short_name="Школа", time_zone=str(ZONE))
    RegulationVersion.objects.create(effective_from=start, preset="default")
    year = AcademicYear.objects.create(title="замеры", starts_on=start, ends_on=end)
    calendar = Calendar.objects.create(year=year, title="все", week_days=5)
    edges = [(start, today - timedelta(days=25)), (today - timedelta(days=20), today + timedelta(days=38))]
    edges += [(today + timedelta(days=48), today + timedelta(days=115)), (today + timedelta(days=124), end)]
    for number, (starts_on, ends_on) in enumerate(edges, 1):
        Term.objects.create(calendar=calendar, kind="quarter", number=number, starts_on=starts_on, ends_on=ends_on)
    teachers = people(TEACHERS, "Учитель")
    Employee.objects.bulk_create([Employee(person=one) for one in teachers])
    Appointment.objects.bulk_create([Appointment(employee_id=t.pk, role="teacher", starts_on=start) for t in teachers])
    classes = _classes(year, calendar, start, teachers)
    subjects = Subject.objects.bulk_create(
        [Subject(name=name, short_name=name[:10], name_key=normal(name)) for name, _ in SUBJECTS]
    )
    days = [start + timedelta(days=n) for n in range((end - start).days)]
    lessons: list[Lesson] = []
    for place, school_class in enumerate(classes):
        courses = Course.objects.bulk_create(
            [
                Course(
                    year=year,
                    calendar=calendar,
                    subject=subject,
                    school_class=school_class,
                    sort_key=subject.name_key,
                    marks_given=school_class.grade_level > 1,
                )
                for subject in subjects
            ]
        )
        loads = [(place * 5 + n * 7) % TEACHERS for n in range(len(courses))]
        TeachingLoad.objects.bulk_create(
            [
                TeachingLoad(course=course, employee_id=teachers[who].pk, starts_on=start)
                for course, who in zip(courses, loads, strict=True)
            ]
        )
        week = [n for n, (_, hours) in enumerate(SUBJECTS) for _ in range(hours)]
        slots = [(n % 5 + 1, n // 5 + 1, course) for n, course in enumerate(week[:32])]
        for day in days:
            if not any(a <= day <= b for a, b in edges):
                continue
            for weekday, number, course in slots:
                if weekday == day.isoweekday():
                    starts_at = moment(day, BELLS[number - 1])
                    lessons.append(
                        Lesson(
                            course=courses[course],
                            employee_id=teachers[loads[course]].pk,
                            date=day,
                            number=number,
                            starts_at=starts_at,
                            ends_at=starts_at + timedelta(minutes=40),
                        )
                    )
    with transaction.atomic(), clashes_told():  # who teaches what is dealt blindly
        Lesson.objects.bulk_create(lessons, batch_size=5000)


def _classes(year: AcademicYear, calendar: Calendar, start: date, teachers: list[Person]) -> list[SchoolClass]:
    """Make 40 classes of 25 or 26 pupils, each pupil with a parent."""
    classes = SchoolClass.objects.bulk_create(
        [
            SchoolClass(
                year=year,
                calendar=calendar,
                name=f"{n // 4 + 1}{'АБВГ'[n % 4]}",
                name_key=f"{n // 4 + 1}{'абвг'[n % 4]}",
                grade_level=n // 4 + 1,
                letter="АБВГ"[n % 4],
                sort_key=f"{n // 4 + 1:02}{'абвг'[n % 4]}",
            )
            for n in range(40)
        ]
    )
    HomeroomTeacher.objects.bulk_create(
        [
            HomeroomTeacher(school_class=one, employee_id=teachers[n].pk, starts_on=start)
            for n, one in enumerate(classes)
        ]
    )
    pupils, parents = people(1030, "Ученик"), people(1030, "Родитель")
    Pupil.objects.bulk_create([Pupil(person=one) for one in pupils])
    Enrolment.objects.bulk_create(
        [Enrolment(pupil_id=one.pk, school_class=classes[n % 40], starts_on=start) for n, one in enumerate(pupils)]
    )
    Guardianship.objects.bulk_create(
        [
            Guardianship(guardian=parent, pupil_id=pupil.pk, relation="mother", starts_on=start)
            for parent, pupil in zip(parents, pupils, strict=True)
        ]
    )
    return classes
