"""The director's acts that put a part of the year's setting up in force; the part of a rate by the contract."""

from django.db import models
from django.db.models import Q

from parta.curriculum.enums import YearPart
from parta.kernel.database import choices
from parta.people.models import Employee, Person
from parta.school.models import AcademicYear


class YearApproval(models.Model):
    """The curriculum, the load, the timetable or the tariff list of a year approved by an order; the last one holds."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="approvals", db_index=False)
    part = models.CharField(max_length=12, choices=choices(YearPart))
    approved_on = models.DateField(help_text="the day of the order")
    order = models.CharField(max_length=120)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["approved_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "part", "approved_on", "order"], name="year_approval_once"),
            models.CheckConstraint(condition=~Q(order=""), name="year_approval_by_order"),
        ]


class ContractRate(models.Model):
    """How many rates an employee has by the contract in a year; without a row a teacher has one."""

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="+", db_index=False)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="rates")
    rate = models.DecimalField(max_digits=4, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "employee"], name="contract_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0, rate__lte=3), name="contract_rate_up_to_three"),
        ]
