"""Until when the journals of 2026/27 are kept, act by act."""

from datetime import date

import pytest

from parta.journal.rules.retention import kept
from parta.regulation.rules.parse import load_preset
from parta.wording.retention import kept_refusal, kept_text


@pytest.mark.parametrize(
    ("preset", "journals", "summaries"),
    [
        ("default", 2032, 2102),
        ("lyceum_68", 2032, 2102),
        ("school_2", 2032, 2102),
        ("stakhanovskaya", 2032, 2052),
    ],
)
def test_years_are_counted_from_the_january_after_the_record_is_finished(preset, journals, summaries) -> None:
    found = kept(load_preset(preset), year="2026/27", ends_on=date(2027, 5, 26))
    assert (found.journals_until, found.summaries_until) == (date(journals, 12, 31), date(summaries, 12, 31))
    assert found.until == date(summaries, 12, 31)


def test_it_is_said_with_the_clauses() -> None:
    ours = kept(load_preset("stakhanovskaya"), year="2026/27", ends_on=date(2027, 5, 26))
    assert kept_text(ours) == (
        "журналы — до 31.12.2032, сводные ведомости — до 31.12.2052 (Регламент ведения ЭЖ, п. 3.7)"
    )
    theirs = kept_text(kept(load_preset("lyceum_68"), year="2026/27", ends_on=date(2027, 5, 26)))
    assert "п. 6.2" in theirs and "п. 6.3" in theirs
    assert "п. 3.7" in kept_refusal("Школа № 1", [ours]) and "--kept-elsewhere" in kept_refusal("Школа № 1", [ours])
