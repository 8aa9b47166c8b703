"""The one engine of all pages: Jinja2 that escapes everything and knows no unknown name."""

from typing import Any

from jinja2 import Environment, StrictUndefined

from parta.web.family.filters import FILTERS as FAMILY
from parta.web.ui.addresses import door, static, url
from parta.web.ui.filters import FILTERS, moment_now


def environment(**options: Any) -> Environment:
    """Make the environment with the house's filters; a name that nobody gave is an error, not an empty place."""
    options |= {"autoescape": True, "undefined": StrictUndefined}
    made = Environment(**options)  # noqa: S701 - it is on
    made.filters.update(FILTERS)
    made.filters.update(FAMILY)
    made.globals.update(door=door, moment_now=moment_now, static=static, url=url)
    return made
