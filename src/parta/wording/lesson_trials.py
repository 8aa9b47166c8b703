"""What would be allowed at a lesson, in words: acts, answers with their clauses, moments of the lesson."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from parta.journal.enums import ENTERED_LATE, RefusalCode, Standing, TrialAct
from parta.journal.rules.decide import EntryTerms
from parta.journal.rules.facts import WorkFacts
from parta.journal.services.lesson_trials import Verdict
from parta.kernel.decisions import Clause, Decision
from parta.people.enums import Role
from parta.regulation.enums import LatePolicy, Terminology
from parta.wording.dates import moment_end, until_text
from parta.wording.refusals import refusal_parts
from parta.wording.roles import role_name

ACTS = {
    TrialAct.TOPIC: "Записать тему",
    TrialAct.ATTENDANCE: "Отметить отсутствующего",
    TrialAct.ABSENCE_REASON: "Указать причину пропуска",
    TrialAct.HOMEWORK: "Записать домашнее задание",
    TrialAct.NEW_MARK: "Поставить отметку",
    TrialAct.MARK_CHANGE: "Изменить отметку",
    TrialAct.MARK_REMOVAL: "Убрать отметку",
    TrialAct.PERIOD_MARK: "Выставить отметку за период",
}
THINGS = {
    TrialAct.TOPIC: "тема",
    TrialAct.ATTENDANCE: "отсутствующие",
    TrialAct.ABSENCE_REASON: "причина пропуска",
    TrialAct.HOMEWORK: "домашнее задание",
    TrialAct.NEW_MARK: "отметка",
    TrialAct.MARK_CHANGE: "изменение отметки",
    TrialAct.MARK_REMOVAL: "изменение отметки",
    TrialAct.PERIOD_MARK: "отметка за период",
}
HEADS = {"yes": "Можно", "late": "Можно, но запишется как поздняя", "no": "Нельзя"}
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One reason with the clause that says so."""

    text: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one act: `yes`, `late` or `no`, and why."""

    state: str
    lines: tuple[Line, ...]

    @property
    def head(self) -> str:
        """The answer in a word or two."""
        return HEADS[self.state]

    def says_like(self, other: "Answer") -> bool:
        """Tell whether two answers say the same, whatever the clauses."""
        return (self.state, self.words) == (other.state, other.words)

    @property
    def words(self) -> tuple[str, ...]:
        """The reasons without their clauses."""
        return tuple(line.text for line in self.lines)


def standing_title(standing: Standing, terminology: Terminology) -> str:
    """Say in what standing an act is tried."""
    match standing:
        case Standing.TEACHER:
            return f"{role_name(Role.TEACHER, terminology).nominative} этого урока"
        case Standing.SUBSTITUTE:
            return "замещающий учитель" if terminology == Terminology.SCHOOL else "замещающий преподаватель"
        case Standing.HOMEROOM:
            return role_name(Role.HOMEROOM_TEACHER, terminology).nominative
        case Standing.DIRECTOR:
            return role_name(Role.DIRECTOR, terminology).nominative
    return role_name(Role.DEPUTY, terminology).nominative


def kinds_text(kinds: Sequence[WorkFacts]) -> str:
    """Name kinds of work, a long list by its beginning."""
    names = [kind.kind for kind in kinds]
    if len(names) <= _NAMED + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_NAMED])} и ещё {len(names) - _NAMED}"


def answer_of(verdict: Verdict, zone: tzinfo, terminology: Terminology) -> Answer:
    """Say whether an act is allowed, until when or why not, by which clauses, and who can lift a refusal."""
    if not verdict.decision.allowed:
        return Answer("no", tuple(_refused(verdict.decision, terminology)))
    if verdict.is_late:
        return Answer("late", tuple(_late(verdict, zone)))
    return Answer("yes", tuple(_in_time(verdict, zone)))


def _refused(decision: Decision, terminology: Terminology) -> list[Line]:
    who = role_name(decision.who_can_lift, terminology).nominative if decision.who_can_lift else ""
    match decision.code:
        case RefusalCode.NOT_YOUR_DUTY:
            return [Line("Это не входит в его обязанности: страницу заполняет тот, кто ведёт урок")]
        case RefusalCode.YEAR_CLOSED | RefusalCode.TERM_CLOSED:
            lift = f"Снова открыть его может {who}"
        case RefusalCode.LESSON_CANCELLED:
            lift = f"Вернуть урок в расписание может {who}"
        case _ if who:
            lift = f"Открыть доступ может {who}"
        case _:
            lift = "Открыть доступ не может никто" if decision.params.get("denied") else ""
    parts = refusal_parts(decision, terminology)
    reason = Line(parts.why[:1].upper() + parts.why[1:], decision.clause)
    return [reason, *([Line(lift)] if lift else [])]


def _late(verdict: Verdict, zone: tzinfo) -> list[Line]:
    found, late, terms = [], verdict.late, verdict.terms
    if late is not None:
        found.append(Line(f"Срок вышел {moment_end(late.due.astimezone(zone))}", late.clause))
    if verdict.decision.code != ENTERED_LATE:
        return [*found, _open(terms, zone)]
    if terms.shut is not None and (late is None or late.due != terms.shut):
        found.append(Line(f"Обычное время вышло {moment_end(terms.shut.astimezone(zone))}", terms.clause))
    if terms.policy.value is LatePolicy.LOG_ONLY:
        return [*found, Line("Дальше время записи остаётся в журнале", terms.policy.clause)]
    until = verdict.decision.open_until
    return [*found, Line(f"Доступ открыт по заявке {until_text(until.astimezone(zone))}")] if until else found


def _in_time(verdict: Verdict, zone: tzinfo) -> list[Line]:
    terms, found = verdict.terms, []
    due = terms.due
    if due is not None and due.moment == terms.shut:
        return [Line(f"Срок — {until_text(due.moment.astimezone(zone))}, потом закроется", due.clause)]
    if due is not None:
        found.append(Line(f"Срок — {until_text(due.moment.astimezone(zone))}", due.clause))
    found.append(_open(terms, zone))
    if verdict.noted:
        found.append(Line("Останется видно, что отметку меняли после дня урока"))
    return found


def _open(terms: EntryTerms, zone: tzinfo) -> Line:
    if terms.shut is None:
        return Line("Позже не закроется")
    return Line(f"Открыто {until_text(terms.shut.astimezone(zone))}", terms.clause)


def due_text(things: Sequence[str]) -> str:
    """Say what is due at a moment."""
    return f"Срок: {', '.join(things)}"


def shut_text(things: Sequence[str], policy: LatePolicy) -> str:
    """Say what closes at a moment, and what is possible later."""
    later = {
        LatePolicy.DENY: "дальше нельзя",
        LatePolicy.APPROVE: "дальше с разрешения",
        LatePolicy.LOG_ONLY: "дальше с пометкой о времени",
    }
    return f"Закрывается: {', '.join(things)} — {later[policy]}"
