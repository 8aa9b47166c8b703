"""Files and links put to a lesson plan and taken away; carried from edition to edition without doubling the files."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from parta.audit.services import Entry, append, lock_chain
from parta.curriculum import access
from parta.curriculum.enums import CHAIN, Act, MaterialAudience
from parta.curriculum.models import LessonPlan, MaterialFile, PlanLine, PlanMaterial
from parta.curriculum.rules.materials import TITLE_LENGTH, decide_material
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refuse_if, require
from parta.kernel.files import MEBIBYTE, recognise, safe_name


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent: what it is called and its bytes."""

    name: str
    content: bytes


@transaction.atomic
def add_material(
    *, actor: Actor, plan_id: int, line_id: int | None, title: str, audience: MaterialAudience, address: str = "",
    file: SentFile | None = None, now: datetime,
) -> PlanMaterial:  # fmt: skip
    """Put a file or a link to a draft, of the whole plan or of one of its lines (S4-07).

    Raises `Forbidden`; `NotVisible` for a line of another plan. Refuses as `decide_material` and `recognise`.
    """
    head = lock_chain(CHAIN)
    plan = _open(actor, plan_id)
    if line_id is not None and not PlanLine.objects.filter(pk=line_id, plan=plan).exists():
        raise NotVisible
    named = " ".join(title.split())[:TITLE_LENGTH]
    stands = PlanMaterial.objects.filter(plan=plan).count()
    refuse_if(
        decide_material(
            state=plan.state, title=named or (file.name if file else ""), address=address, has_file=file is not None,
            stands=stands,
        )
    )  # fmt: skip
    kept, name = None, ""
    if file is not None:
        kind = recognise(file.content, limit=settings.DOCUMENT_MEBIBYTES * MEBIBYTE)
        name = safe_name(file.name, kind)
        kept, _ = MaterialFile.objects.defer("content").get_or_create(
            sha256=hashlib.sha256(file.content).hexdigest(),
            defaults={
                "kind": kind, "size": len(file.content), "content": file.content, "uploaded_by_id": actor.person_id,
                "uploaded_at": now,
            },
        )  # fmt: skip
    row = PlanMaterial.objects.create(
        plan=plan, line_id=line_id, title=named or name[:TITLE_LENGTH], audience=audience, address=address, file=kept,
        file_name=name,
    )  # fmt: skip
    append(head, actor=actor, entries=[Entry(Act.PLAN_MATERIAL_ADDED, _subject(row), None, _told(row))], now=now)
    return row


@transaction.atomic
def remove_material(*, actor: Actor, plan_id: int, material_id: int, now: datetime) -> None:
    """Take a file or a link away from a draft; the bytes go with the last plan that has them.

    Raises `Forbidden`, `NotVisible`; refuses `plan_not_in_state`.
    """
    head = lock_chain(CHAIN)
    plan = _open(actor, plan_id)
    row = PlanMaterial.objects.select_related("file").defer("file__content").filter(pk=material_id, plan=plan).first()
    if row is None:
        raise NotVisible
    refuse_if(decide_material(state=plan.state, title=row.title, address="", has_file=True, stands=0))
    entry = Entry(Act.PLAN_MATERIAL_REMOVED, _subject(row), _told(row), None)
    row.delete()
    drop_unused_files()
    append(head, actor=actor, entries=[entry], now=now)


def copy_materials(source_id: int, target_id: int) -> None:
    """Put the materials of a plan to its copy, line by line as they are numbered; the files stay one."""
    lines = {number: pk for pk, number in PlanLine.objects.filter(plan=target_id).values_list("pk", "number")}
    rows = PlanMaterial.objects.filter(plan=source_id).select_related("line").order_by("pk")
    PlanMaterial.objects.bulk_create(
        PlanMaterial(
            plan_id=target_id, line_id=lines.get(one.line.number) if one.line else None, title=one.title,
            audience=one.audience, address=one.address, file_id=one.file_id, file_name=one.file_name,
        )
        for one in rows
    )  # fmt: skip


def drop_unused_files() -> None:
    """Delete the bytes that no plan has any more."""
    MaterialFile.objects.filter(materials__isnull=True).delete()


def _open(actor: Actor, plan_id: int) -> LessonPlan:
    plan = access.visible_plans(actor).select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan is None:
        raise NotVisible
    require(access.may_edit_plan(actor, plan))
    return plan


def _subject(row: PlanMaterial) -> dict[str, Any]:
    return {"kind": "plan_material", "id": row.pk, "plan": row.plan_id}


def _told(row: PlanMaterial) -> dict[str, Any]:
    said: dict[str, Any] = {"title": row.title, "audience": str(row.audience), "line": row.line_id}
    if row.file is not None:
        return {**said, "file": row.file_name, "sha256": row.file.sha256, "size": row.file.size}
    return {**said, "address": row.address}
