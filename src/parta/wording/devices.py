"""Devices in words: what a browser says of itself, said shortly."""

from ipaddress import ip_address

_BROWSERS = (
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_words(user_agent: str) -> str:
    """Name the browser and the system of a `User-Agent`: «Chrome · Windows»; unknown ones are said so."""
    named = [next((word for sign, word in words if sign in user_agent), "") for words in (_BROWSERS, _SYSTEMS)]
    return " · ".join(word for word in named if word) or "Неизвестное устройство"


def short_address(address: str) -> str:
    """Give a network address without its last part; empty for what is none."""
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    if known.version == 4:
        return ".".join(address.split(".")[:2]) + ".*.*"
    return ":".join(known.exploded.split(":")[:3]) + ":*"
