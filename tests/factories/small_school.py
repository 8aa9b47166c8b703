"""A small school: one class, two courses, a week of lessons around its today: Friday, 20 November 2026, or another day."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from parta.curriculum.models import Course, LessonPlan, PlanLine, StudyGroup, StudyGroupMember, Subject, TeachingLoad
from parta.installation.models import Account, Membership
from parta.kernel.text import normal
from parta.people.models import Appointment, Consent, Employee, Enrolment, Guardianship, HomeroomTeacher, Person, Pupil
from parta.regulation.enums import UserGroup
from parta.regulation.models import RegulationVersion, UserRules
from parta.school.models import AcademicYear, Bell, BellSchedule, Calendar, Room, SchoolCard, SchoolClass, Term
from parta.timetable.models import Lesson

ZONE = ZoneInfo("Asia/Yekaterinburg")
TODAY = date(2026, 11, 20)
YEAR_START = date(2026, 9, 1)


def at(day: date, clock: str, zone: ZoneInfo = ZONE) -> datetime:
    """Give a moment of the school's own clock."""
    return datetime.combine(day, time.fromisoformat(clock), zone)


def person(last: str, first: str, patronymic: str = "", **more: Any) -> Person:
    """Make a person with the sort key filled."""
    key = normal(f"{last} {first} {patronymic}")
    return Person.objects.create(last_name=last, first_name=first, patronymic=patronymic, sort_key=key, **more)


def employee(last: str, first: str, patronymic: str, *roles: str, starts_on: date = YEAR_START) -> Person:
    """Make an employee with roles from the start of the year."""
    human = person(last, first, patronymic)
    worker = Employee.objects.create(person=human)
    for role in roles:
        Appointment.objects.create(employee=worker, role=role, starts_on=starts_on)
    return human


def pupil(last: str, first: str, school_class: SchoolClass, **dates: Any) -> Person:
    """Make a pupil enrolled in a class."""
    human = person(last, first)
    Pupil.objects.create(person=human)
    Enrolment.objects.create(pupil_id=human.pk, school_class=school_class, **{"starts_on": YEAR_START, **dates})
    return human


def account_for(human: Person, school: Any) -> Account:
    """Give a person an account in the school."""
    account, _ = Account.objects.get_or_create(
        username=f"{school.slug}-{human.pk}", defaults={"display_name": str(human)}
    )
    Membership.objects.get_or_create(account=account, school=school, defaults={"person_id": human.pk})
    return account


def ask_nobody_to_read_rules(now: datetime) -> None:
    """Write empty rules for users: nobody is stopped at the first sign-in."""
    UserRules.objects.bulk_create(
        UserRules(group=group, number=1, text="", asks_again=False, made_at=now) for group in UserGroup
    )


@dataclass
class World:
    """The parts of the small school that tests name."""

    school: Any
    year: AcademicYear
    calendar: Calendar
    terms: list[Term]
    school_class: SchoolClass
    other_class: SchoolClass
    algebra: Course
    english: Course
    other_course: Course
    lessons: list[Lesson]
    english_lessons: list[Lesson]
    plan: LessonPlan
    admin: Person
    director: Person
    deputy: Person
    secretary: Person
    teacher: Person
    english_teacher: Person
    homeroom: Person
    pupils: list[Person]
    stranger: Person
    mother: Person
    other_mother: Person
    accounts: dict[int, Account] = field(default_factory=dict)


def build_world(school: Any, preset: str = "school_2", today: date = TODAY, zone: ZoneInfo = ZONE) -> World:
    """Fill an empty school; ids are equal in every school filled first thing.

    With another `today` the whole year is moved by so many days; every weekday is a school day then.
    """
    moved = today - TODAY
    year_start = YEAR_START + moved
    SchoolCard.objects.create(full_name="Школа для проверок", short_name="Школа", time_zone=str(zone))
    RegulationVersion.objects.create(effective_from=year_start, preset=preset)
    ask_nobody_to_read_rules(at(year_start, "12:00", zone))
    year = AcademicYear.objects.create(title="2026/27", starts_on=year_start, ends_on=date(2027, 8, 31) + moved)
    calendar = Calendar.objects.create(year=year, title="5–9 классы", week_days=7 if moved else 6)
    spans = [("09-01", "10-24"), ("11-02", "12-30")]
    terms = [
        Term.objects.create(
            calendar=calendar,
            kind="quarter",
            number=n,
            starts_on=date.fromisoformat(f"2026-{start}") + moved,
            ends_on=date.fromisoformat(f"2026-{end}") + moved,
        )
        for n, (start, end) in enumerate(spans, 1)
    ]
    bells = BellSchedule.objects.create(year=year, title="Основное")
    for number, (start, end) in enumerate((("08:00", "08:40"), ("08:50", "09:30"), ("09:45", "10:25")), 1):
        Bell.objects.create(schedule=bells, number=number, starts_at=start, ends_at=end)
    room = Room.objects.create(number="301", number_key="301")
    classes = [
        SchoolClass.objects.create(
            year=year,
            calendar=calendar,
            name=name,
            name_key=normal(name),
            grade_level=7,
            letter=name[1:],
            sort_key=f"07{name[1:].lower()}",
        )
        for name in ("7А", "7Б")
    ]
    admin = employee("Шилова", "Марина", "Денисовна", "administrator", starts_on=year_start)
    director = employee("Герасимова", "Вера", "Васильевна", "director", starts_on=year_start)
    deputy = employee("Королёва", "Алевтина", "Романовна", "deputy", starts_on=year_start)
    secretary = employee("Зимина", "Ольга", "Петровна", "secretary", starts_on=year_start)
    teacher = employee("Ёлкина", "Нина", "Сергеевна", "teacher", starts_on=year_start)
    english_teacher = employee("Осипова", "Наталья", "Игоревна", "teacher", starts_on=year_start)
    homeroom = employee("Сафонова", "Елена", "Викторовна", "teacher", starts_on=year_start)
    HomeroomTeacher.objects.create(school_class=classes[0], employee_id=homeroom.pk, starts_on=year_start)
    pupils = [
        pupil("Антонов", "Пётр", classes[0], starts_on=year_start),
        pupil("Ёжикова", "Мария", classes[0], starts_on=year_start),
        pupil("Яковлев", "Олег", classes[0], starts_on=year_start),
    ]
    stranger = pupil("Жуков", "Лев", classes[1], starts_on=year_start)
    mother = person("Антонова", "Ирина", "Львовна", phone="+79000000001")
    other_mother = person("Жукова", "Анна", "Ильинична", phone="+79000000002")
    Guardianship.objects.create(guardian=mother, pupil_id=pupils[0].pk, relation="mother", starts_on=year_start)
    Guardianship.objects.create(guardian=other_mother, pupil_id=stranger.pk, relation="mother", starts_on=year_start)
    algebra_subject = Subject.objects.create(name="алгебра", short_name="алгебра", name_key="алгебра")
    english_subject = Subject.objects.create(
        name="иностранный язык (английский)", short_name="англ. яз.", name_key="иностранный язык (английский)"
    )
    plan = LessonPlan.objects.create(year=year, subject=algebra_subject, grade_level=7, title="Алгебра, 7 класс")
    for number in range(1, 11):
        PlanLine.objects.create(plan=plan, number=number, topic=f"Тема {number}", homework=f"№ {number}")
    group = StudyGroup.objects.create(
        year=year, school_class=classes[0], subject=english_subject, name="1 гр.", name_key="1 гр."
    )
    for member in pupils[:2]:
        StudyGroupMember.objects.create(group=group, pupil_id=member.pk, starts_on=year_start)
    common = {"year": year, "calendar": calendar}
    algebra = Course.objects.create(subject=algebra_subject, school_class=classes[0], plan=plan, sort_key="1", **common)
    english = Course.objects.create(
        subject=english_subject, school_class=classes[0], study_group=group, sort_key="2", **common
    )
    other_course = Course.objects.create(subject=algebra_subject, school_class=classes[1], sort_key="3", **common)
    for course, who in ((algebra, teacher), (english, english_teacher), (other_course, english_teacher)):
        TeachingLoad.objects.create(course=course, employee_id=who.pk, starts_on=year_start)
    monday = date(2026, 11, 9) + moved
    days = [monday + timedelta(days=n) for n in (0, 2, 4, 7, 9, 11, 14, 16)]  # Mon, Wed, Fri

    def lesson(course: Course, who: Person, day: date, number: int, start: str, end: str) -> Lesson:
        return Lesson.objects.create(
            course=course,
            employee_id=who.pk,
            room=room,
            date=day,
            number=number,
            starts_at=at(day, start, zone),
            ends_at=at(day, end, zone),
        )

    lessons = [lesson(algebra, teacher, day, 1, "08:00", "08:40") for day in days]
    english_lessons = [lesson(english, english_teacher, day, 2, "08:50", "09:30") for day in days]
    lesson(other_course, english_teacher, days[0], 3, "09:45", "10:25")
    world = World(
        school=school,
        year=year,
        calendar=calendar,
        terms=terms,
        school_class=classes[0],
        other_class=classes[1],
        algebra=algebra,
        english=english,
        other_course=other_course,
        lessons=lessons,
        english_lessons=english_lessons,
        plan=plan,
        admin=admin,
        director=director,
        deputy=deputy,
        secretary=secretary,
        teacher=teacher,
        english_teacher=english_teacher,
        homeroom=homeroom,
        pupils=pupils,
        stranger=stranger,
        mother=mother,
        other_mother=other_mother,
    )
    everyone = [admin, director, deputy, secretary, teacher, english_teacher, homeroom, *pupils, stranger]
    Consent.objects.bulk_create(Consent(person=human, given=True, given_on=year_start) for human in everyone)
    for human in [*everyone, mother, other_mother]:
        world.accounts[human.pk] = account_for(human, school)
    return world
