"""A person, and what makes a person a pupil."""

from django.db import models
from django.db.models import Q

from parta.kernel.database import choices
from parta.people.enums import FormOfStudy, IdentityPaper, Meals, Programme


class Person(models.Model):
    """Anyone the school knows. The same human is one row, whatever roles they have."""

    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100, blank=True, default="")
    patronymic = models.CharField(max_length=100, blank=True, default="")
    sort_key = models.CharField(max_length=310, db_index=True, help_text="kernel.text.normal of the full name")
    sex = models.CharField(max_length=1, blank=True, default="", choices=[("m", "m"), ("f", "f")])
    birth_date = models.DateField(null=True, blank=True)
    snils = models.CharField(max_length=11, null=True, blank=True, unique=True)
    phone = models.CharField(max_length=20, blank=True, default="", help_text="+7XXXXXXXXXX")
    email = models.CharField(max_length=200, blank=True, default="")
    address = models.CharField(max_length=500, blank=True, default="")
    workplace = models.CharField(max_length=300, blank=True, default="", db_default="", help_text="место работы")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["sort_key", "id"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Surname, name and patronymic."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def list_name(self) -> str:
        """Surname and name, as pupils stand in lists."""
        return " ".join(part for part in (self.last_name, self.first_name) if part)

    @property
    def initials_name(self) -> str:
        """Surname with initials, as teachers stand in timetables."""
        initials = "".join(f" {part[0]}." for part in (self.first_name, self.patronymic) if part)
        return f"{self.last_name}{initials}"


class Pupil(models.Model):
    """A pupil of the school or a student of the college; its id is the person's id."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="pupil")
    personal_file_no = models.CharField(max_length=40, null=True, blank=True, unique=True)
    notes = models.CharField(max_length=500, blank=True, default="")
    extended_day = models.CharField(max_length=40, blank=True, default="", help_text="ГПД")
    paper_only = models.CharField(
        max_length=200, blank=True, default="", help_text="the family's written refusal of the electronic diary"
    )
    funding = models.CharField(max_length=40, blank=True, default="", help_text="бюджет или договор (СПО)")
    citizenship = models.CharField(max_length=60, blank=True, default="", db_default="")
    identity_kind = models.CharField(
        max_length=10, choices=choices(IdentityPaper), blank=True, default="", db_default=""
    )
    identity_series = models.CharField(max_length=20, blank=True, default="", db_default="")
    identity_number = models.CharField(max_length=30, blank=True, default="", db_default="")
    identity_by = models.CharField(max_length=300, blank=True, default="", db_default="", help_text="кем выдан")
    identity_on = models.DateField(null=True, blank=True, help_text="когда выдан")
    registered_address = models.CharField(max_length=500, blank=True, default="", db_default="")
    programme = models.CharField(max_length=10, choices=choices(Programme), blank=True, default="", db_default="")
    programme_words = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="вариант АООП, чем утверждена"
    )
    language = models.CharField(max_length=40, blank=True, default="", db_default="", help_text="язык обучения")
    study_form = models.CharField(
        max_length=10, choices=choices(FormOfStudy), blank=True, default="", db_default="", help_text="форма обучения"
    )
    meals = models.CharField(max_length=10, choices=choices(Meals), blank=True, default="", db_default="")
    transport = models.CharField(max_length=200, blank=True, default="", db_default="", help_text="подвоз: откуда")
    version = models.IntegerField(default=1, db_default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(identity_kind__in=["", *map(str, IdentityPaper)])
                & Q(programme__in=["", *map(str, Programme)])
                & Q(meals__in=["", *map(str, Meals)]),
                name="pupil_words_known",
            ),
            models.CheckConstraint(
                condition=Q(study_form__in=["", *map(str, FormOfStudy)]), name="pupil_study_form_known"
            ),
        ]


class FormerName(models.Model):
    """A name that a person carried until a day, and the document by which it was changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_names", db_index=False)
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100, blank=True, default="")
    patronymic = models.CharField(max_length=100, blank=True, default="")
    sort_key = models.CharField(max_length=310, db_index=True)
    until = models.DateField(help_text="the last day of this name")
    document = models.CharField(max_length=300)

    class Meta:
        ordering = ["until", "id"]
        constraints = [models.UniqueConstraint(fields=["person", "until"], name="former_name_once")]

    @property
    def full_name(self) -> str:
        """Surname, name and patronymic."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)
