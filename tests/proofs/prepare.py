"""Fills a throw-away installation with the small school and prints what a client needs; run in a process of its own."""

import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Draw tables, make the school, sign two teachers of one journal in."""
    sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src"), str(Path(__file__).resolve().parents[2])]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from parta.curriculum.models import TeachingLoad
    from parta.installation.schools import inside
    from parta.installation.services.schools import create_school
    from parta.installation.services.setup import bring_up_to_date
    from parta.installation.sessions import SessionStore
    from parta.journal.models import Work, WorkKind
    from tests.factories.small_school import YEAR_START, build_world

    bring_up_to_date(progress=lambda *_: None)
    school = create_school(slug="alpha", name="Школа для доказательств")
    with inside(school):
        world = build_world(school)
        TeachingLoad.objects.create(course=world.algebra, employee_id=world.homeroom.pk, starts_on=YEAR_START)
        kind = WorkKind.objects.first()
        works = [[str(Work.objects.create(lesson=world.lessons[5], kind=kind).pk) for _ in range(4)] for _ in range(5)]
    cookies = []
    for person in (world.teacher, world.homeroom):
        account = world.accounts[person.pk]
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session["seen"] = int(time.time())
        session.create()
        cookies.append(session.session_key)
    print(  # noqa: T201
        json.dumps(
            {
                "sessions": cookies,
                "course": world.algebra.pk,
                "works": works,
                "pupils": [pupil.pk for pupil in world.pupils],
            }
        )
    )


if __name__ == "__main__":
    main()
