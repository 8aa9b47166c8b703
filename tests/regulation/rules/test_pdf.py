"""What is a PDF that may be shown to everybody."""

import pytest

from parta.kernel.decisions import Refused
from parta.kernel.files import MEBIBYTE
from parta.regulation.rules.pdf import pages_of
from tests.factories.pdfs import pdf

LIMIT = MEBIBYTE


@pytest.mark.parametrize(("content", "pages"), [(pdf(), 1), (pdf(3), 3), (pdf(link=True), 1)])
def test_pages_of_an_ordinary_document(content, pages):
    assert pages_of(content, limit=LIMIT) == pages


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "act_not_pdf"),
        (b"<html><script>alert(1)</script>", "act_not_pdf"),
        (b"GIF89a" + pdf(), "act_not_pdf"),
        (pdf()[:-60], "act_not_pdf"),
        (b"%PDF-1.7 <script>alert(1)</script> %%EOF", "act_not_pdf"),
        (b"%PDF-1.7\n" + b"0" * LIMIT + b"%%EOF", "act_too_big"),
        (pdf(locked=True), "act_encrypted"),
        (pdf(script=True), "act_active"),
        (pdf(attached=True), "act_active"),
        (pdf(launches=True), "act_active"),
        (pdf(0), "act_not_pdf"),
    ],
)
def test_what_is_refused(content, code):
    with pytest.raises(Refused) as refused:
        pages_of(content, limit=LIMIT)
    assert refused.value.decision.code == code
