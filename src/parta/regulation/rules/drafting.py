"""The school's own changes over a preset: read, put, taken back, compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from parta.regulation.enums import Preset, Source
from parta.regulation.rules.parse import preset_table, settings_of
from parta.regulation.rules.tree import SPECS, Regulation, Setting

Changes = Mapping[str, Mapping[str, Any]]
ACT_WORDS = ("title", "short")


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting that two regulations decide differently, or by another clause."""

    group: str
    name: str
    before: Setting[Any]
    after: Setting[Any]

    @property
    def value_changed(self) -> bool:
        """Tell a new value from the same one with another clause behind it."""
        return self.before.value != self.after.value or _values(self.before) != _values(self.after)


def known_setting(group: str, name: str) -> bool:
    """Tell whether the catalogue has this setting."""
    return name in SPECS.get(group, {})


def raw_entry(preset: str, changes: Changes, group: str, name: str) -> Mapping[str, Any]:
    """Give a setting as it is written: in the school's changes, else in the preset, else in the default."""
    for table in (changes, preset_table(preset), preset_table(Preset.DEFAULT)):
        entry = table.get(group, {}).get(name)
        if entry is not None:
            return dict(entry)
    raise KeyError(f"{group}.{name}")


def with_entry(changes: Changes, group: str, name: str, entry: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the changes with one setting decided by the school's own act."""
    found = {key: dict(settings) for key, settings in changes.items()}
    found.setdefault(group, {})[name] = {**entry, "source": str(Source.OWN)}
    return found


def without_entry(changes: Changes, group: str, name: str) -> dict[str, dict[str, Any]]:
    """Give the changes without one setting: the preset speaks again."""
    found = {key: dict(settings) for key, settings in changes.items()}
    found.get(group, {}).pop(name, None)
    return {key: settings for key, settings in found.items() if settings}


def with_act(changes: Changes, *, title: str, short: str) -> dict[str, dict[str, Any]]:
    """Give the changes with the school's own name for the act."""
    found = {key: dict(settings) for key, settings in changes.items()}
    found["act"] = {"title": title, "short": short}
    return found


def differences(before: Regulation, after: Regulation) -> Iterator[Difference]:
    """Go through the settings whose value, clause or words differ, in the catalogue's order."""
    for (group, name, old), (_, _, new) in zip(settings_of(before), settings_of(after), strict=True):
        if (old.value, old.clause, _values(old)) != (new.value, new.clause, _values(new)):
            yield Difference(group, name, old, new)


def _values(setting: Setting[Any]) -> tuple[Any, ...]:
    return tuple(reading.value for reading in setting.readings())
