"""The result of a retake that cleared a debt, beside the result that made it."""

# Of a result `r` that made a debt: what the retake that cleared it ended with; NULL where there was none.
RETAKEN = """(SELECT a.value FROM journal_academicdebt d JOIN journal_debtattempt a ON a.debt_id = d.id AND a.day = d.cleared_on
    WHERE r.kind = 'term' AND d.course_id = r.course_id AND d.term_id = r.term_id AND d.pupil_id = r.pupil_id
      AND d.value = r.value)"""

# «2→4»: the first result stays, the last one counts, as with a mark put right.
STANDING = f"concat_ws('→', r.value, {RETAKEN})"


def current(standing: str) -> str:
    """Give the result that counts: the last of «2→4»."""
    return standing.rpartition("→")[2]
