"""An act in the register, a file of a lesson plan."""

from datetime import date
from typing import Any

from parta.curriculum.enums import MaterialAudience
from parta.curriculum.models import PlanMaterial
from parta.curriculum.services.materials import SentFile, add_material
from parta.people.queries.actors import actor_for
from parta.regulation.models import LocalAct
from parta.regulation.services.documents import Adoption, Document, upload_act
from tests.factories.pdfs import pdf
from tests.factories.small_school import TODAY, at


def placed_act(world: Any, **more: Any) -> LocalAct:
    """Put an act into the register as the director."""
    values = {
        "title": "Положение об электронном журнале",
        "kind": "statute",
        "is_public": False,
        "adoption": Adoption(date(2026, 9, 1), "педсовет, протокол № 1", "12", date(2026, 8, 31)),
        "document": Document("act.pdf", pdf(2)),
        **more,
    }
    frame = actor_for(account_id=world.accounts[world.director.pk].pk, school=world.school, request_id="r")
    return upload_act(actor=frame.actor, now=at(TODAY, "12:00"), **values)


def placed_material(world: Any, content: bytes) -> PlanMaterial:
    """Put a file to the plan of algebra as its teacher."""
    frame = actor_for(account_id=world.accounts[world.teacher.pk].pk, school=world.school, request_id="r")
    return add_material(
        actor=frame.actor, plan_id=world.plan.pk, line_id=None, title="Программа", audience=MaterialAudience.FAMILIES,
        file=SentFile("Программа.pdf", content), now=at(TODAY, "12:00"),
    )  # fmt: skip
