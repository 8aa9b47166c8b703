"""Asking for the long work of an import: a worker checks the open draft, or brings it in."""

import datetime as dt
from collections.abc import Mapping

from parta.integrations.enums import DraftState, ImportRefusal, Work
from parta.integrations.models import ImportDraft
from parta.jobs.enums import OPEN
from parta.jobs.models import Job
from parta.jobs.services import ask_for_job
from parta.kernel.actor import Actor
from parta.kernel.decisions import refusal, require
from parta.people.access import may_bring_in


def ask_for_check(*, actor: Actor, title: str, now: dt.datetime) -> Job:
    """Have the open draft checked; gives the work that goes on already, whoever asked for it.

    Raises `Forbidden`; refuses with `import_no_draft` and `job_too_many`.
    """
    draft = _draft(actor)
    return ask_unless_going_on(kind=Work.CHECK, parameters={"draft": draft.pk}, actor=actor, title=title, now=now)


def ask_for_storing(*, actor: Actor, title: str, now: dt.datetime) -> Job:
    """Have the open draft brought in for good; gives the work that goes on already, whoever asked for it.

    Raises `Forbidden`; refuses with `import_no_draft`, `import_not_checked`, `import_has_errors`, `job_too_many`.
    """
    draft = _draft(actor)
    require_checked(draft)
    return ask_unless_going_on(kind=Work.STORE, parameters={"draft": draft.pk}, actor=actor, title=title, now=now)


def require_checked(draft: ImportDraft) -> None:
    """Refuse with `import_not_checked` and `import_has_errors` a draft that may not be stored as it is."""
    if draft.state != DraftState.CHECKED or draft.report is None:
        raise refusal(ImportRefusal.NOT_CHECKED)
    if draft.report["errors"]:
        raise refusal(ImportRefusal.HAS_ERRORS, count=draft.report["errors"])


def ask_unless_going_on(
    *, kind: Work, parameters: Mapping[str, int | str], actor: Actor, title: str, now: dt.datetime
) -> Job:
    """Ask for work of imports, or give the one that goes on in the school; refuses with `job_too_many`."""
    going_on = Job.objects.filter(kind__in=list(Work), state__in=OPEN).first()
    if going_on is not None:
        return going_on
    return ask_for_job(actor=actor, kind=kind, parameters=parameters, title=title, now=now)


def _draft(actor: Actor) -> ImportDraft:
    require(may_bring_in(actor))
    draft = ImportDraft.objects.exclude(state=DraftState.STORED).first()
    if draft is None:
        raise refusal(ImportRefusal.NO_DRAFT)
    return draft
