"""Which years of the school are kept, and until when."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from parta.journal.models import LessonEntry, Mark, TermResult
from parta.journal.rules.retention import Kept, kept
from parta.regulation.queries import versions
from parta.school.models import AcademicYear


def kept_years(today: date) -> list[Kept]:
    """Give the years with records in their journals, by the act in force today, the newest first (two queries)."""
    year = OuterRef("pk")
    written = (
        Q(Exists(LessonEntry.objects.filter(lesson__course__year=year)))
        | Q(Exists(Mark.objects.filter(work__lesson__course__year=year)))
        | Q(Exists(TermResult.objects.filter(course__year=year)))
    )
    act = versions().on(today)
    years = AcademicYear.objects.filter(written).order_by("-starts_on")
    return [kept(act, year=one.title, ends_on=one.ends_on) for one in years]
