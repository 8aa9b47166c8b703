"""A person, and what makes a person a pupil."""

from django.db import models


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
    version = models.IntegerField(default=1, db_default=1)


class FormerName(models.Model):
    """A name that a person carried until a day, and the document by which it was changed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="former_names")
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
