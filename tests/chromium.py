"""The browser of the journeys and of the pictures: found once, started alike, and cut off from every other machine."""

import shutil
from typing import Any

# Names and addresses but this machine's own lead nowhere, and what asks no resolver goes to a proxy that is not there.
ONLY_THIS_MACHINE = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--proxy-server=127.0.0.1:9",
    "--proxy-bypass-list=<-loopback>;127.0.0.1;localhost",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", *ONLY_THIS_MACHINE]


def program() -> str | None:
    """Find Chromium."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def launch(playwright: Any) -> Any:
    """Start Chromium."""
    return playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
