"""The two institutions of the demo: where their spreadsheets lie and what is filled in for them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "demo"
QUARTER_STARTS = date(2026, 11, 2)
PASSWORD = "parta-demo"  # noqa: S105 - of invented people, on one's own machine


@dataclass(frozen=True, slots=True)
class Institution:
    """A school or a college of the demo; `classes` get a lively second quarter."""

    slug: str
    name: str
    preset: str
    folder: Path
    classes: tuple[str, ...]
    has_marks: bool


SCHOOL = Institution("school12", "МАОУ СОШ № 12", "school_2", FOLDER / "school", ("4Б", "7А", "9В"), True)
COLLEGE = Institution(
    "college", "Камнегорский техникум", "kudymkar_college", FOLDER / "college", ("ИСП-25", "Б-25"), False
)
INSTITUTIONS = (SCHOOL, COLLEGE)
