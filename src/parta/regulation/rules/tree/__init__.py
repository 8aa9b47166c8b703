"""A school's regulation as one frozen tree: every setting has a value, the clause that says so, and a source."""

from dataclasses import dataclass
from typing import Any, get_type_hints

from parta.regulation.enums import CredentialsIssuer
from parta.regulation.rules.tree.office import ArchiveSettings, ControlSettings, SetupSettings, WordSettings
from parta.regulation.rules.tree.people import AccessSettings, DoorSettings, PeopleSettings
from parta.regulation.rules.tree.service import CommunicationSettings, ServiceSettings
from parta.regulation.rules.tree.setting import Setting, Spec
from parta.regulation.rules.tree.teaching import (
    AttendanceSettings,
    HomeworkSettings,
    LessonSettings,
    MarkSettings,
    ResultSettings,
)

__all__ = ["GROUPS", "SPECS", "Act", "Regulation", "Setting", "Spec"]


@dataclass(frozen=True, slots=True)
class Act:
    """The document: its code among the presets, full title, short title for refusals."""

    code: str
    title: str
    short: str


@dataclass(frozen=True, slots=True, eq=False)
class Regulation:
    """Everything that the school has decided about its journal, in force from some date.

    Two are equal only when they are the same object: presets and versions are kept, and plans are cached by them.
    """

    act: Act
    lessons: LessonSettings
    homework: HomeworkSettings
    marks: MarkSettings
    results: ResultSettings
    attendance: AttendanceSettings
    access: AccessSettings
    people: PeopleSettings
    doors: DoorSettings
    service: ServiceSettings
    communication: CommunicationSettings
    setup: SetupSettings
    control: ControlSettings
    archive: ArchiveSettings
    words: WordSettings

    def conditions(self) -> frozenset[str]:
        """Name the settings that widen rights and are switched on, as the permission table names them."""
        widened = {name for name in SPECS["access"] if getattr(self.access, name).value is True}
        if self.doors.credentials_issuer_families.value == CredentialsIssuer.HOMEROOM:
            widened.add("homeroom_issue_codes")
        return frozenset(widened)

    def absence_letters(self) -> dict[str, str]:
        """Tell how absences are written in this school: code → letter, in the school's own order."""
        return {row.code: row.letter for row in self.attendance.absence_codes.value}


GROUPS: dict[str, type[Any]] = {
    "lessons": LessonSettings,
    "homework": HomeworkSettings,
    "marks": MarkSettings,
    "results": ResultSettings,
    "attendance": AttendanceSettings,
    "access": AccessSettings,
    "people": PeopleSettings,
    "doors": DoorSettings,
    "service": ServiceSettings,
    "communication": CommunicationSettings,
    "setup": SetupSettings,
    "control": ControlSettings,
    "archive": ArchiveSettings,
    "words": WordSettings,
}


def _specs(group: type[Any]) -> dict[str, Spec]:
    hints = get_type_hints(group, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}


SPECS: dict[str, dict[str, Spec]] = {name: _specs(group) for name, group in GROUPS.items()}
"""The catalogue: the settings of every group in order, each with how it is read, its meaning and its unit."""
