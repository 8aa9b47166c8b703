"""`make shots`: pictures of the pages of the demo, wide, dark and on a phone, into var/shots.

With `--pictures` those of the READMEs are taken again, into docs/pictures.
"""

import base64
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "shots"
PICTURES = ROOT / "docs" / "pictures"
WIDE: Any = {"width": 1280, "height": 800}
PHONE: Any = {"width": 360, "height": 740}
LOOKS: dict[str, tuple[Any, Any]] = {"wide": (WIDE, "light"), "dark": (WIDE, "dark"), "phone": (PHONE, "light")}
# Who opens what; after a space, which link of that page is followed.
PAGES: dict[str, dict[str, str]] = {
    "": {
        "door": "/doors/login/",
        "recover": "/doors/recover/",
        "public-documents": "/school12/documents/",
        "leaflet": "/school12/about-diary/",
    },
    "klassruk": {
        "day": "/school12/day/",
        "behind": "/school12/day/behind/",
        "journals": "/school12/journal/",
        "journal": "/school12/journal/ table a:text('алгебра')",
        "journal-topics": "/school12/journal/ table a:text('алгебра') topics/",
        "lesson": "/school12/day/ main a[href*='/lessons/']",
        "asked": "/school12/requests/",
        "plans": "/school12/plans/",
        "own-hours": "/school12/day/hours/",
        "own-wishes": "/school12/day/wishes/",
        "course-plan": "/school12/journal/ table a:text('алгебра') plan/",
        "account": "/doors/account/",
        "sign-ins": "/doors/sign-ins/",
        "second-factor": "/doors/account/second/",
        "second-factor-app": "/doors/account/second/app/",
        "account-email": "/doors/account/email/",
    },
    "mama": {
        "diary": "/school12/diary/",
        "week": "/school12/diary/week/",
        "diary-timetable": "/school12/diary/timetable/",
        "calendars": "/school12/calendars/",
        "marks": "/school12/diary/marks/",
        "subject": "/school12/diary/marks/ main a[href*='/marks/1']",
        "results": "/school12/diary/results/",
        "curriculum-family": "/school12/diary/curriculum/",
        "absences": "/school12/diary/absences/",
        "control-works-family": "/school12/diary/control-works/",
    },
    "semya": {"diary-two": "/school12/diary/"},
    "uchenik": {"diary-pupil": "/school12/diary/"},
    "student": {
        "student": "/college/diary/",
        "student-attestation": "/college/diary/attestation/",
        "record-book": "/college/diary/record-book/",
    },
    "uchchast": {
        "office-college": "/college/office/",
        "debts": "/college/office/attestation/debts/",
        "timetable-college": "/college/office/timetable/",
    },
    "prepod": {"day-college": "/college/day/", "journals-college": "/college/journal/"},
    "secretary": {
        "secretary": "/school12/office/",
        "access-new": "/school12/office/access/new/",
        "appeal-new": "/school12/office/access/appeals/new/",
        "access-ages": "/school12/office/access/ages/",
        "enrolment": "/school12/office/movement/enrolment/",
        "transfer": "/school12/office/movement/transfer/",
        "class-graduation": "/school12/office/classes/ th a:text('9А') graduation/",
        "pupil": "/school12/office/movement/alphabet/ main table a[href*='/people/']",
        "pupil-edit": "/school12/office/movement/alphabet/ main table a[href*='/people/'] edit/",
        "pupil-name": "/school12/office/movement/alphabet/ main table a[href*='/people/'] name/",
        "pupil-movement": "/school12/office/movement/alphabet/ main table a[href*='/people/'] movement/",
        "pupil-certificate": "/school12/office/movement/alphabet/ main table a[href*='/people/'] certificate/",
        "parent-new": "/school12/office/movement/alphabet/ main table a[href*='/people/'] parents/new/",
    },
    "director": {
        "office": "/school12/office/",
        "office-sign-in": "/school12/office/sign-in/",
        "classes": "/school12/office/classes/",
        "class": "/school12/office/classes/ th a:text('7А')",
        "class-leaders": "/school12/office/classes/ th a:text('7А') leaders/",
        "class-day": "/school12/office/classes/ th a:text('7А') day/",
        "class-access": "/school12/office/classes/ th a:text('7А') access/",
        "class-marks": "/school12/office/classes/ th a:text('7А') marks/",
        "search": "/school12/office/search/?q=Петров",
        "people": "/school12/office/people/",
        "certificates": "/school12/office/movement/certificates/",
        "consents": "/school12/office/people/consents/?class=1&missing=on",
        "destruction": "/school12/office/people/destruction/",
        "access-left": "/school12/office/access/left/",
        "access-shut": "/school12/office/access/shut/",
        "class-committee": "/school12/office/classes/ th a:text('7А') committee/",
        "newcomers": "/school12/office/people/newcomers/",
        "person": "/school12/office/people/ main table a[href*='/people/']",
        "courses": "/school12/office/courses/",
        "requests": "/school12/office/requests/",
        "terms": "/school12/office/terms/",
        "gaps": "/school12/office/terms/ main a[href*='/gaps/']",
        "assessment-days": "/school12/office/terms/days/",
        "timetable": "/school12/office/timetable/",
        "changes": "/school12/office/timetable/changes/?date=2026-11-03",
        "substitution-log": "/school12/office/substitutions/log/?from=2026-11-01&to=2026-11-14",
        "mark-orders": "/school12/office/terms/orders/",
        "control": "/school12/office/control/",
        "control-late": "/school12/office/control/late/",
        "control-results": "/school12/office/control/results/",
        "control-silence": "/school12/office/control/silence/",
        "control-checks": "/school12/office/control/checks/",
        "topics": "/school12/office/control/topics/",
        "density": "/school12/office/control/density/",
        "control-works": "/school12/office/control-works/",
        "regulation": "/school12/office/regulation/",
        "regulation-text": "/school12/office/regulation/text/school_2/",
        "draft": "/school12/office/regulation/draft/",
        "trial": "/school12/office/regulation/trial/",
        "documents": "/school12/office/documents/",
        "jobs": "/school12/office/jobs/",
        "permissions": "/school12/office/permissions/",
        "audit": "/school12/office/audit/",
        "load": "/school12/office/load/",
        "load-course": "/school12/office/load/?q=7А main a[href*='/load/1']",
        "tariff": "/school12/office/load/tariff/",
        "load-balance": "/school12/office/load/balance/",
        "hours-given": "/school12/office/load/hours/",
        "rooms": "/school12/office/rooms/",
        "subjects": "/school12/office/subjects/",
        "calendar": "/school12/office/calendar/",
        "curriculum": "/school12/office/curriculum/",
        "curriculum-class": "/school12/office/curriculum/ th a:text('7А')",
        "timetable-norms": "/school12/office/timetable/norms/",
        "group-lists": "/school12/office/groups/",
        "load-norms": "/school12/office/curriculum/norms/",
        "joint-journals": "/school12/office/curriculum/joint/",
        "single-lessons": "/school12/office/load/?q=7А main a[href*='/load/1'] main .actions a:text('Отдельные занятия')",
        "staff": "/school12/office/staff/",
        "staff-orders": "/school12/office/staff/orders/",
        "qualification": "/school12/office/staff/qualification/",
        "movement": "/school12/office/movement/",
        "alphabet": "/school12/office/movement/alphabet/",
        "setup": "/school12/office/setup/",
        "progress": "/school12/office/control/progress/",
        "timetable-check": "/school12/office/timetable/check/",
        "class-card": "/school12/office/classes/ th a:text('7А') card/",
        "access-requests": "/school12/office/access/",
        "letters": "/school12/office/access/letters/",
        "appeals": "/school12/office/access/appeals/",
        "letter-texts": "/school12/office/access/texts/",
        "looks": "/school12/office/looks/",
        "psychology_pupils": "/school12/office/care/psychology/?whose=all",
        "completeness": "/school12/office/people/completeness/",
        "figures": "/school12/office/people/figures/",
        "data-checks": "/school12/office/people/checks/",
        "destruction-acts": "/school12/office/people/destruction/acts/",
        "compromises": "/school12/office/people/compromises/",
        "acquaintances": "/school12/office/documents/acquaintances/",
        "new-devices": "/school12/office/sign-in/devices/",
        "user-rules": "/school12/office/documents/rules/",
        "user-rules-edit": "/school12/office/documents/rules/staff/",
        "user-rules-readers": "/school12/office/documents/rules/staff/readers/",
        "support": "/school12/office/support/",
        "help": "/school12/help/",
        "help-director": "/school12/help/homeroom/",
    },
    "zavuch": {
        "import-marks": "/school12/office/imports/marks/",
        "deputy": "/school12/office/",
        "timetable-week": "/school12/office/timetable/week/",
        "calendar-history": "/school12/office/calendar/history/",
        "teacher-wishes": "/school12/office/timetable/making/ main a[href*='/wishes/']",
        "plan-new": "/school12/plans/new/",
        "plan": "/school12/plans/ main th a",
        "plan-edit": "/school12/plans/ main th a edit/",
    },
    "admin": {
        "schools": "/doors/schools/",
        "class-groups": "/school12/office/classes/ th a:text('7А') groups/",
        "course": "/school12/office/courses/ main td a:text('Исправить')",
        "imports": "/school12/office/imports/",
        "substitutions": "/school12/office/substitutions/?date=2026-11-03",
        "corrections": "/school12/office/people/corrections/",
        "practices": "/college/office/curriculum/ th a:text('Б-25') practices/",
        "semester": "/college/office/curriculum/ th a:text('Б-25')",
        "room-new": "/school12/office/rooms/new/",
        "wishes": "/school12/office/timetable/wishes/",
        "room-hours": "/school12/office/rooms/ main td a[href$='/hours/']",
        "subject-rooms": "/school12/office/rooms/subjects/",
        "subject-room": "/school12/office/rooms/subjects/ main table a[href*='/subjects/']",
        "room-lessons": "/school12/office/rooms/ main td a[href$='/lessons/']",
        "class-new": "/school12/office/classes/new/",
        "subject": "/school12/office/subjects/ main table a[href*='/subjects/']",
        "bells": "/school12/office/calendar/bells/",
        "years": "/school12/office/calendar/years/",
        "year-new": "/school12/office/calendar/years/new/",
        "timetable-making": "/school12/office/timetable/making/",
        "timetable-wall": "/school12/office/timetable/wall/",
        "timetable-versions": "/school12/office/timetable/versions/",
        "import-templates": "/school12/office/imports/templates/",
        "help-requests": "/school12/help/requests/",
        "college-home": "/college/office/",
        "college-load": "/college/office/load/",
        "programmes": "/college/office/curriculum/programmes/",
        "attestation": "/college/office/attestation/",
        "sheets": "/college/office/attestation/sheets/",
        "study-sessions": "/college/office/attestation/sessions/",
    },
}
PATIENCE = 180_000
COMPLAINTS: list[str] = []
# The pictures of the READMEs: of which page, in which look.
SHOWN = {"journal": "wide", "day": "wide", "diary-two": "phone", "control": "wide", "trial": "wide", "import": "wide"}
NEWCOMERS = """Класс;Фамилия;Имя;Отчество;Пол;Дата рождения
7А;Соболева;Анна;Ильинична;ж;14.03.2013
7А;Тихонов;Марк;Олегович;м;02.11.2013
7Б;Фомина;Дарья;Павловна;ж;31.02.2013
"""


@contextmanager
def demo() -> Iterator[str]:
    """Run the demo on a free port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "PARTA_PORT": str(port), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "parta.cli", "demo"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        for line in server.stdout or ():
            if "Парта открыта" in line:
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)


def enter(browser: Browser, address: str, login: str) -> Page:
    """Sign somebody in; nobody for an empty name."""
    page = browser.new_context(viewport=WIDE, locale="ru-RU").new_page()
    page.goto(address + "/doors/login/")
    if login:
        page.fill("[name=login]", login)
        page.fill("[name=password]", "parta-demo")
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
    return page


def come(page: Page, address: str, where: str) -> None:
    """Open a page (and what a link of it leads to, and what lies under that); complain of what does not open."""
    path, _, link = where.partition(" ")
    answer = page.goto(address + path)
    link, _, under = link.rpartition(" ") if link.endswith("/") else (link, "", "")
    if link and (found := page.locator(link).first).count():
        answer = page.goto(address + str(found.get_attribute("href")).partition("?")[0] + under)
    if answer is None or not answer.ok:
        COMPLAINTS.append(f"{where}: {answer and answer.status}")
    page.wait_for_timeout(500)


def shoot(page: Page, look: str, file: Path, *, whole: bool = False) -> None:
    """Take the picture of an open page in one look; a .webp is drawn by the browser, small."""
    size, scheme = LOOKS[look]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    if look == "phone":
        # What a page does once when it opens is seen in a window of this size from the start.
        page.reload()
    page.wait_for_timeout(300)
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        COMPLAINTS.append(f"{file.name}: шире окна")
    if file.suffix == ".webp":
        options = {"format": "webp", "quality": 82}
        drawn = page.context.new_cdp_session(page).send("Page.captureScreenshot", options)
        file.write_bytes(base64.b64decode(drawn["data"]))
    else:
        page.screenshot(path=file, full_page=whole)
    print(file.relative_to(ROOT), flush=True)  # noqa: T201


@contextmanager
def checked_import(page: Page, address: str) -> Iterator[None]:
    """Bring a small table in to be checked; afterwards nothing of it is left."""
    page.goto(address + "/school12/office/imports/")
    file: Any = {"name": "Новые ученики.csv", "mimeType": "text/csv", "buffer": NEWCOMERS.encode()}
    page.set_input_files("[name=files]", [file])
    page.get_by_role("button", name="Загрузить для проверки").click()
    page.get_by_role("button", name="Проверить").click()
    page.locator(".import-seen").wait_for(timeout=PATIENCE)
    yield
    page.locator("summary", has_text="Убрать всё").click()
    page.get_by_role("button", name="Убрать файлы").click()


def show(browser: Browser, address: str) -> None:
    """Take the pictures of the READMEs."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, look in SHOWN.items():
        login = next((login for login, pages in PAGES.items() if name in pages), "admin")
        page = enter(browser, address, login)
        file = PICTURES / f"{name}.webp"
        if name == "import":
            with checked_import(page, address):
                shoot(page, look, file)
        else:
            come(page, address, PAGES[login][name])
            shoot(page, look, file)
        page.context.close()


def walk(browser: Browser, address: str) -> None:
    """Take every page in every look."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for login, pages in PAGES.items():
        page = enter(browser, address, login)
        for name, where in pages.items():
            come(page, address, where)
            for look in LOOKS:
                shoot(page, look, FOLDER / f"{name}-{look}.png", whole=look == "phone")
        if login == "admin":
            with checked_import(page, address):
                for look in LOOKS:
                    shoot(page, look, FOLDER / f"import-{look}.png", whole=look == "phone")
        page.context.close()


def main() -> int:
    """Take the pictures that were asked for."""
    if chromium.program() is None:
        print("Chromium не найден. Поставьте его: apt-get install chromium")  # noqa: T201
        return 1
    with demo() as address, sync_playwright() as driver:
        browser = chromium.launch(driver)
        (show if "--pictures" in sys.argv else walk)(browser, address)
        browser.close()
    print(*COMPLAINTS, sep="\n")  # noqa: T201
    return 1 if COMPLAINTS else 0


if __name__ == "__main__":
    sys.exit(main())
