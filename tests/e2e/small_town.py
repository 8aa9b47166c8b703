"""Run in a process of its own: tables and one small school in an empty database; prints its ids as JSON.

The other schools of the journeys are copies of this one, so their ids are equal.
"""

import json
import sys
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

PASSWORD = "синий карандаш 7"


def midday_zone(now: datetime) -> ZoneInfo:
    """Give a zone where it is about noon: a journey never runs over midnight, whatever the hour here."""
    offset = 12 - now.hour
    return ZoneInfo(f"Etc/GMT{-offset:+d}" if offset else "Etc/GMT")


def main() -> None:
    """Fill the database that the settings name."""
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password

    from parta.installation.models import Account
    from parta.installation.schools import enter_public, inside
    from parta.installation.services.schools import create_school
    from parta.installation.services.setup import bring_up_to_date

    bring_up_to_date(progress=lambda _what, _schema: None)
    school = create_school(slug=sys.argv[1], name="Школа № 7")
    zone = midday_zone(datetime.now(UTC))
    today = datetime.now(zone).date()
    with inside(school):
        facts = fill(school, today, zone)
    enter_public()
    Account.objects.update(password=make_password(PASSWORD))
    print(json.dumps({**facts, "today": today.isoformat(), "zone": str(zone)}))  # noqa: T201


def fill(school: object, today: date, zone: ZoneInfo) -> dict[str, object]:
    """Build the usual small school around today, and what the journeys need besides."""
    from parta.curriculum.models import TeachingLoad
    from parta.people.models import Guardianship
    from parta.timetable.models import Lesson
    from tests.factories.small_school import account_for, at, build_world, person, pupil

    world = build_world(school, today=today, zone=zone)
    start = world.year.starts_on

    def lesson(days: int, number: int, **more: object) -> Lesson:
        day = today + timedelta(days=days)
        hours = {"starts_at": at(day, "09:45", zone), "ends_at": at(day, "10:25", zone)}
        return Lesson.objects.create(
            **{"course": world.algebra, "employee_id": world.teacher.pk, "date": day, "number": number, **hours, **more}
        )

    yesterday, tomorrow = lesson(-1, 3), lesson(1, 3)
    newcomer = pupil("Нилова", "Вера", world.school_class, starts_on=today - timedelta(days=3))
    leaver = pupil("Титов", "Глеб", world.school_class, starts_on=start, ends_on=today - timedelta(days=3))
    guardians = {"guardian": world.mother, "relation": "mother", "starts_on": start}
    Guardianship.objects.create(pupil_id=world.pupils[1].pk, **guardians)
    father = person("Яковлев", "Илья", "Олегович", phone="+79000000003")
    Guardianship.objects.create(guardian=father, pupil_id=world.pupils[2].pk, relation="father", starts_on=start)
    # A second teacher of the same journal.
    TeachingLoad.objects.create(course=world.algebra, employee_id=world.english_teacher.pk, starts_on=start)
    signing_in = ("admin", "director", "deputy", "secretary", "teacher", "english_teacher", "homeroom")
    named = {name: getattr(world, name) for name in (*signing_in, "mother", "other_mother")}
    for human in named.values():
        account_for(human, school)
    return {
        "people": {name: human.pk for name, human in named.items()},
        "pupils": [human.pk for human in world.pupils],
        "newcomer": newcomer.pk,
        "leaver": leaver.pk,
        "father": father.pk,
        "class": world.school_class.pk,
        "term": world.terms[1].pk,
        "course": world.algebra.pk,
        "english": world.english.pk,
        "lesson": world.lessons[5].pk,
        "yesterday": yesterday.pk,
        "tomorrow": tomorrow.pk,
        "old_lesson": world.lessons[1].pk,
        "english_lesson": world.english_lessons[5].pk,
    }


if __name__ == "__main__":
    main()
