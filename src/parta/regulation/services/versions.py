"""Choosing a ready regulation for a school."""

from datetime import date, datetime
from pathlib import Path

from parta.installation.models import School
from parta.installation.schools import inside
from parta.kernel.decisions import refusal
from parta.regulation.models import RegulationVersion

PRESETS = Path(__file__).resolve().parents[1] / "presets"
FIRST_MONTH = 9


def presets() -> list[str]:
    """Name the ready regulations."""
    return sorted(file.stem for file in PRESETS.glob("*.toml"))


def require_preset(preset: str) -> None:
    """Refuse `preset_unknown` unless there is a regulation of that name."""
    known = presets()
    if preset not in known:
        raise refusal("preset_unknown", preset=preset, known=", ".join(known))


def adopt_preset(*, school: School, preset: str, now: datetime) -> RegulationVersion:
    """Put a ready regulation in force from the start of the school year that `now` stands in."""
    require_preset(preset)
    first = date(now.year if now.month >= FIRST_MONTH else now.year - 1, FIRST_MONTH, 1)
    with inside(school):
        version, _ = RegulationVersion.objects.update_or_create(effective_from=first, defaults={"preset": preset})
    return version
