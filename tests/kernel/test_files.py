"""Which file is this: by its bytes, whatever it is called."""

import signal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from parta.kernel.decisions import Refused
from parta.kernel.enums import FileKind
from parta.kernel.files import recognise, safe_name
from tests.factories.pdfs import circling, pdf

LIMIT = 1 << 20


def packed(*names, mimetype=""):
    """Give an office document with these parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), "pdf"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 20, "png"),
        (b"\xff\xd8\xff\xe0" + b"0" * 20, "jpg"),
        (packed("[Content_Types].xml", "word/document.xml", "word/media/basic.png"), "docx"),
        (packed("xl/workbook.xml"), "xlsx"),
        (packed("ppt/presentation.xml", "ppt/slides/slide1.xml"), "pptx"),
        (packed("content.xml", mimetype="application/vnd.oasis.opendocument.presentation"), "odp"),
    ],
)
def test_what_is_known(content, kind):
    assert recognise(content, limit=LIMIT) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"%PDF-" + b"0" * LIMIT, "file_too_big"),
        (b"<svg onload=alert(1)>", "file_unknown"),
        (b"<html><script>", "file_unknown"),
        (b"MZ\x90\x00", "file_unknown"),
        (b"PK\x03\x04broken", "file_unknown"),
        (packed("evil.exe"), "file_unknown"),
        (packed("a", mimetype="text/html"), "file_unknown"),
        (pdf(locked=True), "file_locked"),
        (pdf(script=True), "file_active"),
        (packed("word/document.xml", "word/vbaProject.bin"), "file_active"),
        (packed("Basic/Standard/Module1.xml", mimetype="application/vnd.oasis.opendocument.text"), "file_active"),
    ],
)
def test_what_is_refused(content, code):
    with pytest.raises(Refused) as refused:
        recognise(content, limit=LIMIT)
    assert refused.value.decision.code == code


def test_kinds_that_are_not_wanted_are_unknown():
    with pytest.raises(Refused) as refused:
        recognise(packed("xl/workbook.xml"), limit=LIMIT, kinds=(FileKind.PDF,))
    assert refused.value.decision.code == "file_unknown"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Слайды ё.pptx", "Слайды ё.pptx"),
        ("..\\..\\etc/passwd", "passwd.pptx"),
        ("evil.exe", "evil.exe.pptx"),
        ("\u202efdp.exe\0", "fdp.exe.pptx"),
        ("", "file.pptx"),
        ("...", "file.pptx"),
        ("а" * 500 + ".PPTX", "а" * 120 + ".pptx"),
    ],
)
def test_the_name_says_what_it_is(name, said):
    assert safe_name(name, FileKind.PPTX) == said


@pytest.fixture
def soon():
    """Break off what takes for ever."""

    def stop(*_):
        raise AssertionError("it does not end")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(10)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.usefixtures("soon")
def test_a_pdf_that_leads_in_circles_is_looked_through_once():
    assert recognise(circling(), limit=LIMIT) == "pdf"
    with pytest.raises(Refused) as refused:
        recognise(circling(action="/JavaScript"), limit=LIMIT)
    assert refused.value.decision.code == "file_active"
