"""Periods that are closed, and who opened them again."""

from django.db import models
from django.db.models import Q

from parta.people.models import Person
from parta.school.models import Calendar, Term


class TermClosure(models.Model):
    """A period is closed, or (with a calendar) the whole year: nothing of it changes until it is opened again.

    A period that was closed twice has two rows; the one without `reopened_at` is in force.
    """

    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="closures")
    calendar = models.ForeignKey(
        Calendar, on_delete=models.PROTECT, null=True, blank=True, related_name="closures", help_text="the whole year"
    )
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    ground = models.CharField(max_length=500, blank=True, default="")
    reopened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopen_ground = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(term__isnull=False, calendar__isnull=True) | Q(term__isnull=True, calendar__isnull=False),
                name="term_closure_of_term_or_year",
            ),
            models.CheckConstraint(
                condition=Q(reopened_by__isnull=True, reopened_at__isnull=True, reopen_ground="")
                | (Q(reopened_by__isnull=False, reopened_at__isnull=False) & ~Q(reopen_ground="")),
                name="term_closure_reopened_whole",
            ),
            models.UniqueConstraint(
                fields=["term", "calendar"],
                condition=Q(reopened_at__isnull=True),
                name="term_closure_once",
                nulls_distinct=False,
            ),
        ]
