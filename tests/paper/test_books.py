"""Journals to be stitched: a job that anybody who sees them all may ask for, one PDF a class, taken by who asked."""

import zipfile
from io import BytesIO

import pytest
from django.db import connection

from parta.audit.models import Event
from parta.jobs.models import Job, JobFile
from parta.jobs.running import Run, Stopped, Taken
from parta.journal.models import LessonEntry
from parta.kernel.decisions import NotVisible
from parta.paper.books import books_of, made_book
from parta.paper.jobs import ask_for_journals, print_journals
from parta.people.queries.actors import actor_for
from tests.paper.reading import A4_FLIPPED, says_archive, sizes, texts


def frame_of(world, who):
    return actor_for(account_id=world.accounts[getattr(world, who).pk].pk, school=world.school, request_id="r")


def performed(world, who, class_id):
    """Do a job as the worker does, its steps over the same connection."""
    frame = frame_of(world, who)
    job = ask_for_journals(frame=frame, class_id=class_id)
    Job.objects.filter(pk=job.pk).update(state="running", attempt=1)
    taken = Taken(job.pk, job.kind, job.parameters, job.account_id, job.person_id, 1)
    connection.ensure_connection()
    return job, print_journals(Run(frame=frame, school=world.school, taken=taken, side=connection.connection))


def test_the_journals_of_a_class_are_one_file_to_stitch(world, frozen):
    LessonEntry.objects.create(lesson=world.lessons[0], topic="Степень числа")
    job, made = performed(world, "homeroom", world.school_class.pk)
    assert job.title == "Журнал: 7А класс"
    assert made.file.name == "Журнал 7А класс 2026–27.pdf"
    pages = texts(made.file.content)
    # title, contents, two courses by two quarters by two sheets, the inscription
    assert len(pages) == 2 + 2 * 2 * 2 + 1
    assert "ЖУРНАЛ 7А класс 2026/27 учебный год" in pages[0]
    assert "Классный руководитель: Сафонова Елена Викторовна" in pages[0]
    assert "Листов: 11" in pages[0]
    assert "1 Алгебра Ёлкина Нина Сергеевна 3–6" in pages[1]
    assert "2 Иностранный язык (английский) · 1 гр. Осипова Наталья Игоревна 7–10" in pages[1]
    assert any("Степень числа" in page for page in pages)
    assert "Прошито, пронумеровано и скреплено печатью 11 листа(ов)" in pages[-1]
    assert all(f"лист {n} из 11" in page for n, page in enumerate(pages, 1))
    assert sizes(made.file.content) == {A4_FLIPPED}
    assert says_archive(made.file.content)


def test_the_school_is_a_file_a_class(world, frozen):
    _, made = performed(world, "deputy", None)
    with zipfile.ZipFile(BytesIO(made.file.content)) as archive:
        assert archive.namelist() == ["Журнал 7А класс 2026–27.pdf", "Журнал 7Б класс 2026–27.pdf"]
        assert "ЖУРНАЛ 7Б класс" in texts(archive.read(archive.namelist()[1]))[0]
    assert made.report == {"journals": "3 журнала"}
    event = Event.objects.get(act="paper.printed")
    assert event.subject == {"form": "school_journals", "class": None, "courses": 3}


@pytest.mark.parametrize(
    ("who", "sees"), [("homeroom", True), ("admin", True), ("teacher", False), ("secretary", False)]
)
def test_who_sees_every_journal_of_a_class_may_print_it(world, frozen, who, sees):
    frame = frame_of(world, who)
    if sees:
        assert [book.school_class for book in books_of(frame, world.school_class.pk)] == [world.school_class]
    else:
        with pytest.raises(NotVisible):
            books_of(frame, world.school_class.pk)
    with pytest.raises(NotVisible):
        books_of(frame, 10**9)


def test_the_button_asks_for_a_job_and_the_file_is_taken_once_asked(world, browser_of, frozen):
    browser = browser_of(world.homeroom)
    page = browser.get(f"/alpha/office/classes/{world.school_class.pk}/").content.decode()
    address = f"/alpha/office/classes/{world.school_class.pk}/journals/print/"
    assert address in page
    assert (
        address not in browser_of(world.teacher).get(f"/alpha/office/classes/{world.school_class.pk}/").content.decode()
    )
    answer = browser.post(address)
    job = Job.objects.get()
    assert answer.url == f"/alpha/office/jobs/{job.pk}/"
    Job.objects.update(state="done", ended_at=frozen.now)
    JobFile.objects.create(
        job=job, name="Журнал.pdf", mime="application/pdf", size=3, content=b"abc", kept_until="2099-01-01T00:00Z"
    )
    assert browser.get(f"/alpha/office/jobs/{job.pk}/file/").content == b"abc"
    event = Event.objects.get(act="jobs.file_taken")
    assert (event.subject, event.person_id) == ({"job": job.pk, "kind": "journals"}, world.homeroom.pk)
    assert browser_of(world.director).get(f"/alpha/office/jobs/{job.pk}/file/").status_code == 404
    assert Event.objects.filter(act="jobs.file_taken").count() == 1


def test_the_whole_school_is_asked_for_from_the_list_of_journals(world, browser_of, frozen):
    browser = browser_of(world.deputy)
    assert "/alpha/office/courses/print/" in browser.get("/alpha/office/courses/").content.decode()
    browser.post("/alpha/office/courses/print/")
    assert (Job.objects.get().title, Job.objects.get().parameters) == ("Журналы школы", {"class": None})


def test_a_stop_is_heard_between_journals(world, frozen):
    frame = frame_of(world, "deputy")
    book, _ = books_of(frame, None)
    seen = []

    def stop(number):
        seen.append(number)
        raise Stopped

    with pytest.raises(Stopped):
        made_book(frame, book, college=False, read=stop)
    assert seen == [1]
