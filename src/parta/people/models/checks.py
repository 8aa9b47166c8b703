"""That the data of a class were checked, by whom and when."""

from django.db import models

from parta.kernel.database import choices
from parta.people.enums import CheckKind
from parta.people.models.persons import Person
from parta.school.models import SchoolClass


class DataCheck(models.Model):
    """One check of the data of a class on a day; never changed."""

    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="data_checks", db_index=False)
    kind = models.CharField(max_length=10, choices=choices(CheckKind))
    day = models.DateField()
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_class", "kind", "day"], name="data_check_once_a_day")]
