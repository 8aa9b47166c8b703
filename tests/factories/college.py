"""The small school as a college: group 7А is of the first year of 09.02.07, its algebra ends with an exam."""

from typing import Any

from parta.curriculum.models import CurriculumLine
from parta.installation.schools import inside
from parta.regulation.models import RegulationVersion
from parta.school.models import SchoolCard, SchoolClass, Term

CODE = "09.02.07"


def as_college(world: Any) -> None:
    """Turn the drawn school into a college with the programme's forms of control."""
    with inside(world.school):
        SchoolCard.objects.update(kind="college", full_name="Техникум для проверок", director_name="Герасимова В. В.")
        RegulationVersion.objects.update(preset="kudymkar_college")
        SchoolClass.objects.update(kind="group", grade_level=1, programme_code=CODE)
        Term.objects.update(kind="semester")
        CurriculumLine.objects.create(
            year=world.year,
            programme_code=f"{CODE} очная",
            subject_id=world.algebra.subject_id,
            semesters={"1": 34, "2": 40},
            attestation={"exam": [1], "graded_credit": [2]},
        )
