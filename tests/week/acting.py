"""Acts of the week, carried out through the services that pages call."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from parta.audit.bulk import ChangedRow, NewRow
from parta.audit.models import ChainHead
from parta.journal.access import course_view
from parta.journal.queries.day import day_page
from parta.journal.rules.edit_request_form import parse_ask
from parta.journal.rules.operations import BadOperations, parse_operations
from parta.journal.rules.record_hints import homework_hints, topic_hints
from parta.journal.services.cancelling import cancel
from parta.journal.services.class_days import check_day, give_reasons
from parta.journal.services.edit_decisions import grant_edits
from parta.journal.services.edit_requests import ask_to_edit
from parta.journal.services.operations import carry_out
from parta.journal.services.terms import close_term
from parta.kernel.decisions import Forbidden, NotVisible, Refused
from parta.people.services.places import enrol_pupils
from parta.timetable.services.substitutions import record_substitutions
from parta.wording.dates import until_text
from parta.wording.duties import lacking_text
from parta.wording.hints import HINTS
from parta.wording.operations import bad_operations_text, decision_of
from tests.week.outcomes import Outcome, Verdict
from tests.week.school import day_of, enrolment_of
from tests.week.script import Act, moment, words
from tests.week.stage import OPERATIONS, Stage, body

YES = Outcome(Verdict.YES)
_HINTS = {"topic": topic_hints, "homework": homework_hints}


def act_out(stage: Stage, act: Act) -> Outcome:
    """Carry out one act; give what came of it, whatever it is."""
    try:
        outcome = _operation(stage, act) if act.do in OPERATIONS else _OTHERS[act.do](stage, act)
    except Refused as refused:
        outcome = stage.refused(refused.decision)
    except BadOperations as bad:
        outcome = Outcome(Verdict.NO, text=bad_operations_text(bad.code, bad.params))
    except Forbidden:
        outcome = Outcome(Verdict.NO, text=words()["forbidden"])
    except NotVisible:
        outcome = Outcome(Verdict.NO, text=words()["not_visible"])
    return stage.righted(outcome, act.setting)


def _operation(stage: Stage, act: Act) -> Outcome:
    course = stage.course(act.what)
    before = ChainHead.objects.filter(chain=f"course:{course.pk}").values_list("seq", flat=True).first() or 0
    operations = parse_operations(body([stage.row(act.do, act.what)]))
    done = carry_out(actor=stage.actor(act.who, act.at), course_id=course.pk, operations=operations, now=act.at)
    outcome = stage.answered(done.answers[0], course, before)
    if outcome.verdict is not Verdict.YES or act.do not in _HINTS:
        return outcome
    for hint in _HINTS[act.do](stage.regulation, act.what.get("value", "")):
        return Outcome(Verdict.HINT, hint.clause, HINTS[hint.code])
    return outcome


def _look(stage: Stage, act: Act) -> Outcome:
    """Look at «Мой день»: whether the lesson still lacks this, by when, by which clause."""
    lesson = stage.school.lessons[act.what["lesson"]]
    page = day_page(person_id=stage.school.people[act.who].pk, day=lesson.date, now=act.at)
    owed = [row for row in page.due_at(lesson.pk) if row.duty == act.what["duty"]]
    if not owed:
        return Outcome(Verdict.NOTHING, text=words()["nothing_owed"])
    told = "; ".join(f"{lacking_text(row.duty, row.work)} — {until_text(row.due)}" for row in owed)
    return Outcome(Verdict.REMINDED, owed[0].clause, told)


def _ask(stage: Stage, act: Act) -> Outcome:
    ((do, what),) = act.what["of"].items()
    view = course_view(stage.actor(act.who, act.at), stage.course(what).pk)
    ask = parse_ask(body([stage.row(do, what)], id=str(uuid.uuid4()), ground=act.what["ground"]))
    stage.requests[act.name] = ask_to_edit(view=view, ask=ask, now=act.at)
    return YES


def _grant(stage: Stage, act: Act) -> Outcome:
    request = stage.requests.get(act.what["request"])
    if request is None:
        return Outcome(Verdict.NOTHING, text=words()["nothing_asked"])
    cells = list(request.cells.values_list("pk", flat=True))
    until = moment(act.what["until"])
    grant_edits(actor=stage.actor(act.who, act.at), cell_ids=cells, until=until, now=act.at)
    return YES


def _cancel(stage: Stage, act: Act) -> Outcome:
    actor = stage.actor(act.who, act.at)
    cancel(actor=actor, lesson_id=stage.lesson(act.what), reason=act.what["reason"], now=act.at)
    return YES


def _substitute(stage: Stage, act: Act) -> Outcome:
    new = [
        NewRow(
            {
                "lesson_id": stage.school.lessons[lesson].pk,
                "kind": "substitute",
                "absent_id": stage.school.lessons[lesson].employee_id,
                "substitute_id": stage.school.people[act.what["by"]].pk,
                "subject_id": None,
                "reason": act.what["reason"],
            }
        )
        for lesson in act.what["lessons"]
    ]
    record_substitutions(new=new, changes=(), actor=stage.actor(act.who, act.at), now=act.at)
    return YES


def _move(stage: Stage, act: Act) -> Outcome:
    pupil, first = stage.school.pupils[act.what["pupil"]], day_of(act.what["since"])
    standing = enrolment_of(pupil)
    last = (first - timedelta(days=1)).isoformat()
    new = {
        "pupil_id": pupil.pk,
        "school_class_id": stage.school.classes[act.what["to"]].pk,
        "starts_on": first.isoformat(),
        "ends_on": None,
        "order_no": act.what["order"],
        "individual": False,
    }
    changes = [ChangedRow(standing.pk, {"ends_on": None}, {"ends_on": last})]
    enrol_pupils(new=[NewRow(new)], changes=changes, actor=stage.actor(act.who, act.at), now=act.at)
    return YES


def _check(stage: Stage, act: Act) -> Outcome:
    school_class = stage.school.classes[act.what["class"]]
    check_day(actor=stage.actor(act.who, act.at), class_id=school_class.pk, day=day_of(act.what["day"]), now=act.at)
    return YES


def _reasons(stage: Stage, act: Act) -> Outcome:
    given = give_reasons(
        actor=stage.actor(act.who, act.at),
        class_id=stage.school.classes[act.what["class"]].pk,
        pupil_id=stage.pupil(act.what),
        day=day_of(act.what["day"]),
        code=act.what["value"],
        reason=act.what["reason"],
        now=act.at,
    )
    if given.left:
        return stage.refused(decision_of(given.left[0]))
    return YES


def _close(stage: Stage, act: Act) -> Outcome:
    term = stage.school.terms[act.what["class"]][0]
    close_term(actor=stage.actor(act.who, act.at), term_id=term.pk, ground=act.what["ground"], now=act.at)
    return YES


_OTHERS: dict[str, Callable[[Stage, Act], Outcome]] = {
    "look": _look,
    "ask": _ask,
    "grant": _grant,
    "cancel": _cancel,
    "substitute": _substitute,
    "move": _move,
    "check": _check,
    "reasons": _reasons,
    "close": _close,
}
