"""Jobs of one school and the files that they made."""

from django.db import models
from django.db.models import F, Q

from parta.jobs.enums import State
from parta.kernel.database import choices

# Not `state IN (…)`: PostgreSQL writes that in another way after a dump is brought back.
_OPEN = Q(state=State.WAITING) | Q(state=State.RUNNING)


class Job(models.Model):
    """One piece of long work that a person asked for; written by that person's rights when a worker gets to it."""

    kind = models.CharField(max_length=40, help_text="a key of the setting JOBS")
    parameters = models.JSONField(default=dict)
    title = models.CharField(max_length=200, help_text="what the person asked for, in the person's words")
    state = models.CharField(max_length=10, choices=choices(State), default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0, help_text="0 while nobody knows how much there is")
    words = models.CharField(max_length=200, default="", blank=True, help_text="what is being done now")
    attempt = models.PositiveSmallIntegerField(default=0)
    account_id = models.BigIntegerField()
    person_id = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)
    report = models.JSONField(default=dict, help_text="what the kind of job tells of its result")
    problem = models.JSONField(null=True, help_text="{code, params} of a job that failed")

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "-id"], name="job_person"),
            models.Index(fields=["id"], condition=Q(ended_at__isnull=True), name="job_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["fingerprint"], condition=Q(ended_at__isnull=True), name="job_open_once"),
            models.CheckConstraint(condition=Q(done__lte=F("total")) | Q(total=0), name="job_done_of_total"),
            models.CheckConstraint(
                condition=(_OPEN & Q(ended_at__isnull=True)) | (~_OPEN & Q(ended_at__isnull=False)),
                name="job_ended_or_open",
            ),
        ]


class JobFile(models.Model):
    """The file that a job made; it lies in the database, so that it appears together with the job's end, or not."""

    job = models.OneToOneField(Job, on_delete=models.CASCADE, primary_key=True, related_name="file")
    name = models.CharField(max_length=200)
    mime = models.CharField(max_length=100)
    size = models.BigIntegerField()
    content = models.BinaryField()
    kept_until = models.DateTimeField(db_index=True)
