"""/health, /health/ready, /metrics: for programs, before everything else, with no word about anybody."""

import pytest
from django.db import connection
from django.test import Client

from parta.installation.models import RESERVED_SLUGS
from parta.web.operator import answers
from parta.web.operator.figures import figures_text


@pytest.fixture(autouse=True)
def _tables_unseen():
    answers._tables_seen_fresh.clear()
    yield
    answers._tables_seen_fresh.clear()


def test_alive_under_any_name_without_https_and_without_a_database(settings):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    for address in ("/health", "/health/"):
        answer = client.get(address, headers={"host": "10.0.0.7"})
        assert (answer.status_code, answer.content) == (200, b"ok\n")
        assert answer["Cache-Control"] == "no-store"
    assert client.post("/health").status_code == 405
    assert client.get("/doors/login/").status_code == 301  # others are led to HTTPS


def test_ready_means_database_and_tables(alpha):
    client = Client()
    assert client.get("/health/ready").json() == {"database": "ok", "tables": "ok"}
    answers._tables_seen_fresh.clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM school_alpha.django_migrations WHERE app = 'audit' AND name = '0003_pupil_news'")
    behind = client.get("/health/ready")
    assert (behind.status_code, behind.json()) == (503, {"database": "ok", "tables": "behind"})


def test_not_ready_without_a_database(monkeypatch, django_db_blocker):
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
        answer = Client().get("/health/ready")
        assert (answer.status_code, answer.json()) == (503, {"database": "silent"})
        assert b"parta_database_up 0.0" in Client().get("/metrics").content
        connection.close()


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.5", {}, 404),
        ("", {}, 404),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 404),
        ("127.0.0.1", {"x-forwarded-proto": "https"}, 404),
        ("127.0.0.1", {"forwarded": "for=127.0.0.1"}, 404),
        ("10.0.0.5", {"authorization": "Bearer right-token"}, 200),
        ("127.0.0.1", {"x-forwarded-for": "8.8.8.8", "authorization": "Bearer right-token"}, 200),
        ("10.0.0.5", {"authorization": "Bearer wrong"}, 404),
        ("10.0.0.5", {"authorization": "Bearer "}, 404),
        ("10.0.0.5", {"authorization": "Bearer ж"}, 404),
    ],
)
def test_who_reads_the_figures(db, settings, address, headers, status):
    settings.METRICS_TOKEN = "right-token"
    assert Client(REMOTE_ADDR=address).get("/metrics", headers=headers).status_code == status


def test_without_a_token_none_fits(db, settings):
    settings.METRICS_TOKEN = ""
    assert Client(REMOTE_ADDR="10.0.0.5").get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_figures_name_views_and_nobody(world, browser_of):
    browser = browser_of(world.teacher)
    assert browser.get("/alpha/journal/").status_code == 200
    assert browser.get("/alpha/nowhere-at-all/").status_code == 404
    text = figures_text().decode()
    assert 'parta_requests_total{method="GET",status="200",view="teacher:journal_list"}' in text
    assert 'parta_request_seconds_bucket{le="10.0",view="teacher:journal_list"}' in text
    assert "parta_schools 2.0" in text
    assert "parta_worker_resident_bytes" in text
    for word in ("alpha/", '"alpha"', "nowhere-at-all", world.teacher.last_name):
        assert word not in text


def test_no_school_is_named_like_an_address_of_the_operator():
    assert {"health", "metrics"} <= RESERVED_SLUGS
