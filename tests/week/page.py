"""docs/week.md: what the same week comes to under every regulation, as a deputy would read it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from parta.journal.queries.control import LateRecord
from parta.journal.queries.owed import Owed
from parta.journal.queries.unput import Unput
from parta.kernel.decisions import Clause
from parta.regulation.enums import Cycle, Preset, Source
from parta.regulation.rules.parse import load_preset
from parta.regulation.rules.reminders import Reminder
from parta.wording.dates import WEEKDAYS, date_text, day_month, moment_text, until_text
from parta.wording.duties import DUTIES, lacking_text
from parta.wording.refusals import PARTA, clause_text
from parta.wording.reminders import reminder_text
from parta.wording.roles import role_name
from tests.week.outcomes import Outcome, Verdict
from tests.week.run import SUNDAY, Week
from tests.week.script import Act, script, words

PAGE = Path(__file__).resolve().parents[2] / "docs" / "week.md"
ORDER = (*(preset for preset in Preset if preset is not Preset.DEFAULT), Preset.DEFAULT)
"""The columns: the five acts, then what holds where an act is silent."""
_WITH_CLAUSE = frozenset({Verdict.YES, Verdict.LATE, Verdict.HINT, Verdict.REMINDED, Verdict.NO})


@dataclass(frozen=True, slots=True)
class Line:
    """One act that is told of: its number on the page, who, and what came of it in every column."""

    number: int
    act: Act
    who: str
    outcomes: tuple[Outcome, ...]

    @property
    def differs(self) -> bool:
        """Tell whether the five acts answer differently; the common rule does not count."""
        return len({(one.verdict, one.opens) for one in self.outcomes[:-1]}) > 1


def page(weeks: Sequence[Week]) -> str:
    """Write the whole page."""
    told, by_preset = words(), {week.preset: week for week in weeks}
    ordered = [by_preset[preset] for preset in ORDER]
    lines = list(_lines(ordered))
    parts = [told["head"], *_days(lines), _counts(lines), _differences(lines)]
    parts += [told["control"], *map(_control, ordered), told["quotes"], _quotes(ordered)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _lines(weeks: Sequence[Week]) -> Iterator[Line]:
    names, number = words()["people"], 0
    for place, act in enumerate(script()):
        if act.title:
            number += 1
            yield Line(number, act, names[act.who], tuple(week.outcomes[place] for week in weeks))


def _table(head: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    head = list(head)
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows) + "\n"


def _days(lines: list[Line]) -> Iterator[str]:
    told = words()
    head = ["№", told["when"], told["step"], *(told["columns"][preset] for preset in ORDER)]
    for day, group in groupby(lines, lambda line: line.act.day):
        yield f"## {WEEKDAYS[day.weekday()].capitalize()}, {day_month(day)}\n"
        yield _table(
            head,
            (
                [str(line.number), f"{line.act.at:%H:%M}", f"{line.who}: {_lowered(line.act.title)}", *_cells(line)]
                for line in group
            ),
        )


def _lowered(title: str) -> str:
    return title if title[:2].isupper() or title[0].isdigit() else title[0].lower() + title[1:]


def _cells(line: Line) -> Iterator[str]:
    told = words()
    for preset, outcome in zip(ORDER, line.outcomes, strict=True):
        cell = told["verdicts"][outcome.verdict]
        clause = _short(preset, outcome.clause) if outcome.verdict in _WITH_CLAUSE else ""
        yield ", ".join(part for part in (cell, clause, told["opens"] if outcome.opens else "") if part)


def _short(preset: Preset, clause: Clause | None) -> str:
    """Name a clause in a narrow cell: its number; the annex or the letter where it is not of the act itself."""
    if clause is None:
        return ""
    named = words()["acts"].get(clause.act)
    if named is None:
        assert clause.act == load_preset(preset).act.short, clause
        return clause.number
    return f"{named} {clause.number}".strip()


def _counts(lines: list[Line]) -> str:
    told = words()
    verdicts = [
        verdict for verdict in Verdict if any(one.verdict is verdict for line in lines for one in line.outcomes)
    ]
    rows = (
        [told["verdicts"][verdict], *(str(_count(lines, place, verdict)) for place in range(len(ORDER)))]
        for verdict in verdicts
    )
    return f"## {told['counts']}\n\n" + _table(["", *(told["columns"][preset] for preset in ORDER)], rows)


def _count(lines: list[Line], place: int, verdict: Verdict) -> int:
    return sum(line.outcomes[place].verdict is verdict for line in lines)


def _differences(lines: list[Line]) -> str:
    told = words()
    found = [line for line in lines if line.differs]
    parts = [told["differ"].format(all=len(lines), count=len(found))]
    for line in found:
        parts.append(f"\n**{line.number}. {line.act.title}** — {line.who}, {moment_text(line.act.at)}\n")
        said: dict[str, list[str]] = {}
        for preset, outcome in zip(ORDER, line.outcomes, strict=True):
            said.setdefault(_sentence(outcome), []).append(told["named"][preset])
        parts += [f"* {', '.join(names)} — {sentence}" for sentence, names in said.items()]
    return "\n".join(parts)


def _sentence(outcome: Outcome) -> str:
    told = words()["told"]
    if outcome.verdict in (Verdict.NO, Verdict.NOTHING):
        return outcome.text[0].lower() + outcome.text[1:]
    sentence = told[outcome.verdict].format(text=outcome.text)
    clause = clause_text(outcome.clause) if outcome.verdict in _WITH_CLAUSE else ""
    return f"{sentence} ({clause})." if clause else f"{sentence}."


def _control(week: Week) -> str:
    told, preset = words(), Preset(week.preset)
    silence = week.control.silence
    silent = "; ".join(f"{row.name}: {', '.join(map(date_text, row.silent))}" for row in silence.rows)
    title = told["silent_week"] if silence.unit is Cycle.WEEK else told["silent_day"]
    asked = load_preset(preset).attendance.homeroom_attendance_check
    looked = ", ".join(map(date_text, week.control.unchecked)) or told["all_checked"]
    if asked.source is Source.DEFAULT:
        looked = told["not_asked"]
    return "\n".join(
        [
            f"### {told['named'][preset]}\n",
            f"* {title} ({_short(preset, silence.clause)}): {silent or told['nobody_silent']}.",
            f"* {told['unchecked']}: {looked}.\n",
            f"{told['reminders']}:\n" if week.reminders else "",
            *(f"* {_reminder(preset, row)}" for row in week.reminders),
            "",
            f"{told['missing']}:\n" if week.control.overdue else f"{told['nothing_missing']}\n",
            *(f"* {_owed(preset, row)}" for row in week.control.overdue),
            f"\n{told['unput']}:\n" if week.control.unput else "",
            *(f"* {_unput(preset, row)}" for row in week.control.unput),
            f"\n{told['late_records']}:\n",
            _table(told["late_head"], (_late(preset, row) for row in reversed(week.late))),
        ]
    )


def _owed(preset: Preset, row: Owed) -> str:
    told = words()
    lesson = f"{row.class_name}, {row.title}, {date_text(row.day)}"
    due = f"{told['due']} {until_text(row.due)}, {_short(preset, row.clause)}"
    return f"{row.teacher}: {lesson} — {lacking_text(row.duty, row.work)} ({due})"


def _unput(preset: Preset, row: Unput) -> str:
    told = words()
    due = (
        f"{told['due'] if row.is_over(SUNDAY) else told['due_yet']} {until_text(row.due)}, {_short(preset, row.clause)}"
    )
    return (
        f"{row.teacher}: {row.class_name}, {row.title} — {told['missing_of'].format(row.missing, row.pupils)} ({due})"
    )


def _reminder(preset: Preset, row: Reminder) -> str:
    terminology = load_preset(preset).words.terminology.value
    whose = ", ".join(role_name(role, terminology).nominative for role in row.roles)
    text = reminder_text(row.duty, terminology)
    return f"{date_text(row.day)}: {text[0].lower()}{text[1:]} ({whose}; {_short(preset, row.clause)})"


def _late(preset: Preset, row: LateRecord) -> list[str]:
    day = date_text(row.day) if row.day else words()["quarter"]
    clause = row.clause if row.clause.act != PARTA else Clause(PARTA, "")
    return [
        f"{row.at:%d.%m %H:%M}",
        row.teacher.split(" ", maxsplit=1)[0],
        f"{row.class_name} {row.title}, {day}",
        DUTIES[row.duty],
        until_text(row.due),
        _short(preset, clause),
    ]


def _quotes(weeks: Iterable[Week]) -> str:
    found: dict[str, None] = {}
    for week in weeks:
        for outcome in week.outcomes:
            clause = outcome.clause
            if clause is not None and clause.quote:
                found.setdefault(f"* {clause_text(clause)}: «{clause.quote}»")
    return "\n".join(found)
