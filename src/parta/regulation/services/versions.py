"""Choosing a ready regulation for a school."""

from datetime import date, datetime
from pathlib import Path

from django.db import transaction

from parta.audit.services import Entry, record
from parta.installation.models import School
from parta.installation.schools import inside
from parta.kernel.actor import Actor, operator
from parta.kernel.decisions import refusal
from parta.regulation.enums import Act, Preset
from parta.regulation.models import RegulationVersion

PRESETS = Path(__file__).resolve().parents[1] / "presets"
FIRST_MONTH = 9
CHAIN = "regulation"


def presets() -> list[str]:
    """Name the ready regulations."""
    return sorted(file.stem for file in PRESETS.glob("*.toml"))


def require_preset(preset: str) -> None:
    """Refuse `preset_unknown` unless there is a regulation of that name."""
    known = presets()
    if preset not in known:
        raise refusal("preset_unknown", preset=preset, known=", ".join(known))


def adopt_preset(*, school: School, preset: str, now: datetime) -> RegulationVersion:
    """Put a ready regulation in force, as the operator, from the start of the school year that `now` stands in."""
    require_preset(preset)
    first = date(now.year if now.month >= FIRST_MONTH else now.year - 1, FIRST_MONTH, 1)
    with inside(school), transaction.atomic():
        version, _ = RegulationVersion.objects.update_or_create(effective_from=first, defaults={"preset": preset})
        entry = _chosen(first, preset)
        record(chain=CHAIN, actor=operator(school.slug), entries=[entry], now=now)
    return version


def begin_with_default(*, effective_from: date, actor: Actor, now: datetime) -> RegulationVersion | None:
    """Put the neutral default in force where the school has chosen nothing yet; None where it has."""
    if RegulationVersion.objects.exists():
        return None
    version = RegulationVersion.objects.create(effective_from=effective_from, preset=Preset.DEFAULT)
    record(chain=CHAIN, actor=actor, entries=[_chosen(effective_from, Preset.DEFAULT)], now=now)
    return version


def _chosen(effective_from: date, preset: str) -> Entry:
    after = {"preset": str(preset), "values": {}}
    return Entry(Act.PRESET_CHOSEN, {"effective_from": effective_from.isoformat()}, None, after)
