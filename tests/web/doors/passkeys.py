"""A passkey in software: answers the challenges of a page as a browser with a key would."""

import html
import json
import re
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

ORIGIN = "http://testserver"


def asked_by(page: Any) -> dict[str, Any]:
    """Read the challenge that a page holds."""
    found = re.search(r'data-options="([^"]+)"', page.text)
    assert found
    options: dict[str, Any] = json.loads(html.unescape(found[1]))["publicKey"]
    return options


class Passkey:
    """One key of one site."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = token_bytes(16)

    def created(self, page: Any) -> str:
        """Answer «make a key»."""
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        data = self._data(0x41) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + public
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        return self._sent({"clientDataJSON": self._client("create", page), "attestationObject": attestation})

    def got(self, page: Any) -> str:
        """Answer «show the key»."""
        client, data = self._client("get", page), self._data(0x01)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._sent({"clientDataJSON": client, "authenticatorData": data, "signature": signature})

    def _client(self, act: str, page: Any) -> bytes:
        told = {"type": f"webauthn.{act}", "challenge": asked_by(page)["challenge"], "origin": ORIGIN}
        return json.dumps(told).encode()

    def _data(self, flags: int) -> bytes:
        return sha256(b"testserver").digest() + bytes([flags]) + bytes(4)

    def _sent(self, response: dict[str, bytes]) -> str:
        ident = websafe_encode(self.id)
        told = {name: websafe_encode(value) for name, value in response.items()}
        return json.dumps({"id": ident, "rawId": ident, "type": "public-key", "response": told})
