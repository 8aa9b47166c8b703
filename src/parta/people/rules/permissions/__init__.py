"""Who may do what, as one table: role × resource × action × relation × state of a period; what it lacks is denied.

The table answers «is this act within the person's duties»; whether the row may be seen at all and whether the
regulation allows the act now are other questions, asked elsewhere. A `Condition` names a setting of the school's
regulation: the row holds only where the setting is on.
"""

from parta.people.rules.permissions.asking import (
    allowed,
    cells,
    conditions_of,
    may_be_barred,
    may_do,
)
from parta.people.rules.permissions.duties import ACTIONS, Action, Condition, Relation, Resource
from parta.people.rules.permissions.meanings import MEANINGS
from parta.people.rules.permissions.states import STATES, Leave, PeriodState, leave, state_cells
from parta.people.rules.permissions.table import TABLE, Permission

__all__ = [
    "ACTIONS",
    "MEANINGS",
    "STATES",
    "TABLE",
    "Action",
    "Condition",
    "Leave",
    "PeriodState",
    "Permission",
    "Relation",
    "Resource",
    "allowed",
    "cells",
    "conditions_of",
    "leave",
    "may_be_barred",
    "may_do",
    "state_cells",
]
