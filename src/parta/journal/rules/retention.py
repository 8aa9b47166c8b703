"""How long what a year leaves is kept."""

from dataclasses import dataclass
from datetime import date

from parta.kernel.decisions import Clause
from parta.regulation.rules.tree import Regulation


@dataclass(frozen=True, slots=True)
class Kept:
    """The last days on which the journals and the summary sheets of a year are kept, by which clauses."""

    year: str
    journals_until: date
    summaries_until: date
    journals_clause: Clause
    summaries_clause: Clause

    @property
    def until(self) -> date:
        """The last day on which anything of the year is kept."""
        return max(self.journals_until, self.summaries_until)


def kept(regulation: Regulation, *, year: str, ends_on: date) -> Kept:
    """Tell until when a year is kept (S1: 6.2, 6.3; S2: 19; S3: 3.7).

    Years of keeping are counted from 1 January after the one in which the record was finished.
    """
    journals, summaries = regulation.archive.journal_retention_years, regulation.archive.summary_retention_years
    return Kept(
        year,
        date(ends_on.year + journals.value, 12, 31),
        date(ends_on.year + summaries.value, 12, 31),
        journals.clause,
        summaries.clause,
    )
