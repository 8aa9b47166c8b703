"""Files and links of lesson plans, for teachers and for families."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parta.curriculum import access
from parta.curriculum.enums import MaterialAudience
from parta.curriculum.models import PlanMaterial
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible


@dataclass(frozen=True, slots=True)
class Material:
    """A file (`kind`, `size` in bytes) or a link (`address`) of a plan; `line`: the plan's line that it belongs to."""

    id: int
    line: int | None
    title: str
    audience: str
    address: str
    kind: str
    size: int


Materials = Mapping[int | None, Sequence[Material]]
"""By line; None: of the whole plan."""


def materials_of(plan_id: int, *, families: bool = False) -> Materials:
    """Give what a plan is taught with, or only what families are shown, without the bytes (one query)."""
    rows = PlanMaterial.objects.filter(plan=plan_id).order_by("id")
    if families:
        rows = rows.filter(audience=MaterialAudience.FAMILIES)
    found: dict[int | None, list[Material]] = defaultdict(list)
    for pk, line, title, audience, address, kind, size in rows.values_list(
        "pk", "line", "title", "audience", "address", "file__kind", "file__size"
    ):
        found[line].append(Material(pk, line, title, audience, address, kind or "", size or 0))
    return found


def material_file(*, actor: Actor, plan_id: int, material_id: int) -> PlanMaterial:
    """Give a file of a plan with its bytes to who reads plans; raises `NotVisible`."""
    plans = access.readable_plans(actor).filter(pk=plan_id)
    found = PlanMaterial.objects.select_related("file").filter(pk=material_id, plan__in=plans, file__isnull=False)
    material = found.first()
    if material is None:
        raise NotVisible
    return material
