"""Versions of the school's regulation by the date they take effect."""

from django.db import models

from parta.kernel.database import choices
from parta.people.models import Person
from parta.regulation.enums import ActKind, KnownBy, UserGroup


class RegulationVersion(models.Model):
    """The whole regulation from one date on: a preset and what the school changed in it."""

    effective_from = models.DateField(unique=True)
    preset = models.CharField(max_length=40)
    values = models.JSONField(default=dict, blank=True, help_text="changed settings over the preset")
    order_no = models.CharField(max_length=60, blank=True, default="")
    order_date = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["effective_from"]


class RegulationDraft(models.Model):
    """The school's own act while it is being written: at most one, and nothing is judged by it."""

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    preset = models.CharField(max_length=40)
    values = models.JSONField(default=dict, blank=True, help_text="changed settings over the preset")
    version = models.PositiveIntegerField(default=1)
    begun_by_id = models.BigIntegerField(null=True)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="regulation_one_draft")]


class LocalAct(models.Model):
    """A local act of the school as a document: a statute, rules, an order; its text is in its editions."""

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)
    is_public = models.BooleanField(default=False, help_text="read without an account")
    known_by = models.CharField(max_length=10, blank=True, default="", help_text="who says to have read it")
    ceased_on = models.DateField(null=True, blank=True, help_text="withdrawn: the first day without it")
    ceased_ground = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=[*ActKind]), name="local_act_of_a_known_kind"),
            models.CheckConstraint(condition=models.Q(known_by__in=[*KnownBy]), name="local_act_asked_of_known"),
            models.CheckConstraint(
                condition=models.Q(ceased_on__isnull=True, ceased_ground="")
                | (models.Q(ceased_on__isnull=False) & ~models.Q(ceased_ground="")),
                name="local_act_ceases_on_a_ground",
            ),
        ]


class ActEdition(models.Model):
    """One edition of an act: a PDF in force from a date; the next edition ends it, and it stays readable."""

    act = models.ForeignKey(LocalAct, on_delete=models.PROTECT, related_name="editions", db_index=False)
    starts_on = models.DateField()
    adopted_by = models.CharField(max_length=300, blank=True, default="", help_text="by whom, number of the protocol")
    order_no = models.CharField(max_length=60, blank=True, default="")
    order_date = models.DateField(null=True, blank=True)
    regulation = models.ForeignKey(
        RegulationVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    file_name = models.CharField(max_length=200, blank=True, default="")
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["act", "starts_on"], name="act_edition_once_a_day"),
            models.CheckConstraint(condition=models.Q(size__gt=0, pages__gt=0), name="act_edition_not_empty"),
            models.CheckConstraint(
                condition=models.Q(order_no="", order_date__isnull=True)
                | (~models.Q(order_no="") & models.Q(order_date__isnull=False)),
                name="act_edition_order_whole",
            ),
        ]


class Acknowledgement(models.Model):
    """Somebody said to have read an edition of an act; said once, it stays."""

    edition = models.ForeignKey(ActEdition, on_delete=models.PROTECT, related_name="acknowledgements", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="acknowledgement_once")]


class UserRules(models.Model):
    """The school's own text of the rules for users, a rule a line; a group without one has the text Parta comes with.

    Text is never changed, a later number replaces it; an empty one asks nobody of the group.
    """

    group = models.CharField(max_length=10, choices=choices(UserGroup))
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    asks_again = models.BooleanField(help_text="who acknowledged an earlier text is asked once more")
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["group", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="user_rules_numbered"),
            models.CheckConstraint(condition=models.Q(number__gt=0), name="user_rules_own"),
        ]


class UserRulesAcknowledgement(models.Model):
    """Somebody said to have read the rules of a group; number 0 is the text that Parta comes with."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    group = models.CharField(max_length=10, choices=choices(UserGroup))
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "group", "number"], name="user_rules_acknowledged_once")
        ]
