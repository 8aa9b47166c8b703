"""`python -m tests.act_pdfs`: the acts of the demo as PDF files, from the texts in docs/regulations into demo/acts.

The same texts, Chromium and fonts give the same bytes: nothing of the moment stays in a file.
"""

import re
import sys
from html import escape
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader, PdfWriter

from tests import chromium

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "demo" / "acts"
ACTS = {"school_2": ("2-school-2.txt", "УТВЕРЖДЕНО"), "kudymkar_college": ("4-kudymkar-college.txt", "РАССМОТРЕНО")}
"""Each act's text, and the words that it begins with: the stamp of somebody's signature before them is left out."""
STYLE = """
@page { size: A4; margin: 20mm 15mm 20mm 25mm; }
body { font: 11pt/1.4 "DejaVu Serif", serif; margin: 0; }
p { margin: 0 0 .5em; text-align: justify; } .stamp { margin: 0 0 2em 55%; text-align: left; }
h2 { font-size: 11pt; text-align: center; margin: 1em 0 .6em; break-after: avoid; }
"""
FOOT = """<div style="font: 7pt 'DejaVu Serif'; width: 100%; margin: 0 15mm 0 25mm; display: flex; justify-content: space-between">
<span>Образец для демонстрации: текст опубликованного акта, без подписей и печатей</span><span class="pageNumber"></span></div>"""


def blocks_of(preset: str) -> list[str]:
    """Give the paragraphs of an act from the words it begins with."""
    name, begins = ACTS[preset]
    text = (ROOT / "docs" / "regulations" / name).read_text(encoding="utf-8")
    return [block.strip() for block in re.split(r"\n\s*\n", text[text.index(begins) :]) if block.strip()]


def page_of(title: str, blocks: list[str]) -> str:
    """Set the paragraphs as a page to print: headings, lines of lists, the stamp of approval at the right edge."""
    rows = []
    for place, block in enumerate(blocks):
        if block.startswith("**"):
            rows.append(f"<h2>{escape(block.strip('*'))}</h2>")
            continue
        lines = re.split(r"\n(?=- )", block)
        rows += [f"<p{'' if place else ' class=stamp'}>{escape(line)}</p>" for line in lines]
    return f"<!doctype html><html lang=ru><title>{escape(title)}</title><style>{STYLE}</style>{''.join(rows)}"


def printed(browser: Browser, preset: str) -> bytes:
    """Print an act, and leave out the moment of printing."""
    blocks = blocks_of(preset)
    title = " ".join(next(block for block in blocks if "оложение" in block).strip("*").split())
    page = browser.new_page()
    page.set_content(page_of(title, blocks))
    raw = page.pdf(
        prefer_css_page_size=True, display_header_footer=True, header_template="<span></span>", footer_template=FOOT
    )
    page.close()
    writer = PdfWriter(clone_from=PdfReader(BytesIO(raw)))
    writer.metadata = {"/Title": title}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def main() -> int:
    """Write every act."""
    if chromium.program() is None:
        print("Chromium не найден. Поставьте его: apt-get install chromium")  # noqa: T201
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = chromium.launch(driver)
        for preset in ACTS:
            file = FOLDER / f"{preset}.pdf"
            file.write_bytes(printed(browser, preset))
            print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} КБ", flush=True)  # noqa: T201
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
