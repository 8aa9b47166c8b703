"""How long journals and summary sheets are kept, in Russian."""

from collections.abc import Sequence

from parta.journal.rules.retention import Kept
from parta.wording.refusals import clause_text


def kept_text(one: Kept) -> str:
    """Say until when the journals and the summary sheets of a year are kept, with the clauses."""
    journals, summaries = clause_text(one.journals_clause), clause_text(one.summaries_clause)
    both = f"журналы — до {one.journals_until:%d.%m.%Y}", f"сводные ведомости — до {one.summaries_until:%d.%m.%Y}"
    if journals == summaries:
        return f"{both[0]}, {both[1]} ({journals})"
    return f"{both[0]} ({journals}), {both[1]} ({summaries})"


def kept_refusal(school: str, standing: Sequence[Kept]) -> str:
    """Say why a school with journals is not removed yet, and what to do."""
    years = "; ".join(f"{one.year}: {kept_text(one)}" for one in standing)
    return (
        f"Школа «{school}» не удалена: срок хранения её журналов не вышел. {years}. Если они хранятся в другом месте "
        "(выгрузка в архиве, другая установка), повторите с --kept-elsewhere."
    )
