"""Reading a PDF as a program of the archive would: pages, their size, text, fonts, what it says of itself."""

from io import BytesIO
from typing import Any

import pypdfium2
from pypdf import PdfReader

A4_FLIPPED = (842, 595)
A4 = (595, 842)


def texts(content: bytes) -> list[str]:
    """Give the text of each page, lines joined."""
    with pypdfium2.PdfDocument(content) as document:
        found = []
        for page in document:
            words = page.get_textpage()
            found.append(" ".join(words.get_text_bounded().split()))
            words.close()
            page.close()
    return found


def sizes(content: bytes) -> set[tuple[int, int]]:
    """Give the sizes of the pages in points."""
    with pypdfium2.PdfDocument(content) as document:
        return {(round(width), round(height)) for width, height in map(document.get_page_size, range(len(document)))}


def metadata(content: bytes) -> str:
    """Give the XMP packet."""
    packet = PdfReader(BytesIO(content)).trailer["/Root"]["/Metadata"].get_data()
    return bytes(packet).decode()


def says_archive(content: bytes) -> bool:
    """Tell whether the file calls itself PDF/A-2b."""
    packet = metadata(content)
    return "<pdfaid:part>2</pdfaid:part>" in packet and "<pdfaid:conformance>B</pdfaid:conformance>" in packet


def fonts(content: bytes) -> dict[str, bool]:
    """Give the fonts of the pages and whether each one is inside the file."""
    found: dict[str, bool] = {}
    for page in PdfReader(BytesIO(content)).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            plain = font.get_object()
            for inner in [one.get_object() for one in plain.get("/DescendantFonts", [plain])]:
                own = inner["/FontDescriptor"].get_object()
                found[str(inner["/BaseFont"])] = any(key in own for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def left_edges(content: bytes, page: int, text: str) -> list[float]:
    """Give where a text stands on a page: distances from the left edge in points, in reading order."""
    with pypdfium2.PdfDocument(content) as document:
        sheet = document[page]
        words = sheet.get_textpage()
        search = words.search(text, match_whole_word=True)
        found = []
        while (place := search.get_next()) is not None:
            found.append(words.get_charbox(place[0])[0])
        search.close()
        words.close()
        sheet.close()
    return found


def right_edge(content: bytes, page: int = 0) -> float:
    """Give how far to the right any sign of a page reaches, in points."""
    with pypdfium2.PdfDocument(content) as document:
        sheet = document[page]
        words = sheet.get_textpage()
        edge = max(words.get_charbox(place)[2] for place in range(words.count_chars()))
        words.close()
        sheet.close()
    return edge
