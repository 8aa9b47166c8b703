"""Few marks and silence in Russian words, for the teacher's own journal."""

from parta.journal.queries.density import Density, Sparse
from parta.kernel.decisions import Clause
from parta.regulation.rules.tree import Regulation
from parta.wording.plurals import counted
from parta.wording.refusals import clause_text


def density_lines(density: Density, regulation: Regulation) -> list[tuple[str, str]]:
    """Say in a few words what a teacher should know of the marks, each line with the clause and its words."""
    marks = regulation.marks
    found = []
    if density.few:
        count = counted(len(density.few), "ученик", "ученика", "учеников")
        found.append((f"Мало отметок: {count}", _rule(marks.mark_min_by_weekly_hours.clause)))
    if density.silent:
        count = counted(len(density.silent), "ученик", "ученика", "учеников")
        lessons = counted(marks.must_mark_after_consecutive_lessons.value or 0, "урок", "урока", "уроков")
        found.append(
            (f"Не опрошены {lessons} подряд: {count}", _rule(marks.must_mark_after_consecutive_lessons.clause))
        )
    return found


def sparse_words(density: Density, regulation: Regulation) -> dict[int, str]:
    """Say of each pupil what is missing, with the clause: for the name in the grid."""
    return {one.pupil_id: _words(one, regulation) for one in density.sparse}


def _words(one: Sparse, regulation: Regulation) -> str:
    marks, parts = regulation.marks, []
    if one.due:
        clause = clause_text(marks.mark_min_by_weekly_hours.clause)
        parts.append(f"Отметок {one.marks}, к этому дню нужно {one.due}, за период {one.needed} ({clause})")
    if one.silent:
        clause = clause_text(marks.must_mark_after_consecutive_lessons.clause)
        parts.append(f"Не опрошен {counted(one.silent, 'урок', 'урока', 'уроков')} подряд ({clause})")
    return ". ".join(parts)


def _rule(clause: Clause) -> str:
    return f"{clause_text(clause)}: «{clause.quote}»" if clause.quote else clause_text(clause)
