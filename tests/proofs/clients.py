"""Teachers who type without rest and resend by the outbox's rules, over connections that break."""

import http.client
import json
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

FINAL = ("applied", "conflict", "refused")
LAST_SECONDS = 20


@dataclass
class Promises:
    """What the server said and what the teachers decided."""

    acknowledged: dict[str, dict[str, Any]] = field(default_factory=dict)
    intents: dict[str, int] = field(default_factory=dict)
    overwrites: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    resent: int = 0
    conflicts: int = 0
    strange: list[str] = field(default_factory=list)


class Teacher(threading.Thread):
    """Changes cells one after another; an operation without an answer is sent again with the same id.

    Own cells are written by nobody else. The shared cell is written by two teachers who never look at it again after
    a conflict names its version, so that stale versions happen all the time.
    """

    def __init__(self, port: int, page: dict[str, Any], session: str, own: list[Any], shared: Any, number: int) -> None:
        super().__init__(daemon=True)
        self.address, self.page, self.session = ("127.0.0.1", port), page, session
        self.own, self.shared = own, shared
        self.versions: dict[Any, int] = {}
        self.promises, self.stopping, self.last_moment = Promises(), threading.Event(), float("inf")
        self.dice = random.Random(number)
        self.connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Decide, send, until told to stop; then let the last operation end."""
        try:
            while not self.stopping.is_set():
                cell = self.shared if self.dice.random() < 0.2 else self.dice.choice(self.own)
                self.decide(cell)
        finally:
            self.hang_up()

    def stop(self) -> None:
        """Decide nothing more; what is on its way may still be answered for some seconds."""
        self.last_moment = time.monotonic() + LAST_SECONDS
        self.stopping.set()

    def hang_up(self) -> None:
        """Close the connection."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def decide(self, cell: Any) -> None:
        """Write another mark into a cell; after a conflict over an own cell insist, as a person would."""
        work, pupil = cell
        if cell != self.shared:
            key = f"{work} {pupil}"
            self.promises.intents[key] = self.promises.intents.get(key, 0) + 1
        value = self.dice.choice("2345")
        for _ in range(3):
            base = self.versions.get(cell, 0)
            row = {"op": str(uuid.uuid4()), "kind": "mark", "work": work, "pupil": pupil, "criterion": 1, "value": value,
                   "attempt": False, "base": base}  # fmt: skip
            answer = self.sent(row)
            if answer is None:
                self.promises.unanswered.append(row["op"])
                return
            if answer["status"] == "applied":
                self.versions[cell] = answer["version"]
                self.promises.acknowledged[row["op"]] = {**row, "version": answer["version"]}
                if answer["version"] != base + 1:
                    self.promises.overwrites.append(row["op"])
                return
            if answer["status"] == "conflict":
                self.promises.conflicts += 1
                self.versions[cell] = answer["version"]
                if cell == self.shared:
                    return
            else:
                self.promises.strange.append(str(answer))
                return

    def sent(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """Send one operation until it has a final answer; give up some seconds after the end."""
        body = json.dumps({"operations": [row]})
        while time.monotonic() < self.last_moment:
            try:
                answer = self.asked(body)
            except (OSError, http.client.HTTPException, ValueError):
                answer = None
                self.hang_up()
                time.sleep(0.02)
            if answer is not None and answer["status"] in FINAL:
                return answer
            self.promises.resent += 1
        return None

    def asked(self, body: str) -> dict[str, Any] | None:
        """Ask once; sometimes the answer is lost on the way."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(*self.address, timeout=10)
        self.connection.request("POST", f"/alpha/journal/{self.page['course']}/operations", body, {
            "Content-Type": "application/json", "X-CSRFToken": "c" * 32,
            "Cookie": f"parta_session={self.session}; csrftoken={'c' * 32}",
        })  # fmt: skip
        response = self.connection.getresponse()
        text = response.read()
        if self.dice.random() < 0.1:
            raise ConnectionResetError("the answer was lost on the way")
        if response.status != 200:
            time.sleep(0.02)
            return None
        answer: dict[str, Any] = json.loads(text)["answers"][0]
        return answer
