"""A region's portal: a real server of OpenID Connect on this machine, honest or bent."""

import base64
import json
import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app

with warnings.catch_warnings():  # it still imports what authlib will drop one day
    warnings.simplefilter("ignore")
    import oidc_provider_mock

KEY = RSAKey.generate_key(2048, {"kid": "another"}, private=True)


class Portal:
    """The server as tests steer it.

    `bend` changes the claims of tokens, which are then signed by another key; `own_key`: and that key is shown as the
    portal's. `broken` is a status that every answer has instead.
    """

    def __init__(self):
        self.app = oidc_provider_mock.app()
        self.url, self.asked, self.tokens = "", [], []
        self.be_honest()

    def be_honest(self):
        """Forget how it was bent."""
        self.bend, self.own_key, self.broken, self.algorithm = None, False, 0, "RS256"

    def __call__(self, environ, start_response):
        """Answer as the provider does, or bent."""
        path = environ["PATH_INFO"]
        self.asked.append(path)
        if self.broken:
            start_response(f"{self.broken} No", [])
            return [b""]
        found, status, headers = run_wsgi_app(self.app, environ, buffered=True)
        body = b"".join(found)
        if path == "/jwks" and self.own_key:
            body = json.dumps({"keys": [KEY.as_dict(private=False)]}).encode()
        if path == "/oauth2/token" and self.bend and status.startswith("200"):
            told = json.loads(body)
            told["id_token"] = self._signed(self.bend(claims_of(told["id_token"])))
            body = json.dumps(told).encode()
        headers["Content-Length"] = str(len(body))
        start_response(status, list(headers))
        return [body]

    def _signed(self, claims):
        if self.algorithm == "none":
            head = base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
            said = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
            return f"{head}.{said}."
        return jwt.encode({"alg": self.algorithm, "kid": "another"}, claims, KEY)

    def knows(self, subject, **claims):
        """Let the portal know a user."""
        requests.put(f"{self.url}/users/{subject}", json=claims, timeout=5)

    def signed_in(self, address, subject):
        """Sign in at the portal as its user; give the address where the browser is sent."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


def claims_of(token):
    """Read a token without believing it."""
    said = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(said + "=" * (-len(said) % 4)))


def query_of(address):
    """Give the parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


@contextmanager
def portal_server() -> Iterator[Portal]:
    """Run a portal on a free port of this machine."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    logging.getLogger("oidc_provider_mock").setLevel(logging.ERROR)
    portal = Portal()
    server = make_server("localhost", 0, portal, threaded=True)
    portal.url = f"http://localhost:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
