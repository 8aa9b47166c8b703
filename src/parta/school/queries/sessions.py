"""The sessions of a part-time group as they stand."""

from collections.abc import Iterable

from parta.school.models import StudySession


def sessions_stamp(sessions: Iterable[StudySession]) -> str:
    """Give sessions as one line of text, by which a page that showed them knows later whether they still stand so."""
    return ";".join(sorted(f"{one.pk},{one.kind},{one.starts_on},{one.ends_on}" for one in sessions))
