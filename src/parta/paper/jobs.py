"""Long prints: the journals of a class, or of the whole school, asked for and made by the worker of jobs."""

import zipfile
from io import BytesIO

from parta.jobs.models import Job
from parta.jobs.running import Made, MadeFile, Run
from parta.jobs.services import ask_for_job
from parta.paper.books import Book, books_of, made_book, whose_title
from parta.paper.enums import Form
from parta.paper.services import keep, speaks_as_college
from parta.people.queries.actors import Frame
from parta.wording.plurals import counted

KIND = "journals"


def ask_for_journals(*, frame: Frame, class_id: int | None) -> Job:
    """Ask for the journals of a class, or of the school, as PDF; raises `NotVisible` where the actor sees none."""
    books = books_of(frame, class_id)
    title = (
        "Журналы школы" if class_id is None else f"Журнал: {whose_title(books[0], college=speaks_as_college(frame))}"
    )
    return ask_for_job(actor=frame.actor, kind=KIND, parameters={"class": class_id}, title=title, now=frame.now)


def print_journals(run: Run) -> Made:
    """Make one PDF a class; several go into a ZIP. Who asked sees what he or she sees when the job runs."""
    college = speaks_as_college(run.frame)
    books = books_of(run.frame, run.parameters["class"])
    total = sum(len(book.courses) for book in books)
    done = 0
    files: list[tuple[str, bytes]] = []
    for book in books:
        whose = whose_title(book, college=college)

        def read(number: int, before: int = done, whose: str = whose) -> None:
            run.step(before + number, total, whose)

        files.append((_name(book, college=college), made_book(run.frame, book, college=college, read=read)))
        done += len(book.courses)
    run.step(done, total, "")
    form = Form.SCHOOL_JOURNALS if run.parameters["class"] is None else Form.CLASS_JOURNALS
    keep(run.frame, form, {"class": run.parameters["class"], "courses": total})
    report = {"journals": counted(total, "журнал", "журнала", "журналов")}
    return Made(report=report, file=_file(files, f"Журналы {books[0].year}".replace("/", "–")))


def _name(book: Book, *, college: bool) -> str:
    return f"Журнал {whose_title(book, college=college)} {book.year}.pdf".replace("/", "–")


def _file(files: list[tuple[str, bytes]], title: str) -> MadeFile:
    if len(files) == 1:
        ((name, content),) = files
        return MadeFile(name, "application/pdf", content)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:  # PDF is packed already
        for name, content in files:
            archive.writestr(name, content)
    return MadeFile(f"{title}.zip", "application/zip", packed.getvalue())
