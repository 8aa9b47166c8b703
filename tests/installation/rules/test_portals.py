"""Which portals are spoken with, and how."""

import pytest

from parta.installation.enums import PortalKind
from parta.installation.rules.portals import discovery_of, is_issuer, secret_goes_by, understood
from parta.regulation.enums import AuthMethod

ISSUER = "https://portal.example/realm"
TOLD = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


@pytest.mark.parametrize(
    ("address", "may"),
    [
        (ISSUER, True),
        ("http://localhost:5000", True),
        ("http://127.0.0.1", True),
        ("http://portal.example", False),
        ("https://user:secret@portal.example", False),
        ("https://portal.example/?a=1", False),
        ("https://portal.example/#a", False),
        ("https://portal.example\n", False),
        ("https://[::1", False),
        ("https://", False),
        ("ftp://portal.example", False),
        ("", False),
    ],
)
def test_an_issuer_is_secret_on_the_way_or_on_this_machine(address, may):
    assert is_issuer(address) is may


def test_where_a_portal_says_how_it_is_spoken_with():
    assert discovery_of(f"{ISSUER}/") == discovery_of(ISSUER) == f"{ISSUER}/.well-known/openid-configuration"


@pytest.mark.parametrize(
    ("more", "signatures"),
    [
        ({}, ["RS256"]),
        ({"id_token_signing_alg_values_supported": ["none", "HS256", "ES256", 5, "RS256"]}, ["ES256", "RS256"]),
        ({"id_token_signing_alg_values_supported": ["none", "HS256"]}, None),
        ({"issuer": "https://another.example"}, None),
        ({"token_endpoint": "http://portal.example/token"}, None),
        ({"userinfo_endpoint": "http://portal.example/me"}, None),
        ({"jwks_uri": None}, None),
        ({"jwks_uri": 5}, None),
    ],
)
def test_a_portal_speaks_for_itself_and_signs_by_a_private_key(more, signatures):
    found = understood({**TOLD, **more}, ISSUER)
    assert (found and found["id_token_signing_alg_values_supported"]) == signatures


@pytest.mark.parametrize("told", [None, [], "x", {}])
def test_what_is_no_answer_is_none(told):
    assert understood(told, ISSUER) is None


@pytest.mark.parametrize(
    ("named", "by"),
    [(None, "basic"), (["client_secret_post"], "post"), (["client_secret_post", "client_secret_basic"], "basic")],
)
def test_how_the_secret_goes(named, by):
    assert secret_goes_by({"token_endpoint_auth_methods_supported": named}) == f"client_secret_{by}"


def test_kinds_of_portals_are_ways_of_the_acts():
    assert {*PortalKind} == {*AuthMethod} - {AuthMethod.PASSWORD, AuthMethod.INVITATION_CODE}
