"""Rules for who uses the journal: the text that Parta comes with, a rule a line, and names of who they are for."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from parta.regulation.enums import UserGroup, UserRulesRefusal

GROUPS = {UserGroup.STAFF: "Сотрудникам", UserGroup.FAMILIES: "Родителям", UserGroup.PUPILS: "Ученикам"}
SHIPPED = {group: (Path(__file__).parent / f"{group}.txt").read_text().strip() for group in UserGroup}
USER_RULES: dict[str, Callable[[Mapping[str, Any]], tuple[str, str, str]]] = {
    UserRulesRefusal.SEEN_OLD: lambda p: (
        "Сохранить правила нельзя",
        "пока вы писали, их изменил кто-то другой",
        "Откройте правила заново и внесите своё",
    ),
    UserRulesRefusal.SAME: lambda p: (
        "Сохранить правила нельзя",
        "текст не изменился",
        "Измените его или отметьте, что подтвердить нужно снова",
    ),
}


def rules_lines(group: UserGroup, text: str | None) -> list[str]:
    """Give the rules one by one: the school's own, or those that Parta comes with where it has none."""
    return (SHIPPED[group] if text is None else text).splitlines()
