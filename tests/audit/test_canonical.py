"""The one form of a value that is hashed."""

from enum import StrEnum
from types import MappingProxyType

import pytest

from parta.audit.rules import canonical


class Kind(StrEnum):
    """A closed list, as acts and kinds are."""

    MARK = "mark"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": None}, '{"a":null,"b":1}'),
        ({"kind": Kind.MARK, "ё": [True, ("5", -2)]}, '{"kind":"mark","ё":[true,["5",-2]]}'),
        (MappingProxyType({"in": MappingProxyType({"x": "\n\u2028\x7f"})}), '{"in":{"x":"\\n\u2028\x7f"}}'),
        ([], "[]"),
    ],
)
def test_one_form(value, text):
    assert canonical(value) == text


@pytest.mark.parametrize(
    "value", [1.0, [1.5], {"a": ("5", [{"b": 2.5}])}, MappingProxyType({"a": 0.0}), {"a": object()}]
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError, match="may not hold"):
        canonical(value)
