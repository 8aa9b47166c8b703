"""A weekly timetable made by the machine: OR-Tools CP-SAT, an optional extra of the package.

Only `times`, `rooms` and `search` import OR-Tools; what needs no solver (blocks, counting before the search) does not.
"""

from importlib.util import find_spec


def is_installed() -> bool:
    """Tell whether OR-Tools is there (`make timetable`)."""
    return find_spec("ortools") is not None
