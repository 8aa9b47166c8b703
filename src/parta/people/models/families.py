"""Who stands for a child, and what they agreed to."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import choices, dates_overlap, same
from parta.people.enums import Kinship, Opens
from parta.people.models.persons import Person, Pupil


class Guardianship(models.Model):
    """A legal representative of a pupil, with the dates of that right."""

    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="wards")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="guardianships")
    relation = models.CharField(max_length=10, choices=choices(Kinship))
    document = models.CharField(max_length=300, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    end_ground = models.CharField(max_length=300, blank=True, default="", db_default="", help_text="by which paper")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="guardianship_ends_after_start"
            ),
            ExclusionConstraint(
                name="guardianship_once",
                expressions=[same("guardian_id"), same("pupil_id"), dates_overlap()],
                index_type="GIST",
            ),
        ]


class TrustedPerson(models.Model):
    """Somebody whom a pupil's parents trust with named things: to fetch the child, to read the diary, until a day."""

    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="trusted", db_index=False)
    full_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20, blank=True, default="")
    powers = models.CharField(max_length=300, help_text="what is entrusted")
    document = models.CharField(max_length=300, help_text="the parents' paper")
    starts_on = models.DateField()
    ends_on = models.DateField()
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="entrusted",
        help_text="who comes in",
    )
    opens = models.CharField(
        max_length=10,
        null=True,
        blank=True,
        choices=choices(Opens),
        help_text="empty: nothing in Parta",
    )

    class Meta:
        ordering = ["full_name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | (Q(opens__in=[str(one) for one in Opens]) & Q(person__isnull=False)),
                name="trusted_opens_to_somebody",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="trusted_ends_after_start"),
            models.UniqueConstraint(fields=["pupil", "full_name", "starts_on"], name="trusted_once"),
        ]


class ConsentWords(models.Model):
    """What a paper of consent says: given or refused, when and by whom, taken back, on what ground."""

    kind = models.CharField(max_length=30, default="personal_data")
    given = models.BooleanField()
    given_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    signer = models.CharField(max_length=200, blank=True, default="", db_default="", help_text="who signed the paper")
    number = models.CharField(max_length=60, blank=True, default="", db_default="", help_text="of an agreement")
    until = models.DateField(null=True, blank=True, help_text="the last day of an agreement with a term")
    ground = models.CharField(
        max_length=300, blank=True, default="", db_default="", help_text="of a withdrawal or a refusal: the paper, why"
    )

    class Meta:
        abstract = True


class Consent(ConsentWords):
    """A consent to the processing of personal data, or its absence said aloud; of the staff also an agreement.

    The paper that stands; those before it are `PastConsent`.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="consent_once")]


class PastConsent(ConsentWords):
    """A paper of consent that a later one took the place of; never changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="past_consents", db_index=False)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["-replaced_at", "-id"]
        indexes = [models.Index(fields=["person", "kind"], name="past_consent_of")]
