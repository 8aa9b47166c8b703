"""What imports remember of a person, counted and destroyed: only an act of destruction asks."""

from collections import Counter
from collections.abc import Collection

from django.db.models import QuerySet

from parta.integrations.models import CellCorrection, ImportDraft, ImportedRecord, ImportFile, ImportTouch

KINDS = ("pupil", "guardian", "employee")
_TABLES = ("people_person", "people_pupil", "people_employee")


def remembered(person_ids: Collection[int]) -> dict[int, int]:
    """Count the records of imports that became these people, and what the last import wrote of them (two queries)."""
    found = dict.fromkeys(person_ids, 0)
    for one in ImportedRecord.objects.filter(kind__in=KINDS, object_id__in=person_ids).values_list(
        "object_id", flat=True
    ):
        found[one] += 1
    for row in _touches(person_ids).values_list("row_id", flat=True):
        found[int(row)] += 1
    return found


def brought_files(draft_ids: Collection[int]) -> dict[int, Counter[str]]:
    """Count the tables that stored imports still keep as files, and cells corrected in them (two queries)."""
    found: dict[int, Counter[str]] = {one: Counter() for one in draft_ids}
    for part, model in (("files", ImportFile), ("cells", CellCorrection)):
        for one in model.objects.filter(draft__in=draft_ids).values_list("draft", flat=True):
            found[one][part] += 1
    return found


def destroy_files(draft_id: int) -> None:
    """Destroy the files of a stored import, what was corrected in them and what the check said of their rows."""
    ImportFile.objects.filter(draft=draft_id).delete()
    CellCorrection.objects.filter(draft=draft_id).delete()
    ImportDraft.objects.filter(pk=draft_id).update(report=None, marks=None)


def forget(person_id: int) -> None:
    """Destroy what imports remember of a person: the next import knows the person anew, if a file still has one."""
    ImportedRecord.objects.filter(kind__in=KINDS, object_id=person_id).delete()
    _touches([person_id]).delete()


def _touches(person_ids: Collection[int]) -> QuerySet[ImportTouch]:
    return ImportTouch.objects.filter(table_name__in=_TABLES, row_id__in=[str(one) for one in person_ids])
