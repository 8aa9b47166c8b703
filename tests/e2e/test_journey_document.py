"""An act's document: placed by the director, opened by a parent in the browser's own viewer, as our headers let it."""

import pytest
from playwright.sync_api import expect

from parta.demo.institutions import SCHOOL

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_a_document_opens_in_the_browsers_own_viewer(school, enter):
    director = enter("director")
    page = director.open("office/documents/")
    page.locator("summary", has_text="Разместить документ").click()
    page.get_by_label("Название").fill("Положение о журнале")
    page.get_by_label("Файл PDF").set_input_files(SCHOOL.act_file)
    page.locator("[name=starts_on]").fill("2026-09-01")
    page.get_by_role("button", name="Разместить").click()
    expect(page.get_by_text("Документ размещён.")).to_be_visible()

    mother = enter("mother")
    page = mother.open("office/documents/")
    saved = []
    page.on("download", lambda file: saved.append(file.suggested_filename))
    page.get_by_role("link", name="Положение о журнале", exact=True).click()
    # The viewer is an extension in a frame of its own: where the answer keeps it away, or saves a file, there is none.
    for _ in range(300):
        if any(frame.url.startswith("chrome-extension://") for frame in page.frames):
            break
        page.wait_for_timeout(100)
    assert any(frame.url.startswith("chrome-extension://") for frame in page.frames), [f.url for f in page.frames]
    assert saved == []
