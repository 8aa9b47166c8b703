"""Addresses in pages: inside the school of the request, of the doors outside any school, of static files."""

from functools import lru_cache

from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import get_script_prefix, reverse, set_script_prefix


def url(name: str, *args: object) -> str:
    """Give the address of a page inside the school of the request."""
    return _inside(name, get_script_prefix(), args)


@lru_cache(maxsize=10_000)
def _inside(name: str, prefix: str, args: tuple[object, ...]) -> str:
    return reverse(name, args=args)


@lru_cache(maxsize=100)
def door(name: str) -> str:
    """Give the address of a door: outside any school, whatever page asks."""
    prefix = get_script_prefix()
    set_script_prefix("/")
    try:
        return reverse(name, urlconf="config.urls")
    finally:
        set_script_prefix(prefix)


def static(name: str) -> str:
    """Give the address of a static file, with what it holds in its name."""
    return staticfiles_storage.url(name)
