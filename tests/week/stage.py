"""Where the week is acted: who acts at which moment, what stands in the journals now, what an act left behind."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from parta.audit.models import Event
from parta.curriculum.models import Course
from parta.journal.enums import RefusalCode, WorkPurpose
from parta.journal.models import Attendance, EditRequest, Homework, LessonEntry, Mark, TermResult, Work, WorkKind
from parta.journal.rules.edit_requests import may_be_asked
from parta.kernel.actor import Actor
from parta.kernel.decisions import Clause, Decision
from parta.people.queries.actors import actor_for
from parta.regulation.enums import Source, Terminology
from parta.regulation.rules.parse import load_preset
from parta.regulation.rules.tree import Regulation, Setting
from parta.wording.dates import until_text
from parta.wording.operations import decision_of
from parta.wording.refusals import refusal_text
from tests.week.outcomes import Outcome, Verdict
from tests.week.school import ZONE, School

_KIND = "ответ на уроке"


@dataclass
class Stage:
    """The school in the middle of its week, under one regulation."""

    school: School
    requests: dict[str, EditRequest] = field(default_factory=dict)

    @property
    def regulation(self) -> Regulation:
        """The regulation of the school."""
        return load_preset(self.school.preset)

    @property
    def terminology(self) -> Terminology:
        """Whose words the school speaks."""
        return self.regulation.words.terminology.value

    def actor(self, who: str, now: datetime) -> Actor:
        """Give a person of the staff as the actor of a request made at this moment."""
        frame = actor_for(account_id=self.school.accounts[who], school=self.school.school, request_id="week")
        assert frame is not None
        return replace(frame.actor, today=now.date())

    def course(self, what: Mapping[str, Any]) -> Course:
        """Give the journal that an act is about."""
        name = what["journal"] if "journal" in what else what["lesson"].rpartition(" ")[0]
        return self.school.journals[name]

    def setting(self, path: str) -> Setting[Any]:
        """Give a rule of the regulation by «group.name»."""
        group, _, name = path.partition(".")
        setting: Setting[Any] = getattr(getattr(self.regulation, group), name)
        return setting

    def refused(self, decision: Decision) -> Outcome:
        """Tell of a refusal in the words that a page would use."""
        verdict = Verdict.NOTHING if decision.code == RefusalCode.EDIT_NOT_NEEDED else Verdict.NO
        text = refusal_text(decision, self.terminology)
        return Outcome(verdict, decision.clause, text, opens=may_be_asked(decision))

    def answered(self, answer: Mapping[str, Any], course: Course, before: int) -> Outcome:
        """Tell of the answer of one operation, with what it left in the journal's chain."""
        if answer["status"] == "refused":
            return self.refused(decision_of(answer))
        assert answer["status"] == "applied", answer
        told: dict[str, Any] = {}
        for event in Event.objects.filter(chain=f"course:{course.pk}", seq__gt=before).order_by("seq"):
            told |= event.after or {}
        clause, text = None, ""
        if "overdue" in told:
            late = told["overdue"]
            clause = Clause(late["act"], late["number"])
            text = until_text(datetime.fromisoformat(late["due"]).astimezone(ZONE))
        if "permission" in told:
            return Outcome(Verdict.PERMITTED, clause, text)
        if clause is not None:
            return Outcome(Verdict.LATE, clause, text)
        return Outcome(Verdict.MARKED if told.get("late") else Verdict.YES)

    def righted(self, outcome: Outcome, path: str) -> Outcome:
        """Add the clause of the rule that gives the right, where nothing else was named."""
        if not path or outcome.clause is not None or outcome.verdict not in (Verdict.YES, Verdict.NO):
            return outcome
        setting = self.setting(path)
        if outcome.verdict is Verdict.YES and setting.source is Source.DEFAULT:
            return outcome
        return replace(outcome, clause=setting.clause)

    def row(self, do: str, what: Mapping[str, Any]) -> dict[str, Any]:
        """Write an operation as a page does, with the version that stands in the journal now."""
        return _ROWS[do](self, what)

    def lesson(self, what: Mapping[str, Any]) -> int:
        """Give the id of the lesson that an act is about."""
        return self.school.lessons[what["lesson"]].pk

    def pupil(self, what: Mapping[str, Any]) -> int:
        """Give the id of the pupil that an act is about."""
        return self.school.pupils[what["pupil"]].pk


def body(rows: list[dict[str, Any]], **more: Any) -> bytes:
    """Write a request of the grid; every operation with an id of its own."""
    return json.dumps({"operations": [{"op": str(uuid.uuid4()), **row} for row in rows], **more}).encode()


def _version(model: Any, **where: Any) -> int:
    row = model.objects.filter(**where).first()
    return row.version if row else 0


def _topic(stage: Stage, what: Mapping[str, Any]) -> dict[str, Any]:
    lesson = stage.lesson(what)
    base = _version(LessonEntry, lesson=lesson)
    return {"kind": "topic", "lesson": lesson, "value": what["value"], "plan_line": None, "base": base}


def _homework(stage: Stage, what: Mapping[str, Any]) -> dict[str, Any]:
    lesson = stage.lesson(what)
    standing = Homework.objects.filter(lesson=lesson, pupil=None).first()
    return {
        "kind": "homework",
        "lesson": lesson,
        "id": str(standing.id if standing else uuid.uuid4()),
        "value": what.get("value", ""),
        "none": "value" not in what,
        "due": stage.school.lessons[what["due"]].pk if "due" in what else None,
        "base": standing.version if standing else 0,
    }


def _roll(stage: Stage, what: Mapping[str, Any]) -> dict[str, Any]:
    return {"kind": "present_all", "lesson": stage.lesson(what)}


def _absence(stage: Stage, what: Mapping[str, Any]) -> dict[str, Any]:
    lesson, pupil = stage.lesson(what), stage.pupil(what)
    base = _version(Attendance, lesson=lesson, pupil=pupil)
    return {
        "kind": "absence",
        "lesson": lesson,
        "pupil": pupil,
        "value": what["value"],
        "reason": what.get("reason", ""),
        "base": base,
    }


def _mark(stage: Stage, what: Mapping[str, Any]) -> dict[str, Any]:
    lesson, pupil, work = stage.lesson(what), stage.pupil(what), _column(stage, what)
    row = {
        "kind": "mark",
        "work": work,
        "pupil": pupil,
        "criterion": 1,
        "value": what["value"],
        "attempt": what.get("attempt", False),
        "base": _version(Mark, work=work, pupil=pupil),
    }
    if not Work.objects.filter(pk=work).exists():
        row["new_work"] = {"lesson": lesson, "kind": _kind(what), "weight": None, "title": "", "criteria": 1}
        row["new_work"]["purpose"] = _purpose(what)
    return row


def _work(stage: Stage, what: Mapping[str, Any]) -> dict[str, Any]:
    work = _column(stage, what)
    row = {
        "kind": "work",
        "work": work,
        "lesson": stage.lesson(what),
        "weight": None,
        "title": "",
        "criteria": 1,
        "purpose": _purpose(what),
        "base": _version(Work, pk=work),
    }
    return row if what["work"] == "" else {**row, "kind_id": _kind(what)}


def _result(stage: Stage, what: Mapping[str, Any]) -> dict[str, Any]:
    term = stage.school.terms[what["journal"].partition(" ")[0]][0]
    pupil = stage.pupil(what)
    where = {"course": stage.course(what).pk, "pupil": pupil, "kind": "term", "term": term}
    base = _version(TermResult, **where)
    return {"kind": "term", "pupil": pupil, "result": "term", "term": term.pk, "value": what["value"], "base": base}


def _column(stage: Stage, what: Mapping[str, Any]) -> str:
    """Name the column of this kind of work at this lesson: the same act of the week finds the same column."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{stage.lesson(what)}:{what.get('work', _KIND)}"))


def _kind(what: Mapping[str, Any]) -> int:
    return WorkKind.objects.get(name=what.get("work", _KIND)).pk


def _purpose(what: Mapping[str, Any]) -> str:
    """Say what the work is for; kept only where the act tells the two apart."""
    return what.get("purpose", WorkPurpose.FORMATIVE)


_ROWS = {
    "topic": _topic,
    "homework": _homework,
    "roll": _roll,
    "absence": _absence,
    "mark": _mark,
    "work": _work,
    "result": _result,
}
OPERATIONS = frozenset(_ROWS)
"""Acts that are operations of the journal."""
