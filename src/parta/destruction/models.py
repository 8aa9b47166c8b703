"""Acts of destruction: what was to go, by whose decision, what went; they are never deleted."""

from django.db import models
from django.db.models import Q

from parta.destruction.enums import Kind, Reason, State
from parta.kernel.database import choices
from parta.people.models import Person
from parta.public_service.models import Registration


class OwnTerm(models.Model):
    """How long the school keeps a kind of data by its own paper; without a row the shipped term holds."""

    kind = models.CharField(max_length=10, choices=choices(Kind), unique=True)
    years = models.PositiveSmallIntegerField()
    paper = models.CharField(max_length=200, help_text="by which paper")
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(years__lte=75) & ~Q(paper=""), name="keeping_term_whole")]


class DestructionAct(models.Model):
    """An act: its number of the year, who drew it up and approved it, the operator as it was called then."""

    registration = models.OneToOneField(Registration, on_delete=models.PROTECT, related_name="destruction")
    state = models.CharField(max_length=10, choices=choices(State), default=State.DRAFT)
    commission_order = models.CharField(max_length=200, blank=True, default="", help_text="who named the commission")
    operator = models.CharField(max_length=500)
    address = models.CharField(max_length=500)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    ground = models.CharField(max_length=300, blank=True, default="", help_text="why it was withdrawn")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-registration__year", "-registration__number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="destruction_approved_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, approved_at__isnull=True, done_at__isnull=True, ground="")
                | Q(state=State.APPROVED, approved_at__isnull=False, done_at__isnull=True, ground="")
                | Q(state=State.DONE, approved_at__isnull=False, done_at__isnull=False, ground="")
                | (Q(state=State.WITHDRAWN, withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(ground="")),
                name="destruction_state_whole",
            ),
        ]


class CommissionMember(models.Model):
    """Who destroys, with the post of that day; the first one presides."""

    act = models.ForeignKey(DestructionAct, on_delete=models.PROTECT, related_name="commission", db_index=False)
    place = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=310)
    post = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["act", "person"], name="commission_member_once"),
            models.UniqueConstraint(fields=["act", "place"], name="commission_place_once"),
        ]


class ActLine(models.Model):
    """Data of one subject and kind: what was shown when the act was drawn up, and what became of it."""

    act = models.ForeignKey(DestructionAct, on_delete=models.PROTECT, related_name="lines", db_index=False)
    kind = models.CharField(max_length=10, choices=choices(Kind))
    subject = models.BigIntegerField(help_text="id of the person, the paper, the import or the journal")
    name = models.CharField(max_length=310, help_text="whose data they were: the act is kept with it")
    reason = models.CharField(max_length=10, choices=choices(Reason))
    first_on = models.DateField(help_text="from which day they might be destroyed")
    clause = models.CharField(max_length=200)
    contents = models.JSONField(help_text="{part: rows}, as it was shown")
    settled_at = models.DateTimeField(null=True)
    kept = models.JSONField(null=True, help_text="{code, params} of why it was not destroyed after all")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["act", "kind", "subject"], name="act_line_once"),
            models.CheckConstraint(condition=Q(kept__isnull=True) | Q(settled_at__isnull=False), name="act_line_kept"),
        ]
        indexes = [
            models.Index(fields=["kind", "subject"], condition=Q(settled_at__isnull=True), name="act_line_open"),
            models.Index(fields=["subject"], name="act_line_subject"),
        ]
