"""Absences that a paper of the nurse explains: parts of statements. Of the paper only its days are read.

The journal's own record stays as it was written. Where reasons are shown and counted, an absence whose reason nobody
named is by illness on the days of a standing certificate; a reason that somebody named stays. A withdrawn paper
explains nothing from that moment on.
"""


def paper(pupil: str, day: str) -> str:
    """Say «a certificate of illness covers this day» of two columns."""
    return (
        f"EXISTS (SELECT 1 FROM people_carenote ill WHERE ill.pupil_id = {pupil} AND ill.section = 'health'"
        f" AND ill.kind = 'illness' AND ill.withdrawn_at IS NULL AND {day} BETWEEN ill.starts_on AND ill.ends_on)"
    )


def explained(code: str, pupil: str, day: str) -> str:
    """Give the code of an absence as it counts; `code`, `pupil`, `day` are columns."""
    return f"CASE WHEN {code} = 'absent' AND {paper(pupil, day)} THEN 'ill' ELSE {code} END"
