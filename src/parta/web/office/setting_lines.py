"""Settings of the regulation in words, for every page that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from parta.regulation.enums import Source
from parta.regulation.rules.drafting import Difference
from parta.regulation.rules.parse import settings_of
from parta.regulation.rules.tree import Regulation, Setting
from parta.web.ui.filters import clause_url
from parta.wording.regulation import GROUP_TITLES, SOURCES, setting_title, setting_value


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting in words."""

    group: str
    name: str
    title: str
    value: str
    clause: str
    quote: str
    source: str
    own: bool
    first: bool
    changed: bool
    href: str = ""


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """What one act says otherwise than another; `before` and `after` are equal where only the clause differs."""

    group: str
    name: str
    title: str
    before: str
    after: str
    clause: str


def groups_of(rules: Regulation, changed: frozenset[str] = frozenset()) -> list[tuple[str, list[SettingLine]]]:
    """Put a regulation into words, group by group; further clauses about the same thing follow on their own lines.

    `changed` names the settings that differ from another act.
    """
    found: dict[str, list[SettingLine]] = {}
    for group, name, setting in settings_of(rules):
        lines = found.setdefault(group, [])
        for place, reading in enumerate(setting.readings()):
            lines.append(_line(group, name, reading, rules, first=not place, changed=name in changed and not place))
    return [(GROUP_TITLES[group], lines) for group, lines in found.items()]


def _line(
    group: str, name: str, reading: Setting[Any], rules: Regulation, *, first: bool, changed: bool
) -> SettingLine:
    silent = reading.source == Source.DEFAULT
    return SettingLine(
        group,
        name,
        setting_title(name) if first else f"{setting_title(name)}: другой пункт",
        setting_value(name, reading.value),
        "" if silent else _clause(reading, rules),
        "" if silent else reading.clause.quote,
        SOURCES[reading.source],
        reading.source == Source.OWN,
        first,
        changed,
        "" if silent else clause_url(reading.clause),
    )


def difference_lines(rows: Iterable[Difference], after: Regulation) -> list[DifferenceLine]:
    """Put differences into words."""
    return [
        DifferenceLine(
            row.group,
            row.name,
            setting_title(row.name),
            said(row.name, row.before),
            said(row.name, row.after),
            where(row.after, after) if row.after.source != Source.DEFAULT else "",
        )
        for row in rows
    ]


def said(name: str, setting: Setting[Any]) -> str:
    """Say everything that the act says of a setting, the main clause first."""
    return "; ".join(dict.fromkeys(setting_value(name, reading.value) for reading in setting.readings()))


def where(setting: Setting[Any], rules: Regulation) -> str:
    """Say in which clauses it stands; another act is named."""
    return "; ".join(dict.fromkeys(told for reading in setting.readings() if (told := _clause(reading, rules))))


def _clause(reading: Setting[Any], rules: Regulation) -> str:
    number = f"п. {reading.clause.number}" if reading.clause.number else ""
    other = reading.clause.act if reading.clause.act != rules.act.short else ""
    return ", ".join(part for part in (other, number) if part)
