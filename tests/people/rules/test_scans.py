"""What a scan is, by its content: a PDF, a JPEG or a PNG, and no other file that Parta keeps elsewhere."""

import pytest

from parta.kernel.decisions import Refused
from parta.people.rules.scans import MOST_BYTES, scan_kind
from tests.factories.pdfs import pdf

PNG, JPEG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xff\xd8\xff\xe0" + b"\0" * 40


@pytest.mark.parametrize(("content", "kind"), [(PNG, "png"), (JPEG, "jpg"), (pdf(), "pdf")])
def test_each_is_known_by_its_content(content, kind):
    assert scan_kind(content) == kind


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"<html><script>alert(1)</script>", "people_scan_unknown"),
        (b"GIF89a" + b"\0" * 50, "people_scan_unknown"),
        (b"PK\x03\x04" + b"\0" * 50, "people_scan_unknown"),
        (pdf()[: len(pdf()) // 2], "people_scan_unknown"),
        (pdf(locked=True), "file_locked"),
        (pdf(script=True), "file_active"),
        (PNG + b"\0" * MOST_BYTES, "file_too_big"),
    ],
)
def test_what_is_none_is_refused(content, code):
    with pytest.raises(Refused) as refused:
        scan_kind(content)
    assert refused.value.decision.code == code
