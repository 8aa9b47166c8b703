"""Portals: which addresses are safe to send people and secrets to."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
ENDPOINTS = frozenset({"authorization_endpoint", "token_endpoint", "jwks_uri"})
USERINFO = "userinfo_endpoint"
SIGNATURES = "id_token_signing_alg_values_supported"
SECRETS = "token_endpoint_auth_methods_supported"
BASIC, POST = "client_secret_basic", "client_secret_post"
SIGNED_BY_KEY = ("RS", "PS", "ES", "Ed")
"""How names of signatures begin that only the holder of a private key can make."""


def is_safe_address(address: str) -> bool:
    """Tell whether an address is HTTPS, or stands on this very machine: only there nobody listens in between."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username is not None or any(sign.isspace() or not sign.isprintable() for sign in address):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)


def is_issuer(address: str) -> bool:
    """Tell whether an address may be an issuer's: safe, with nothing after the path (OpenID Connect Discovery, 3)."""
    return is_safe_address(address) and not any(sign in address for sign in "?#")


def discovery_of(issuer: str) -> str:
    """Give the address where an issuer says how it is spoken with (OpenID Connect Discovery, 4)."""
    return f"{issuer.rstrip('/')}/.well-known/openid-configuration"


def understood(told: Any, issuer: str) -> dict[str, Any] | None:
    """Give what is needed of what an issuer says of itself; None where it speaks for another or names unsafe addresses.

    Of signatures only those by a private key are left: one by a shared secret, or none at all, proves nobody.
    """
    if not isinstance(told, Mapping) or told.get("issuer") != issuer:
        return None
    found = {name: told[name] for name in (*ENDPOINTS, USERINFO) if told.get(name)}
    if not found.keys() >= ENDPOINTS or not all(
        isinstance(one, str) and is_safe_address(one) for one in found.values()
    ):
        return None
    signed = [one for one in _names(told.get(SIGNATURES), "RS256") if one.startswith(SIGNED_BY_KEY)]
    return {**found, "issuer": issuer, SIGNATURES: signed, SECRETS: [secret_goes_by(told)]} if signed else None


def secret_goes_by(told: Mapping[str, Any]) -> str:
    """Tell how a portal wants the client's secret: in a header, as the standard has it, or in the body if so alone."""
    named = _names(told.get(SECRETS), BASIC)
    return POST if POST in named and BASIC not in named else BASIC


def _names(told: Any, default: str) -> list[str]:
    return [one for one in told if isinstance(one, str)] if isinstance(told, list) else [default]
