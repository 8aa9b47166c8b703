"""G5: over a network that loses, delays, repeats and reorders, two pages end with what the server holds.

The model knows the protocol only: one version a cell, one final answer an operation. `PARTA_PROOF_RUNS` gives the
number of random runs (50 here, 10,000 in the long form).
"""

import os
import uuid
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.journal.models import Mark, Operation, Work
from tests.journal.services.conftest import Desk, kind_id

pytestmark = pytest.mark.proof
RUNS = int(os.environ.get("PARTA_PROOF_RUNS", "50"))
FATES = st.sampled_from(["lost", "repeated", *["well"] * 3])  # a fifth is lost


class Page:
    """One teacher's page: what it saw of each cell, the operations without an answer, what to type next."""

    def __init__(self, person: Any) -> None:
        self.person = person
        self.seen: dict[Any, int] = {}
        self.pending: dict[str, dict[str, Any]] = {}
        self.waiting: dict[Any, str] = {}
        self.confirmed: dict[str, int] = {}

    def type(self, cell: Any, value: str) -> None:
        """Make an operation, or keep the value until the cell's last one is answered."""
        if any((row["work"], row["pupil"]) == cell for row in self.pending.values()):
            self.waiting[cell] = value
            return
        op = str(uuid.uuid4())
        work, pupil = cell
        self.pending[op] = {"op": op, "kind": "mark", "work": work, "pupil": pupil, "criterion": 1, "value": value,
                            "base": self.seen.get(cell, 0)}  # fmt: skip

    def take(self, answers: list[dict[str, Any]]) -> None:
        """Take an answer: final ones leave the queue, late and repeated ones change nothing."""
        for answer in answers:
            row = self.pending.pop(answer["op"], None)
            if row is None:
                continue
            cell = (row["work"], row["pupil"])
            self.seen[cell] = max(self.seen.get(cell, 0), answer["version"])
            if answer["status"] == "applied":
                self.confirmed[answer["op"]] = answer["version"]
            if cell in self.waiting:
                self.type(cell, self.waiting.pop(cell))


class Network(RuleBasedStateMachine):
    """Requests and answers lie on the wire until they are delivered, in any order."""

    world: Any

    @initialize()
    def begin(self) -> None:
        """Open two pages on one journal."""
        self.savepoint = transaction.savepoint()
        desk, world = Desk(self.world), self.world
        self.desk = desk
        works = [Work.objects.create(lesson=world.lessons[5], kind_id=kind_id()) for _ in range(2)]
        self.cells = [(str(work.pk), pupil.pk) for work in works for pupil in world.pupils]
        self.pages = [Page(world.teacher), Page(world.teacher)]
        self.requests: list[tuple[Page, list[dict[str, Any]]]] = []
        self.answers: list[tuple[Page, list[dict[str, Any]]]] = []
        self.model: dict[Any, tuple[int, str]] = {}
        self.decided: dict[str, tuple[str, int]] = {}

    @rule(page=st.integers(0, 1), cell=st.integers(0, 5), value=st.sampled_from(["5", "4", "3", "2", ""]))
    def type_mark(self, page: int, cell: int, value: str) -> None:
        """Somebody types."""
        self.pages[page].type(self.cells[cell], value)

    @rule(page=st.integers(0, 1), fate=FATES)
    def send(self, page: int, fate: str) -> None:
        """The outbox sends everything that has no answer, perhaps again."""
        rows = list(self.pages[page].pending.values())
        if rows and fate != "lost":
            self.requests += [(self.pages[page], rows)] * (2 if fate == "repeated" else 1)

    @precondition(lambda self: self.requests)
    @rule(which=st.integers(0, 20), fate=FATES)
    def arrive(self, which: int, fate: str) -> None:
        """Any request arrives; its answer may be lost."""
        page, rows = self.requests.pop(which % len(self.requests))
        answers = self.desk.send(page.person, self.world.algebra, *rows)
        for row, answer in zip(rows, answers, strict=True):
            self.compare(row, answer)
        if fate != "lost":
            self.answers += [(page, answers)] * (2 if fate == "repeated" else 1)

    @precondition(lambda self: self.answers)
    @rule(which=st.integers(0, 20))
    def hear(self, which: int) -> None:
        """Any answer comes back."""
        page, answers = self.answers.pop(which % len(self.answers))
        page.take(answers)

    @rule(page=st.integers(0, 1))
    def look(self, page: int) -> None:
        """The page hears of others' changes."""
        for cell, (version, _) in self.model.items():
            self.pages[page].seen[cell] = version

    def compare(self, row: dict[str, Any], answer: dict[str, Any]) -> None:
        """The server must answer as the model."""
        cell = (row["work"], row["pupil"])
        version, _ = self.model.get(cell, (0, ""))
        if row["op"] in self.decided:
            assert (answer["status"], answer["version"]) == self.decided[row["op"]]
            assert answer["replayed"] is True
            return
        if version == row["base"]:
            self.model[cell] = (version + 1, row["value"])
            self.decided[row["op"]] = ("applied", version + 1)
        else:
            self.decided[row["op"]] = ("conflict", version)
        assert (answer["status"], answer["version"]) == self.decided[row["op"]]
        assert "replayed" not in answer

    def teardown(self) -> None:
        """The network heals: everything is sent until nothing waits; then all three tell the same."""
        if not hasattr(self, "pages"):
            return
        try:
            while any(page.pending for page in self.pages):
                for number in range(2):
                    self.send(number, "well")
                while self.requests:
                    self.arrive(0, "well")
                while self.answers:
                    self.hear(0)
            self.compare_everything()
        finally:
            transaction.savepoint_rollback(self.savepoint)

    def compare_everything(self) -> None:
        """State, history, answers and pages."""
        state = {(str(mark.work_id), mark.pupil_id): (mark.version, mark.value) for mark in Mark.objects.all()}
        assert state == self.model
        history: dict[Any, list[int]] = {}
        for event in Event.objects.filter(subject__kind="mark").order_by("seq"):
            history.setdefault((event.subject["work"], event.subject["pupil"]), []).append(event.after["version"])
        assert history == {cell: list(range(1, version + 1)) for cell, (version, _) in self.model.items()}
        assert {str(row.pk): row.answer["version"] for row in Operation.objects.all()} == {
            op: version for op, (_, version) in self.decided.items()
        }
        for page in self.pages:
            for op, version in page.confirmed.items():
                assert self.decided[op] == ("applied", version)
        assert list(verify_chains()) == []


def test_a_broken_network_ends_in_the_state_of_the_model(world: Any) -> None:
    machine = type("Machine", (Network,), {"world": world})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=30,
            deadline=None,
            database=None,
            derandomize=RUNS <= 50,
            suppress_health_check=list(HealthCheck),
        ),
    )
