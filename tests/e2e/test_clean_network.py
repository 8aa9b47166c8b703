"""The browser of the journeys reaches this machine's 127.0.0.1 and nothing else."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from playwright.sync_api import Error

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


class Greeting(BaseHTTPRequestHandler):
    """Answers everything."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"reached")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def greeting(host: str) -> Iterator[str]:
    """Serve on an address of this machine."""
    with HTTPServer((host, 0), Greeting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{host}:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of nobody."""
    with ExitStack() as end:
        context = browser.new_context()
        end.callback(context.close)
        yield context.new_page()


def test_this_machine_is_reached(page: Any) -> None:
    with greeting("127.0.0.1") as address:
        page.goto(address)
        assert page.inner_text("body") == "reached"


def test_an_address_that_listens_elsewhere_is_not(page: Any) -> None:
    with (
        greeting("127.0.0.2") as address,
        pytest.raises(Error, match=r"ERR_(PROXY_CONNECTION_FAILED|NAME_NOT_RESOLVED)"),
    ):
        page.goto(address)


@pytest.mark.parametrize("address", ["http://parta.example/", "https://192.0.2.1/", "http://[2001:db8::1]/"])
def test_names_and_addresses_outside_are_not(page: Any, address: str) -> None:
    with pytest.raises(Error, match=r"ERR_(PROXY_CONNECTION_FAILED|NAME_NOT_RESOLVED)"):
        page.goto(address)
