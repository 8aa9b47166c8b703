"""Requests to write late, and what was decided of each cell: who asked, why, who opened it and until when."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from parta.curriculum.models import Course
from parta.journal.enums import EDIT_KINDS, ResultKind
from parta.journal.models.voiding import Voiding
from parta.journal.rules.edit_requests import MOST_DAYS
from parta.kernel.database import choices
from parta.people.models import Person, Pupil
from parta.school.models import Term
from parta.timetable.models import Lesson


class EditRequest(models.Model):
    """A teacher asks to write where the regulation no longer lets them. The id is made by the client."""

    id = models.UUIDField(primary_key=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="edit_requests", db_index=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="edit_requests", db_index=False)
    asked_at = models.DateTimeField()
    ground = models.CharField(max_length=500)
    typed_at = models.DateTimeField(null=True, blank=True, help_text="by the client's clock: a claim")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was asked")
    voiding = models.ForeignKey(
        Voiding,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="openings",
        help_text="nobody asked: what an order declared void was opened to who teaches here",
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(ground=""), name="edit_request_has_ground")]
        indexes = [
            models.Index(fields=["course", "asked_by"], name="edit_request_course_asker"),
            models.Index(fields=["asked_by", "-asked_at"], name="edit_request_asker_at"),
        ]


class EditCell(models.Model):
    """One cell of a request, and what was decided of it: a permission until a moment, or a refusal in words.

    `pupil` is empty for what has no pupil (topic, homework, work) and for the whole column of a lesson. Whether the
    permission is open, used or over is not kept: the database clock says it.
    """

    request = models.ForeignKey(EditRequest, on_delete=models.PROTECT, related_name="cells")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in EDIT_KINDS])
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, null=True, blank=True, related_name="edit_cells")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, null=True, blank=True, related_name="edit_cells")
    result = models.CharField(max_length=6, blank=True, default="", choices=choices(ResultKind))
    term = models.ForeignKey(Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    changes = models.JSONField(default=list, help_text="each operation asked for, with the state before and after it")
    refusal = models.JSONField(help_text="why it was shut when asked: code, params, clause, open_until")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    granted_until = models.DateTimeField(null=True, blank=True, help_text="the first moment when it is shut again")
    words = models.CharField(max_length=500, blank=True, default="", help_text="why it was refused")
    entered_at = models.DateTimeField(null=True, blank=True, help_text="the first record made under the permission")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="edit_cell_has_place",
                condition=Q(kind="term", lesson__isnull=True, pupil__isnull=False)
                & (
                    Q(result="term", term__isnull=False)
                    | Q(result__in=("year", "exam", "gia", "final"), term__isnull=True)
                )
                | ~Q(kind="term") & Q(lesson__isnull=False, result="", term__isnull=True),
            ),
            models.CheckConstraint(
                name="edit_cell_pupil_fits_kind",
                condition=~Q(kind__in=("topic", "homework", "work"), pupil__isnull=False)
                & ~Q(kind="note", pupil__isnull=True),
            ),
            models.CheckConstraint(
                name="edit_cell_decision_is_whole",
                condition=Q(decided_by__isnull=True, decided_at__isnull=True, granted_until__isnull=True, words="")
                | Q(decided_by__isnull=False, decided_at__isnull=False, withdrawn_at__isnull=True)
                & (
                    Q(granted_until__isnull=True) & ~Q(words="")
                    | Q(granted_until__isnull=False, granted_until__gt=F("decided_at"), words="")
                ),
            ),
            models.CheckConstraint(
                name="edit_cell_closes_by_itself",
                condition=Q(granted_until__isnull=True)
                | Q(granted_until__lte=F("decided_at") + timedelta(days=MOST_DAYS + 1)),
            ),
            models.CheckConstraint(
                name="edit_cell_entered_while_open",
                condition=Q(entered_at__isnull=True)
                | Q(granted_until__isnull=False, entered_at__gte=F("decided_at"), entered_at__lt=F("granted_until")),
            ),
            models.UniqueConstraint(
                name="edit_cell_waits_once",
                fields=["kind", "lesson", "pupil", "result", "term"],
                condition=Q(decided_at__isnull=True, withdrawn_at__isnull=True) & ~Q(kind="term"),
                nulls_distinct=False,
            ),
        ]
        indexes = [
            models.Index(
                fields=["request"],
                name="edit_cell_waiting",
                condition=Q(decided_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]
