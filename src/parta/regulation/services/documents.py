"""The register of local acts: the documents themselves, taken in, replaced by a new edition, withdrawn."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from parta.audit.services import Entry, record
from parta.kernel.actor import Actor
from parta.kernel.decisions import NotVisible, refusal, require
from parta.kernel.files import MEBIBYTE
from parta.people.rules.permissions import Action, Relation, Resource, may_do
from parta.regulation.enums import Act, ActKind, ActRefusal, KnownBy
from parta.regulation.models import ActEdition, LocalAct, RegulationVersion
from parta.regulation.rules.pdf import pages_of
from parta.regulation.services.choice import CHAIN


@dataclass(frozen=True, slots=True)
class Adoption:
    """How an edition came about: by whom it was adopted, by which order approved, from when it is in force."""

    starts_on: date
    adopted_by: str = ""
    order_no: str = ""
    order_date: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file that somebody sends."""

    name: str
    content: bytes


@transaction.atomic
def upload_act(
    *,
    actor: Actor,
    title: str,
    kind: ActKind,
    is_public: bool,
    adoption: Adoption,
    document: Document,
    regulation_from: date | None = None,
    now: datetime,
) -> LocalAct:
    """Take an act into the register with its first edition; `regulation_from` names the version it is the text of.

    Who may approve acts may place them (S1-67). Raises `Forbidden`, `NotVisible` for a version that is not there;
    refuses as `pages_of`, and `act_order_missing` where an order has a number or a date only.
    """
    require(may_keep_acts(actor))
    act = LocalAct.objects.create(title=title.strip(), kind=kind, is_public=is_public)
    told = {"title": act.title, "kind": str(kind), "is_public": is_public}
    told |= _edition(act, actor, adoption, document, regulation_from, now)
    _record(actor, Act.ACT_UPLOADED, act, None, told, now)
    return act


@transaction.atomic
def replace_act(
    *,
    actor: Actor,
    act_id: int,
    adoption: Adoption,
    document: Document,
    regulation_from: date | None = None,
    now: datetime,
) -> LocalAct:
    """Bring a new edition of an act: it ends the earlier one, which stays readable.

    Raises and refuses as `upload_act`; also `NotVisible`, `act_withdrawn`, `act_starts_before_last`.
    """
    act = _locked(actor, act_id)
    last = act.editions.order_by("-starts_on").values("starts_on", "sha256").first()
    if last is not None and adoption.starts_on <= last["starts_on"]:
        raise refusal(ActRefusal.STARTS_BEFORE_LAST, day=last["starts_on"])
    before = {"starts_on": last["starts_on"].isoformat(), "sha256": last["sha256"]} if last else None
    _record(actor, Act.ACT_REPLACED, act, before, _edition(act, actor, adoption, document, regulation_from, now), now)
    return act


@transaction.atomic
def withdraw_act(*, actor: Actor, act_id: int, ceased_on: date, ground: str, now: datetime) -> LocalAct:
    """Say that an act is no longer in force from a day on, and by what; it stays readable.

    Raises `Forbidden`, `NotVisible`; refuses `act_withdrawn`, `act_ends_before_start`, `act_order_missing`.
    """
    act = _locked(actor, act_id)
    if not ground.strip():
        raise refusal(ActRefusal.ORDER_MISSING)
    last = act.editions.order_by("-starts_on").values_list("starts_on", flat=True).first()
    if last is not None and ceased_on < last:
        raise refusal(ActRefusal.ENDS_BEFORE_START, day=last)
    act.ceased_on, act.ceased_ground = ceased_on, ground.strip()
    act.save(update_fields=["ceased_on", "ceased_ground"])
    told = {"ceased_on": ceased_on.isoformat(), "ground": act.ceased_ground}
    _record(actor, Act.ACT_WITHDRAWN, act, None, told, now)
    return act


@transaction.atomic
def show_act(*, actor: Actor, act_id: int, is_public: bool, now: datetime) -> LocalAct:
    """Open an act to people without an account, or keep it to those of the school (S3-08).

    Raises `Forbidden`, `NotVisible`.
    """
    require(may_keep_acts(actor))
    act = LocalAct.objects.select_for_update().filter(pk=act_id).first()
    if act is None:
        raise NotVisible
    if act.is_public != is_public:
        before, act.is_public = {"is_public": act.is_public}, is_public
        act.save(update_fields=["is_public"])
        _record(actor, Act.ACT_SHOWN, act, before, {"is_public": is_public}, now)
    return act


@transaction.atomic
def ask_to_know(*, actor: Actor, act_id: int, known_by: KnownBy, now: datetime) -> LocalAct:
    """Name who says to have read the edition in force before going on; who has said so is not asked again.

    Raises `Forbidden`, `NotVisible`; refuses `act_withdrawn`.
    """
    act = _locked(actor, act_id)
    if act.known_by != known_by:
        before, act.known_by = {"known_by": act.known_by}, known_by
        act.save(update_fields=["known_by"])
        _record(actor, Act.ACT_ASKED, act, before, {"known_by": str(known_by)}, now)
    return act


@transaction.atomic
def link_edition(*, actor: Actor, edition_id: int, regulation_from: date, now: datetime) -> ActEdition:
    """Name an edition that is placed already as the text of a version of the regulation (S1-67).

    Raises `Forbidden`; `NotVisible` for an edition or a version that is not there, an edition that is a text already.
    """
    require(may_keep_acts(actor))
    version = RegulationVersion.objects.filter(effective_from=regulation_from).first()
    rows = ActEdition.objects.select_for_update(of=("self",)).select_related("act").defer("content")
    edition = rows.filter(pk=edition_id, regulation=None).first()
    if version is None or edition is None:
        raise NotVisible
    edition.regulation = version
    edition.save(update_fields=["regulation"])
    told = {"edition": edition.pk, "regulation": regulation_from.isoformat()}
    _record(actor, Act.ACT_LINKED, edition.act, None, told, now)
    return edition


def may_keep_acts(actor: Actor) -> bool:
    """Tell whether the actor places, replaces and withdraws acts: who approves the regulation does."""
    return may_do(actor, Resource.REGULATION, Action.CHOOSE, Relation.SAME_SCHOOL)


def _locked(actor: Actor, act_id: int) -> LocalAct:
    require(may_keep_acts(actor))
    act = LocalAct.objects.select_for_update().filter(pk=act_id).first()
    if act is None:
        raise NotVisible
    if act.ceased_on is not None:
        raise refusal(ActRefusal.WITHDRAWN, day=act.ceased_on)
    return act


def _edition(
    act: LocalAct,
    actor: Actor,
    adoption: Adoption,
    document: Document,
    regulation_from: date | None,
    now: datetime,
) -> dict[str, Any]:
    order_no = adoption.order_no.strip()
    if bool(order_no) != (adoption.order_date is not None):
        raise refusal(ActRefusal.ORDER_MISSING)
    pages = pages_of(document.content, limit=settings.DOCUMENT_MEBIBYTES * MEBIBYTE)
    version = None
    if regulation_from is not None:
        version = RegulationVersion.objects.filter(effective_from=regulation_from).first()
        if version is None:
            raise NotVisible
    edition = ActEdition.objects.create(
        act=act,
        starts_on=adoption.starts_on,
        adopted_by=adoption.adopted_by.strip(),
        order_no=order_no,
        order_date=adoption.order_date,
        regulation=version,
        content=document.content,
        sha256=hashlib.sha256(document.content).hexdigest(),
        size=len(document.content),
        pages=pages,
        file_name=document.name[:200],
        uploaded_by_id=actor.person_id,
        uploaded_at=now,
    )
    told = {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(adoption).items()}
    linked = regulation_from.isoformat() if regulation_from else None
    return {**told, "edition": edition.pk, "sha256": edition.sha256, "pages": pages, "regulation": linked}


def _record(actor: Actor, code: Act, act: LocalAct, before: Any, after: Any, now: datetime) -> None:
    record(chain=CHAIN, actor=actor, entries=[Entry(code, {"act": act.pk}, before, after)], now=now)
