"""Every answer: proper status, a Russian sentence, never 500, never kept, whatever the request holds."""

import gzip
import json
import re
import time
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from tests.journal.services.conftest import on

FRIDAY = date(2026, 11, 20)
RUSSIAN = re.compile("[а-яё]{3,}", re.I)


@pytest.fixture
def quiet(world, browser_of):
    """A teacher's browser that is shown pages of errors as people are, not exceptions."""
    browser = browser_of(world.teacher)
    browser.raise_request_exception = False
    return browser


def proper(response, *statuses):
    """Check what every answer must have."""
    assert response.status_code in statuses, (response.status_code, response.content[:300])
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    if response.status_code >= 400 and response.content:
        packed = response.get("Content-Encoding") == "gzip"
        whole = (gzip.decompress(response.content) if packed else response.content).decode()
        text = json.loads(whole)["message"] if response["Content-Type"] == "application/json" else whole
        assert RUSSIAN.search(text), whole[:200]
        assert "psycopg" not in whole and "SELECT" not in whole
    return response


ADDRESSES = [
    "/",
    "/doors/",
    "/doors/login/",
    "/doors/login",
    "/doors/code/",
    "/doors/account/",
    "/doors/schools/",
    "/alpha",
    "/alpha/",
    "/alpha//",
    "//alpha/",
    "//alpha//diary/",
    "/alpha/../beta/",
    "/alpha/./",
    "/alpha/%2e%2e/",
    "/ALPHA/",
    "/Alpha/office/",
    "/школа/",
    "/%D1%88/",
    "/%FF%FE/",
    "/alpha/%00/",
    "/alpha/%ED%A0%80/",
    "/alpha/journal/99999999999999999999999/",
    "/alpha/journal/0/",
    "/alpha/journal/-1/",
    "/alpha/lessons/99999999999999999999999/",
    "/alpha/journal/1e5/",
    "/static/",
    "/static/../config/settings.py",
    "/static/%2e%2e/%2e%2e/settings.py",
    "/static/nothing.css",
    "/api/",
    "/health",
    "/favicon.ico",
    "/robots.txt",
    "/.env",
    "/alpha/.git/config",
    "/beta/",
    "/beta/office/",
    "/public/",
    "/school_alpha/",
    "/alpha-/",
    "/alphabet/",
    "/alpha\\",
    "/alpha;x=1/",
    "/alpha/%0d%0aX-Evil:%201/",
    "/doors/login/%0d%0a",
    "/alpha/diary/week/?date=0000-00-00",
    "/alpha/?" + "a=1&" * 5000,
    "/alpha/diary/?" + "x" * 60000,
    "/alpha/%F0%9F%98%80/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_odd_addresses_have_plain_answers(quiet, address):
    for browser in (quiet, Client(raise_request_exception=False)):
        proper(browser.get(address), 200, 301, 302, 400, 403, 404, 413, 422)


HEADERS = [
    {"CONTENT_TYPE": "text/plain; charset=utf-16"},
    {"CONTENT_TYPE": "multipart/form-data"},
    {"CONTENT_TYPE": "\x00"},
    {"HTTP_ACCEPT": "application/json\x00"},
    {"HTTP_USER_AGENT": "\x00\x1b[31m" + "ÿ" * 300},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 5000},
    {"HTTP_X_FORWARDED_FOR": "'"},
    {"HTTP_COOKIE": "parta_session=\x00; csrftoken=\x00"},
    {"HTTP_COOKIE": "parta_session=" + "a" * 5000},
    {"HTTP_COOKIE": "parta_session=' OR 1=1; messages=zz; csrftoken=1"},
    {"HTTP_X_CSRFTOKEN": "ё"},
    {"HTTP_REFERER": "\x00"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[::1"},
    {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
    {"HTTP_RANGE": "bytes=0-1"},
    {"HTTP_CONTENT_LENGTH": "-1"},
    {"CONTENT_LENGTH": "x"},
    {"HTTP_X_HTTP_METHOD_OVERRIDE": "PUT"},
    {"HTTP_ACCEPT_ENCODING": "gzip;q=x"},
    {"HTTP_ORIGIN": "null"},
    {"REMOTE_ADDR": ""},
    {"REMOTE_ADDR": "nonsense"},
]


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: str(headers)[:40])
@pytest.mark.parametrize("address", ["/doors/login/", "/alpha/day/?date=2026-11-20", "/alpha/nothing/?q=%FFё"])
def test_odd_headers_have_plain_answers(quiet, address, headers):
    proper(quiet.get(address, **headers), 200, 302, 400, 401, 404)
    proper(quiet.post(address, {"login": "a", "password": "b"}, **headers), 200, 302, 400, 401, 403, 404, 405, 422)


@pytest.mark.parametrize("charset", ["hex", "rot13", "idna", "utf-16", "zz", "\x00"])
def test_the_served_application_reads_utf8_whatever_the_charset(db, charset):
    from config.wsgi import application

    for form in (
        "text/plain",
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
    ):
        request = RequestFactory().generic("POST", "/doors/login/?next=%FF", b"login=%FF&password=b")
        environ = {**request.environ, "CONTENT_TYPE": f"{form}; charset={charset}"}
        answer = application(environ, lambda status, headers: None)
        assert answer.status_code in (400, 403), form


def test_a_foreign_host_is_not_served(client):
    client.raise_request_exception = False
    for host in ("evil.example", "testserver.evil.example", "a b", "localhost@evil.example"):
        proper(client.get("/doors/login/", HTTP_HOST=host), 400)


def test_no_method_is_answered_by_an_error_of_ours(quiet, world):
    for address in (
        "/",
        "/doors/login/",
        "/doors/schools/",
        "/doors/account/",
        "/alpha/",
        "/alpha/day/",
        "/alpha/office/",
    ):
        for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "GET\tX"):
            proper(quiet.generic(method, address), 200, 302, 403, 404, 405)


def test_pages_answer_head_as_get(quiet, world, frozen):
    for address in ("/alpha/day/", f"/alpha/journal/{world.algebra.pk}/", "/alpha/journals/"):
        assert quiet.head(address).status_code == quiet.get(address).status_code, address


def test_a_wrong_method_says_so_in_russian(quiet, world):
    response = proper(quiet.post("/alpha/day/"), 405)
    assert response["Allow"] and RUSSIAN.search(response.text)
    response = quiet.get(f"/alpha/journal/{world.algebra.pk}/operations")
    assert response.status_code == 405 and RUSSIAN.search(response.text)


def test_a_huge_form_is_413_and_a_broken_one_400(quiet, world):
    lesson = on(world, FRIDAY)
    address = f"/alpha/lessons/{lesson.pk}/"
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    strict.cookies = quiet.cookies
    for browser in (quiet, strict):
        proper(browser.post(address, {"topic": "ж" * 1_100_000}), 413)
        proper(browser.post(address, "a=1&" * 3000, content_type="application/x-www-form-urlencoded"), 413, 400)
        proper(browser.post(address, b"--x\r\nbroken", content_type="multipart/form-data; boundary=x"), 302, 400, 403)
        proper(browser.post(address, b"x", content_type="multipart/form-data"), 400, 403)


@pytest.mark.parametrize(
    "field",
    [
        {"topic": "ж" * 1001},
        {"topic": "a\x00b"},
        {"homework": "ж" * 4001},
        {"homework": "x", "minutes": "9999"},
        {"homework": "x", "minutes": "0"},
        {"homework": "x", "due": "9" * 30},
        {"homework": "x", "due": "٣"},
        {"homework": "x", "minutes": "9" * 5000},
        {"action": "plan-x"},
        {"action": "nonsense"},
        {"action": ""},
    ],
    ids=lambda field: str(field)[:30],
)
def test_the_plain_form_of_a_lesson_refuses_odd_fields_in_words(quiet, world, frozen, field):
    lesson = on(world, FRIDAY)
    response = proper(quiet.post(f"/alpha/lessons/{lesson.pk}/", field), 200, 302, 400, 422)
    odd = quiet.post(
        f"/alpha/lessons/{lesson.pk}/", {"absent": [str(world.pupils[0].pk)], f"code-{world.pupils[0].pk}": "x" * 500}
    )
    proper(odd, 200, 302, 400, 422)
    assert response is not odd


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"operations": "x"}',
        b'{"operations": [1]}',
        b'{"operations": [[]]}',
        b'{"operations": [{"op": null}]}',
        b"[" * 100_000,
        b'{"operations":' + b'{"a":' * 50_000,
        b"9" * 10_000,
        b'{"operations": [{"kind": {"a": []}}]}',
        b'{"operations": [' + b"{}," * 60 + b"{}]}",
        b'{"a": NaN}',
        b"\xef\xbb\xbf{}",
        b'{"operations": [{"op": "00000000-0000-0000-0000-000000000000", "kind": "note", "lesson": 1e999, "base": 0}]}',
    ],
    ids=lambda body: repr(body[:30]),
)
def test_bodies_that_are_no_operations(quiet, world, body):
    address = f"/alpha/journal/{world.algebra.pk}/operations"
    for kind in ("application/json", "application/json; charset=utf-8", "text/plain"):
        assert proper(quiet.post(address, body, content_type=kind), 400, 413).json()["message"]


def test_a_megabyte_of_operations_is_too_big(quiet, world):
    address = f"/alpha/journal/{world.algebra.pk}/operations"
    proper(quiet.post(address, b" " * (1024 * 1024 + 1), content_type="application/json"), 413)


def test_a_refused_value_that_looks_like_a_date_is_an_answer(quiet, world, frozen):
    row = {
        "op": str(uuid.uuid4()),
        "base": 0,
        "kind": "absence",
        "lesson": on(world, FRIDAY).pk,
        "pupil": world.pupils[0].pk,
    }
    body = json.dumps({"operations": [{**row, "value": "2026-99-99"}]})
    response = quiet.post(f"/alpha/journal/{world.algebra.pk}/operations", body, content_type="application/json")
    assert proper(response, 200).json()["answers"][0]["status"] == "refused"


def test_a_school_dropped_while_it_was_remembered_is_gone(quiet, world):
    assert quiet.get("/alpha/").status_code == 302
    with connection.cursor() as cursor:
        cursor.execute("ALTER SCHEMA school_alpha RENAME TO school_gone")
    try:
        proper(quiet.get("/alpha/day/"), 404)
    finally:
        connection.needs_rollback = False


def test_a_lost_database_is_busy_not_broken(quiet, world, monkeypatch):
    from django.db import OperationalError

    from parta.web.middleware import schools

    def lost(slug):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(schools, "school_by_slug", lost)
    proper(quiet.get("/alpha/day/"), 503)


def test_a_session_ended_during_a_request_ends_it_quietly(quiet, world, monkeypatch):
    from parta.installation.models import Session
    from parta.web.teacher.views import day

    def ended(**kwargs):
        Session.objects.all().delete()
        return original(**kwargs)

    original = day.day_page
    monkeypatch.setattr(day, "day_page", ended)
    session = quiet.session
    session["seen"] = int(time.time()) - 100
    session.save()
    response = quiet.get("/alpha/day/?date=2026-11-20")
    proper(response, 200)
    proper(quiet.get("/alpha/day/"), 302)


def _patterns(resolver, prefix=""):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)


def test_every_address_of_a_school_takes_any_method_and_any_numbers(quiet, world):
    for pattern in _patterns(get_resolver("parta.web.school_urls")):
        for value in ("0", "1", str(2**63), "9" * 40):
            filled = re.sub(r"<uuid:\w+>", str(uuid.uuid4()), pattern)
            address = "/alpha/" + re.sub(r"<(?:\w+:)?\w+>", value, filled)
            for send in (quiet.get, quiet.post, quiet.head, quiet.put):
                response = send(address + "?page=" + value + "&date=2026-11-20&q=%27%25_%5C&class=" + value)
                assert response.status_code < 500, (address, send)


def test_words_are_compressed_for_who_asks_and_documents_are_not(world, browser_of):
    browser = browser_of(world.teacher)
    for address in ("/alpha/journal/", f"/alpha/journal/{world.algebra.pk}/data"):
        plain, packed = browser.get(address), browser.get(address, headers={"Accept-Encoding": "gzip"})
        assert not plain.has_header("Content-Encoding")
        assert packed["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in packed["Vary"]
        assert b"<html" in gzip.decompress(packed.content) or json.loads(gzip.decompress(packed.content))
    sheet = browser_of(world.deputy).get("/alpha/office/people/?as=xlsx", headers={"Accept-Encoding": "gzip"})
    assert sheet.content.startswith(b"PK")
    assert not sheet.has_header("Content-Encoding")
