"""Subjects and disciplines."""

from django.db import models


class Subject(models.Model):
    """A subject of the curriculum; in a college a discipline, a МДК or a practice with its index."""

    name = models.CharField(max_length=300)
    short_name = models.CharField(max_length=60, blank=True, default="")
    index = models.CharField(max_length=30, blank=True, default="", help_text="ОП.03, МДК.01.01 (СПО)")
    programme_code = models.CharField(max_length=20, blank=True, default="", help_text="an index is of one programme")
    name_key = models.CharField(max_length=300)
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["name_key"]
        constraints = [models.UniqueConstraint(fields=["name_key", "index", "programme_code"], name="subject_once")]

    def __str__(self) -> str:
        return self.name
