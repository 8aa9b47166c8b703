"""Does the school's act keep journals of a kind?"""

from parta.curriculum.enums import CourseKind, TeachingRefusal
from parta.kernel.decisions import ALLOWED, Decision
from parta.regulation.rules.tree import Regulation
from parta.regulation.rules.tree.setting import Setting


def decide_journal_kind(kind: CourseKind, act: Regulation) -> Decision:
    """Tell whether a journal of the kind may be opened (S2-47, S3-01, S3-27); lessons always may be kept.

    Gives the code `journals_not_kept` with the clause.
    """
    setting = _setting(kind, act)
    if setting is None or setting.value:
        return ALLOWED
    return Decision(False, TeachingRefusal.JOURNALS_NOT_KEPT, {"kind": kind}, clause=setting.clause)


def _setting(kind: CourseKind, act: Regulation) -> Setting[bool] | None:
    match kind:
        case CourseKind.HOME:
            return act.setup.home_schooling_journal_enabled
        case CourseKind.EXTENDED_DAY:
            return act.setup.extended_day_journal_enabled
        case CourseKind.EXTRACURRICULAR:
            return act.setup.extracurricular_journal_enabled
    return None
