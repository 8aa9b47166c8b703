"""Writing the school's own act: state, audit, refusals."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from parta.audit.models import Event
from parta.kernel.decisions import Forbidden, Refused
from parta.people.queries.actors import actor_for
from parta.regulation.enums import Preset
from parta.regulation.models import RegulationDraft, RegulationVersion
from parta.regulation.queries import dated_versions, open_draft, versions
from parta.regulation.services.drafts import (
    approve_draft,
    begin_draft,
    change_setting,
    discard_draft,
    name_act,
    return_setting,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=ZoneInfo("Asia/Yekaterinburg"))
DAYS = {"value": 3, "clause": "4.2", "quote": "в течение трёх дней"}
EDIT = {"group": "marks", "name": "edit_window_days"}
ORDER = {"order_no": "41-од", "order_date": date(2026, 11, 19)}


@pytest.fixture
def director(world):
    frame = actor_for(account_id=world.accounts[world.director.pk].pk, school=world.school, request_id="r1")
    return replace(frame.actor, today=NOW.date())


@pytest.fixture
def deputy(world):
    return actor_for(account_id=world.accounts[world.deputy.pk].pk, school=world.school, request_id="r1").actor


def begun(director, preset=None):
    return begin_draft(actor=director, preset=preset, now=NOW)


def refused(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**arguments)
    return caught.value.decision.code


def test_a_draft_begins_from_what_is_in_force_and_judges_nothing(director):
    draft = begun(director)
    assert (draft.preset, draft.values, draft.version) == ("school_2", {}, 1)
    draft = change_setting(actor=director, **EDIT, entry=DAYS, seen=1, now=NOW)
    assert draft.values["marks"]["edit_window_days"] == {**DAYS, "source": "own"}
    assert versions().on(date(2026, 11, 20)).marks.edit_window_days.value == 7
    acts = list(Event.objects.filter(chain="regulation").order_by("seq").values_list("act", flat=True))
    assert acts == ["regulation.draft_begun", "regulation.draft_changed"]


def test_only_one_draft_at_a_time(director):
    begun(director)
    assert refused(begin_draft, actor=director, preset=Preset.LYCEUM_68, now=NOW) == "draft_begun_already"


def test_two_tabs_do_not_overwrite_each_other(director):
    begun(director)
    change_setting(actor=director, **EDIT, entry=DAYS, seen=1, now=NOW)
    assert refused(change_setting, actor=director, **EDIT, entry={**DAYS, "value": 9}, seen=1, now=NOW) == (
        "draft_seen_old"
    )
    assert open_draft().values["marks"]["edit_window_days"]["value"] == 3


@pytest.mark.parametrize(
    ("group", "name", "value"),
    [
        ("marks", "edit_window_days", -1),
        ("marks", "edit_window_days", "сто"),
        ("marks", "no_such_thing", 1),
        ("act", "code", "default"),
        ("marks", "late_edit_policy", "sometimes"),
        ("lessons", "topic_deadline", [{"anchor": "never"}]),
    ],
)
def test_a_value_that_cannot_be_read_stores_nothing(director, group, name, value):
    begun(director)
    entry = {"value": value, "clause": "1", "quote": ""}
    code = refused(change_setting, actor=director, group=group, name=name, entry=entry, seen=1, now=NOW)
    assert code == "draft_bad_value"
    assert (open_draft().values, open_draft().version) == ({}, 1)


def test_a_decision_is_taken_back(director):
    begun(director)
    change_setting(actor=director, **EDIT, entry=DAYS, seen=1, now=NOW)
    draft = return_setting(actor=director, **EDIT, seen=2, now=NOW)
    assert (draft.values, draft.version) == ({}, 3)
    assert return_setting(actor=director, **EDIT, seen=3, now=NOW).version == 3


def test_approval_puts_the_draft_in_force_from_a_date_by_an_order(director):
    begun(director)
    change_setting(actor=director, **EDIT, entry=DAYS, seen=1, now=NOW)
    name_act(actor=director, title="Положение о журнале гимназии", short="Положение гимназии", seen=2, now=NOW)
    day = date(2026, 11, 23)
    held = date(2026, 11, 20)
    code = refused(approve_draft, actor=director, effective_from=held, **ORDER, seen=3, last_held=held, now=NOW)
    assert code == "regulation_in_past"
    approve_draft(actor=director, effective_from=day, **ORDER, seen=3, last_held=held, now=NOW)
    assert not RegulationDraft.objects.exists()
    before, after = versions().on(date(2026, 11, 22)), versions().on(day)
    assert (before.marks.edit_window_days.value, after.marks.edit_window_days.value) == (7, 3)
    assert after.marks.edit_window_days.clause.act == "Положение гимназии"
    last = dated_versions()[-1]
    assert (last.effective_from, last.order_no, last.order_date) == (day, "41-од", date(2026, 11, 19))
    event = Event.objects.get(act="regulation.draft_approved")
    assert event.after["order_no"] == "41-од"


def test_a_draft_is_discarded_and_the_audit_keeps_it(director):
    begun(director)
    change_setting(actor=director, **EDIT, entry=DAYS, seen=1, now=NOW)
    discard_draft(actor=director, now=NOW)
    assert open_draft() is None
    assert Event.objects.get(act="regulation.draft_discarded").before["values"]["marks"]
    assert refused(discard_draft, actor=director, now=NOW) == "no_draft"
    assert refused(change_setting, actor=director, **EDIT, entry=DAYS, seen=1, now=NOW) == "no_draft"


def test_only_the_director_and_the_administrator_write_the_act(director, deputy):
    begun(director)
    for call in (
        lambda: begin_draft(actor=deputy, preset=None, now=NOW),
        lambda: change_setting(actor=deputy, **EDIT, entry=DAYS, seen=1, now=NOW),
        lambda: return_setting(actor=deputy, **EDIT, seen=1, now=NOW),
        lambda: name_act(actor=deputy, title="a", short="b", seen=1, now=NOW),
        lambda: discard_draft(actor=deputy, now=NOW),
        lambda: approve_draft(actor=deputy, effective_from=date(2026, 12, 1), **ORDER, seen=1, last_held=None, now=NOW),
    ):
        with pytest.raises(Forbidden):
            call()
    assert (RegulationDraft.objects.get().version, RegulationVersion.objects.count()) == (1, 1)
