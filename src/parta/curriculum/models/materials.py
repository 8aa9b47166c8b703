"""What a lesson plan is taught with: files and links, of the whole plan or of one of its lines."""

from django.db import models
from django.db.models import Q

from parta.curriculum.enums import MaterialAudience
from parta.curriculum.models.plans import LessonPlan, PlanLine
from parta.kernel.database import choices
from parta.kernel.enums import FileKind


class MaterialFile(models.Model):
    """The bytes of a file, once however many plans have it: editions and copies of a plan share it."""

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=4, choices=choices(FileKind))
    size = models.PositiveIntegerField()
    content = models.BinaryField()
    uploaded_by_id = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="material_file_not_empty"),
            models.CheckConstraint(condition=Q(kind__in=[*FileKind]), name="material_file_of_a_known_kind"),
        ]


class PlanMaterial(models.Model):
    """A file or a link of a plan; the line is empty for what belongs to the whole plan."""

    plan = models.ForeignKey(LessonPlan, on_delete=models.CASCADE, related_name="materials")
    line = models.ForeignKey(PlanLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="materials")
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=8, choices=choices(MaterialAudience), default=MaterialAudience.STAFF)
    address = models.CharField(max_length=1000, blank=True, default="", help_text="of a link")
    file = models.ForeignKey(MaterialFile, on_delete=models.PROTECT, null=True, blank=True, related_name="materials")
    file_name = models.CharField(max_length=130, blank=True, default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="plan_material_has_title"),
            models.CheckConstraint(condition=Q(audience__in=[*MaterialAudience]), name="plan_material_for_known"),
            models.CheckConstraint(
                condition=Q(file__isnull=True, file_name="") & ~Q(address="")
                | Q(file__isnull=False, address="") & ~Q(file_name=""),
                name="plan_material_file_or_link",
            ),
        ]
