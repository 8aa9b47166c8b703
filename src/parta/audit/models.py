"""Events of one school and the heads of their chains."""

from django.db import models
from django.db.models.fields.json import KeyTextTransform

LOOKS = (
    "people.list_taken",
    "people.section_opened",
    "people.report_taken",
    "paper.printed",
    "jobs.file_taken",
    "service.support_looked",
    "people.scan_opened",
)
"""Acts that change nothing: personal data were looked at or taken out."""

CALENDAR = "school.calendar_changed"
"""The act of whoever makes days special or ordinary."""
OF_THINGS = (
    CALENDAR,
    "school.bells_changed",
    "school.room_changed",
    "school.class_changed",
    "curriculum.subject_changed",
    "curriculum.course_changed",
    "curriculum.group_changed",
    "curriculum.load_changed",
)
"""Acts on things of the school that have a history on their page."""


class ChainHead(models.Model):
    """The last link of one chain; its row lock serialises the writers of that chain."""

    chain = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(db_default=0)
    hash = models.CharField(max_length=64, db_default="")


class Event(models.Model):
    """One act of one person: never changed, never deleted (a trigger refuses both), emptied only as an act says."""

    chain = models.CharField(max_length=40)
    seq = models.BigIntegerField()
    act = models.CharField(max_length=40)
    account_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    acting_for = models.BigIntegerField(null=True)
    subject = models.JSONField(default=dict)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField()
    request_id = models.CharField(max_length=36, db_default="")
    device = models.CharField(max_length=60, db_default="")
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    erased_by = models.BigIntegerField(
        null=True, help_text="number in the chain `destruction` of who destroyed what it said"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_event_chain_seq")]
        indexes = [
            models.Index(fields=["at"], name="audit_event_at"),
            models.Index(fields=["account_id", "at"], name="audit_event_account_at"),
            # The diary's news: what was lately entered for one pupil.
            models.Index(KeyTextTransform("pupil", "subject"), "at", name="audit_event_pupil_at"),
            # Who looked at personal data, by days.
            models.Index(fields=["at"], name="audit_event_look", condition=models.Q(act__in=LOOKS)),
            # What was entered after its moment, to be counted over any days.
            models.Index(fields=["at"], name="audit_event_overdue", condition=models.Q(after__has_key="overdue")),
            # The history of one thing, on its page.
            models.Index(
                KeyTextTransform("id", "subject"), "at", name="audit_event_thing", condition=models.Q(act__in=OF_THINGS)
            ),
            # What lately changed in the calendar, for everybody who opens a day or a diary.
            models.Index(fields=["at"], name="audit_event_calendar", condition=models.Q(act=CALENDAR)),
        ]
