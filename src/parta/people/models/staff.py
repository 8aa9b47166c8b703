"""Employees, their posts and the classes they lead."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from parta.kernel.database import choices, dates_overlap, same
from parta.people.enums import StaffMove
from parta.people.models.persons import Person
from parta.school.models import SchoolClass


class Employee(models.Model):
    """A person who works in the school; its id is the person's id."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="employee")
    staff_no = models.CharField(max_length=40, null=True, blank=True, unique=True)
    post = models.CharField(max_length=300, blank=True, default="")
    subjects = models.CharField(max_length=1000, blank=True, default="")
    category = models.CharField(max_length=100, blank=True, default="")
    attested_on = models.DateField(null=True, blank=True)
    education = models.CharField(max_length=300, blank=True, default="", db_default="", help_text="что окончено, когда")
    qualification = models.CharField(max_length=200, blank=True, default="", db_default="", help_text="по диплому")
    hired_order_no = models.CharField(max_length=60, blank=True, default="")
    hired_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    version = models.IntegerField(default=1, db_default=1)


class Appointment(models.Model):
    """A role of an employee with its dates; codes are `people.enums.Role`."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="appointments", db_index=False)
    role = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    acting = models.BooleanField(default=False, db_default=False, help_text="in place of somebody absent")
    acting_for = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="whose place it is"
    )
    ground = models.CharField(max_length=300, blank=True, default="", db_default="")
    appointed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: by an import"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employee", "role", "starts_on"], name="appointment_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="appointment_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(acting=False) | (Q(ends_on__isnull=False) & ~Q(ground="")), name="appointment_acting_whole"
            ),
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True) | (Q(acting=True) & ~Q(acting_for=F("employee"))),
                name="appointment_acting_for_another",
            ),
        ]


class HomeroomTeacher(models.Model):
    """Who leads a class (a curator in a college) and when."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="homeroom_teachers")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="homerooms")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    acting = models.BooleanField(default=False, db_default=False, help_text="beside the one who leads, who is absent")
    ground = models.CharField(max_length=300, blank=True, default="", db_default="", help_text="the order")
    end_ground = models.CharField(max_length=300, blank=True, default="", db_default="")
    appointed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="empty: by an import"
    )

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_homeroom_teacher_at_a_time",
                expressions=[same("school_class_id"), dates_overlap()],
                index_type="GIST",
                condition=Q(acting=False),
            ),
            ExclusionConstraint(
                name="one_acting_leader_at_a_time",
                expressions=[same("school_class_id"), dates_overlap()],
                index_type="GIST",
                condition=Q(acting=True),
            ),
            models.CheckConstraint(
                condition=Q(acting=False) | (Q(ends_on__isnull=False) & ~Q(ground="")), name="homeroom_acting_whole"
            ),
        ]


class StaffOrder(models.Model):
    """An order: somebody is hired, moved to another post, dismissed, or a dismissal is withdrawn; never changed."""

    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="orders", db_index=False)
    kind = models.CharField(max_length=10, choices=choices(StaffMove))
    order_no = models.CharField(max_length=60)
    order_date = models.DateField()
    day = models.DateField(
        help_text="the first day at work or in the post; of a dismissal, withdrawn or not, the last one"
    )
    post = models.CharField(max_length=300, blank=True, default="", db_default="")
    ground = models.CharField(max_length=300, blank=True, default="", db_default="")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["employee", "kind", "day", "order_no"], name="staff_order_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[str(one) for one in StaffMove]) & ~Q(order_no=""), name="staff_order_whole"
            ),
        ]
