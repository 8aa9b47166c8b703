"""What a phone gets to keep the diary: the manifest, the worker, whose a page is and for how long."""

import json

import pytest
from django.contrib.staticfiles import finders

READS = 60 * 60 * 24 * 14


def test_the_manifest_describes_the_diary_of_this_school(world, browser_of):
    answer = browser_of(world.mother).get("/alpha/diary/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    found = json.loads(answer.content)
    assert (found["lang"], found["display"], found["start_url"]) == ("ru", "standalone", "/alpha/diary/")
    assert found["name"].startswith("Дневник · ")
    for icon in found["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))
    assert {icon["sizes"] for icon in found["icons"]} >= {"192x192", "512x512"}


def test_the_worker_stands_beside_the_diary_and_reaches_nothing_else(world, browser_of):
    answer = browser_of(world.pupils[0]).get("/alpha/diary/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
    assert answer.content.decode().startswith('importScripts("/static/parta/js/worker')


@pytest.mark.parametrize("path", ["", "week/", "marks/", "results/", "absences/"])
def test_a_page_says_whose_it_is_and_for_how_long(world, browser_of, noon, path):
    answer = browser_of(world.mother).get(f"/alpha/diary/{path}")
    assert answer.headers["X-Parta-Keep"] == f"{world.accounts[world.mother.pk].pk} {READS}"
    assert answer.headers["Cache-Control"] == "no-store"


def test_no_other_page_may_be_kept(world, browser_of):
    browser = browser_of(world.homeroom)
    for path in ("day/", "journal/", "office/", "office/people/"):
        assert "X-Parta-Keep" not in browser.get(f"/alpha/{path}").headers
    for path in ("manifest.webmanifest", "worker.js"):
        assert browser.get(f"/alpha/diary/{path}").status_code == 403


def test_signing_out_clears_a_familys_browser_and_spares_a_writers_queue(world, browser_of):
    for person, wanted in ((world.mother, '"cache", "storage"'), (world.teacher, '"cache"')):
        browser = browser_of(person)
        browser.get("/alpha/")
        assert browser.post("/doors/logout/").headers["Clear-Site-Data"] == wanted
