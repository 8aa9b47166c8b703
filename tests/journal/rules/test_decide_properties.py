"""What holds of every regulation that anybody may write, and of every lesson and moment."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parta.journal.rules.decide import EntryAct, decide
from parta.journal.rules.duties import Duty, due_moment
from parta.journal.rules.facts import DayFacts, LessonFacts, TermFacts, WorkFacts
from parta.regulation.enums import Anchor, CountFrom, Direction, LatePolicy, Preset, Unit
from parta.regulation.rules.parse import load_preset, parse_regulation, preset_table
from parta.regulation.rules.tree import Regulation
from tests.journal.rules.school_year import CRIMEA, DICTATION, ESSAY, ORAL, TEST_PAPER, URAL, lesson, period, year

ACT = {"code": "ours", "title": "Положение", "short": "Наше положение"}
LOOSER = {LatePolicy.DENY: 0, LatePolicy.APPROVE: 1, LatePolicy.LOG_ONLY: 2}
POLICIES = {
    "lessons": ("late_record_policy",),
    "marks": ("late_mark_policy", "late_edit_policy"),
    "attendance": ("late_attendance_policy",),
    "results": ("late_result_policy",),
}
WINDOWS = {
    "lessons": ("record_window_days",),
    "marks": ("new_mark_window_days", "edit_window_days"),
    "attendance": ("attendance_window_days", "absence_reason_window_days"),
}
TERMS = {
    "lessons": ("topic_deadline",),
    "homework": ("homework_entry_deadline",),
    "marks": ("current_mark_deadline", "written_mark_deadlines"),
    "attendance": ("attendance_deadline",),
    "results": (
        "period_mark_rule",
        "year_mark_rule",
        "exam_mark_rule",
        "period_mark_opening",
        "gia_result_deadline",
        "gia_final_mark_deadline",
    ),
}
LESSON_DUTIES = (Duty.TOPIC, Duty.ATTENDANCE, Duty.HOMEWORK, Duty.ORAL_MARK, Duty.WRITTEN_MARK)
RESULT_ACTS = (EntryAct.PERIOD_MARK, EntryAct.YEAR_MARK, EntryAct.EXAM_MARK, EntryAct.FINAL_MARK)
YEAR = [date(2026, 9, 1) + timedelta(days=step) for step in range(268)]

clocks = st.times().map(lambda clock: f"{clock.hour:02}:{clock.minute:02}")
scopes = st.fixed_dictionaries(
    {},
    optional={
        "grades": st.lists(st.integers(1, 11), max_size=4),
        "subjects": st.lists(st.sampled_from(["математика", "литература"]), unique=True),
        "work_kinds": st.lists(st.sampled_from(["контрольная работа", "сочинение"]), unique=True),
    },
)
deadlines = st.fixed_dictionaries(
    {"anchor": st.sampled_from(list(Anchor))},
    optional={
        "offset": st.integers(0, 40),
        "unit": st.sampled_from(list(Unit)),
        "at": clocks,
        "direction": st.sampled_from(list(Direction)),
        "count_from": st.sampled_from(list(CountFrom)),
        "scope": scopes,
    },
)
rows = st.lists(deadlines, max_size=3)
windows = st.one_of(st.integers(0, 30), st.just("always"))


def entries(name: str, value: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    base = {"value": value, "clause": st.just("1.1")}
    more = {"also": st.lists(st.fixed_dictionaries({"value": rows, "clause": st.just("2.2")}), max_size=2)}
    return st.fixed_dictionaries(base, optional=more if name in {n for names in TERMS.values() for n in names} else {})


def groups() -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, st.SearchStrategy[Any]]] = {}
    for kinds, value in ((TERMS, rows), (WINDOWS, windows), (POLICIES, st.sampled_from(list(LatePolicy)))):
        for group, names in kinds.items():
            found.setdefault(group, {}).update({name: entries(name, value) for name in names})
    none_or_clock = st.one_of(st.just("none"), clocks)
    found["lessons"]["daily_entry_cutoff_time"] = entries("", none_or_clock)
    found["homework"]["homework_after_class_minutes"] = entries("", st.integers(0, 300))
    return st.fixed_dictionaries(
        {}, optional={group: st.fixed_dictionaries({}, optional=names) for group, names in found.items()}
    )


def ours(changes: dict[str, Any], base: Preset = Preset.DEFAULT) -> Regulation:
    table = {name: dict(group) for name, group in preset_table(base).items()}
    for group, settings_ in changes.items():
        table[group] = {**table.get(group, {}), **settings_}
    return parse_regulation({**table, "act": ACT}, base=load_preset(Preset.DEFAULT))


@st.composite
def lessons(draw) -> LessonFacts:
    grade = draw(st.sampled_from([1, 3, 7, 9, 11]))
    facts = lesson(
        draw(st.sampled_from(YEAR)),
        grade=grade,
        subject=draw(st.sampled_from(["математика", "литература", "иностранный язык (английский)", ""])),
        weekdays=draw(st.sets(st.integers(1, 6), min_size=1)),
        zone=draw(st.sampled_from([URAL, CRIMEA])),
        start=draw(st.sampled_from(["08:00", "20:30"])),
        end=draw(st.sampled_from(["21:15", "23:59"])),
        class_ends=draw(st.sampled_from([None, {}, {"08:40": False}, {"23:59": False}])),
        cancelled=draw(st.sets(st.sampled_from(YEAR), max_size=5)),
    )
    if draw(st.booleans()):
        return facts
    return LessonFacts(facts.day, facts.start, facts.end, facts.zone, grade, facts.status, around=DayFacts())


@st.composite
def terms(draw) -> TermFacts:
    grade = draw(st.sampled_from([1, 3, 7, 9, 11]))
    gia = draw(st.sampled_from([None, date(2027, 6, 10)]))
    make = draw(st.sampled_from([year, lambda **more: period(draw(st.integers(1, 2)), **more)]))
    return make(grade=grade, gia_announced=gia, gia_entered=gia, attestation=draw(st.sampled_from([None, *YEAR[::30]])))


works = st.sampled_from([None, ORAL, DICTATION, ESSAY, TEST_PAPER, WorkFacts("новый вид", written=True)])
moments = st.datetimes(datetime(2026, 8, 1), datetime(2027, 8, 31), timezones=st.sampled_from([URAL, CRIMEA]))  # noqa: DTZ001
acts = st.sampled_from([act for act in EntryAct if act not in RESULT_ACTS])
presets = st.sampled_from(list(Preset))
few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@few
@given(groups(), presets, st.randoms(use_true_random=False), lessons(), terms(), works, moments)
def test_no_settings_in_no_order_crash_the_engine(changes, base, random, facts, term, work, now) -> None:
    regulation = ours(changes, base)
    shuffled: dict[str, Any] = {}
    for group in random.sample(sorted(changes), len(changes)):
        names = random.sample(sorted(changes[group]), len(changes[group]))
        shuffled[group] = {name: changes[group][name] for name in names}
    again = ours(shuffled, base)
    for act in EntryAct:
        about = term if act in RESULT_ACTS else facts
        assert decide(act, regulation, about, now, work=work) == decide(act, again, about, now, work=work)
    for duty in Duty:
        about = facts if duty in LESSON_DUTIES else term
        assert due_moment(duty, regulation, about) == due_moment(duty, again, about)


@few
@given(groups(), presets, lessons(), works)
def test_nothing_is_due_before_the_lesson_and_the_strictest_comes_first(changes, base, facts, work) -> None:
    regulation = ours(changes, base)
    for duty in LESSON_DUTIES:
        due = due_moment(duty, regulation, facts, work or ORAL)
        if due is not None:
            assert facts.ends_at <= due.moment <= due.lenient


@few
@given(presets, terms())
def test_only_period_marks_of_school_117_are_due_before_the_period_ends(base, term) -> None:
    due = due_moment(Duty.PERIOD_MARK, load_preset(base), term)
    assert due is not None
    early = due.moment.date() <= term.end
    assert early == (base is Preset.SCHOOL_117 or (base is Preset.KUDYMKAR_COLLEGE and early))


@few
@given(groups(), presets, acts, st.sampled_from(sorted(LOOSER, key=LOOSER.__getitem__)), lessons(), works, moments)
def test_a_stricter_policy_never_allows_what_a_looser_denies(changes, base, act, policy, facts, work, now) -> None:
    def under(value: LatePolicy) -> bool:
        names = {group: {name: {"value": value, "clause": "9"} for name in rows} for group, rows in POLICIES.items()}
        merged = {group: {**changes.get(group, {}), **names.get(group, {})} for group in {*changes, *names}}
        return decide(act, ours(merged, base), facts, now, work=work).allowed

    allowed = [under(value) for value in sorted(LOOSER, key=LOOSER.__getitem__) if LOOSER[value] >= LOOSER[policy]]
    assert allowed == sorted(allowed)


@few
@given(groups(), presets, acts, st.integers(0, 30), st.integers(0, 30), lessons(), works, moments)
def test_a_shorter_window_never_allows_what_a_longer_denies(changes, base, act, one, other, facts, work, now) -> None:
    def under(days: int) -> bool:
        names = {group: {name: {"value": days, "clause": "9"} for name in rows} for group, rows in WINDOWS.items()}
        merged = {group: {**changes.get(group, {}), **names.get(group, {})} for group in {*changes, *names}}
        return decide(act, ours(merged, base), facts, now, work=work).allowed

    short, long = sorted((one, other))
    assert not under(short) or under(long)


@few
@given(groups(), presets, acts, lessons(), works, moments, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_page_that_is_shut_does_not_open_again(changes, base, act, facts, work, now, later) -> None:
    regulation = ours(changes, base)
    if facts.has_come(now) and not decide(act, regulation, facts, now, work=work).allowed:
        assert not decide(act, regulation, facts, now + later, work=work).allowed


@few
@given(groups(), presets, acts, lessons(), works, moments)
def test_a_permission_only_opens(changes, base, act, facts, work, now) -> None:
    regulation = ours(changes, base)
    plain = decide(act, regulation, facts, now, work=work)
    opened = decide(act, regulation, facts, now, work=work, opened_until=now + timedelta(hours=1))
    assert opened.allowed or not plain.allowed
    if opened.allowed and not plain.allowed:
        assert (plain.who_can_lift, opened.open_until) == ("deputy", now + timedelta(hours=1))
