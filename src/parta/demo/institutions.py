"""The two institutions of the demo: where their spreadsheets lie and what is filled in for them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from parta.regulation.services.documents import Adoption

FOLDER = Path(__file__).resolve().parents[3] / "demo"
QUARTER_STARTS = date(2026, 11, 2)
PASSWORD = "parta-demo"  # noqa: S105 - of invented people, on one's own machine


@dataclass(frozen=True, slots=True)
class Institution:
    """A school or a college of the demo: `classes` get a lively second quarter, `adoption` is what its act says."""

    slug: str
    name: str
    preset: str
    folder: Path
    classes: tuple[str, ...]
    has_marks: bool
    adoption: Adoption

    @property
    def act_file(self) -> Path:
        """Give the act as a document."""
        return FOLDER / "acts" / f"{self.preset}.pdf"


SCHOOL = Institution(
    "school12", "МАОУ СОШ № 12", "school_2", FOLDER / "school", ("4Б", "7А", "9В"), True,
    Adoption(date(2023, 9, 1), order_no="434", order_date=date(2023, 8, 31)),
)  # fmt: skip
COLLEGE = Institution(
    "college", "Камнегорский техникум", "kudymkar_college", FOLDER / "college", ("ИСП-25", "Б-25"), False,
    Adoption(date(2022, 9, 1), adopted_by="педагогический совет, протокол № 1 от 30.08.2022"),
)  # fmt: skip
INSTITUTIONS = (SCHOOL, COLLEGE)
