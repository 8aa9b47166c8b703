"""How a class is to be divided, proposed by who leads it and agreed to by who will teach the groups."""

from django.db import models
from django.db.models import Q

from parta.curriculum.enums import ProposalState
from parta.curriculum.models.courses import Course
from parta.kernel.database import choices
from parta.people.models import Employee, Person


class GroupProposal(models.Model):
    """A journal of a class to be divided from a day; nothing follows it until the office enters it."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="group_proposals")
    starts_on = models.DateField()
    parts = models.JSONField(help_text="[name, employee, [pupils]] of each group")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=choices(ProposalState), default=ProposalState.ASKED)
    words = models.CharField(max_length=300, blank=True, default="", help_text="why a teacher does not agree")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["course"], condition=Q(state="asked"), name="group_proposal_one_asked")
        ]


class GroupAgreement(models.Model):
    """Who will teach a proposed group is asked; `at` is when the teacher agreed."""

    proposal = models.ForeignKey(GroupProposal, on_delete=models.CASCADE, related_name="agreements", db_index=False)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="group_agreements")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "employee"], name="group_agreement_once")]
