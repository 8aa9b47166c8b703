"""The form of sessions of a part-time group."""

from collections.abc import Iterable
from typing import Any

from django import forms

from parta.school.enums import SessionKind
from parta.school.models import StudySession
from parta.school.queries.sessions import sessions_stamp
from parta.school.rules.sessions import SessionChange


class SessionsForm(forms.Form):
    """The sessions of a group, two empty rows for new ones; a row without dates is taken out.

    `stood` names the sessions that the page was made of.
    """

    def __init__(self, sessions: Iterable[StudySession], data: Any = None) -> None:
        super().__init__(data)
        rows = list(sessions)
        self.stood = sessions_stamp(rows) if data is None else data.get("stood", "")
        self.sessions: dict[str, StudySession | None] = {f"s{one.pk}": one for one in rows}
        self.sessions |= {"new1": None, "new2": None}
        for name, one in self.sessions.items():
            self.fields[f"{name}_kind"] = forms.ChoiceField(
                choices=[(kind.value, kind.value) for kind in SessionKind],
                initial=one.kind if one else SessionKind.EXAM,
                required=False,
            )
            for end, value in (("first", one and one.starts_on), ("last", one and one.ends_on)):
                self.fields[f"{name}_{end}"] = forms.DateField(
                    input_formats=["%Y-%m-%d"],
                    required=False,
                    initial=value,
                    error_messages={"invalid": "Дату пишут так: 2026-11-16."},
                )

    def clean(self) -> dict[str, Any]:
        """Ask for both days of a session that is not left empty."""
        said = super().clean() or {}
        for name in self.sessions:
            days = [said.get(f"{name}_{end}") for end in ("first", "last")]
            if any(days) and not all(days):
                self.add_error(None, "Сессии нужны первый и последний день.")
        return said

    def spans(self) -> list[SessionChange]:
        """Give the sessions that have dates."""
        said = self.cleaned_data
        return [
            SessionChange(
                one.pk if one else None,
                SessionKind(said.get(f"{name}_kind") or SessionKind.EXAM),
                said[f"{name}_first"],
                said[f"{name}_last"],
            )
            for name, one in self.sessions.items()
            if said[f"{name}_first"]
        ]
