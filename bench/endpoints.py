"""Requests a second of the application and of the floor, in turn, so that a busy machine slows both."""

import os
import pickle
import statistics
from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import psycopg
from django.db import connection
from django.test import Client

from bench.load import run as drive
from bench.place import VAR, say
from bench.servers import processor_seconds, serving
from bench.targets import PARTS, Target, as_json

READS = ("grid", "journal", "diary", "day", "behind", "changes", "journals", "today")
SAVES = {"save": 1, "save30": 30}


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one endpoint: medians over the bursts."""

    name: str
    app: float
    floor: float
    share: float
    p50: float
    p95: float
    size: int
    cpu: float
    floor_cpu: float


def measure(targets: list[Target], settings: dict[str, int], options: Namespace, only: list[str]) -> list[Row]:
    """Measure every endpoint."""
    wanted = only or [*READS, *SAVES]
    rows = []
    os.environ["PARTA_BENCH_KEPT"] = str(VAR / "kept.pickle")
    _keep_answers(targets, [name for name in wanted if name in READS])
    postmaster = int((VAR / "pg" / "postmaster.pid").read_text().split()[0])
    with serving("app", **settings) as app:
        cells = [as_json(target)["cells"] for target in targets]
        with serving("floor", **settings) as floor:
            for name in wanted:
                bursts = []
                for _ in range(options.repeat):
                    pair = []
                    for kind, port in (("app", app), ("floor", floor)):
                        jobs = [job_of(target, name, kind, cell) for target, cell in zip(targets, cells, strict=True)]
                        before = processor_seconds(port, postmaster)
                        result = drive({"port": port, "seconds": options.seconds, "jobs": jobs})
                        result["cpu"] = (processor_seconds(port, postmaster) - before) / max(result["count"], 1) * 1000
                        cells = result["cells"] if name in SAVES else cells
                        pair.append(result)
                    bursts.append(pair)
                rows.append(_row(name, bursts))
                say(
                    f"{name}: {rows[-1].app:.0f} из {rows[-1].floor:.0f} в секунду ({rows[-1].share:.0%}); процессора "
                    f"{rows[-1].cpu:.1f} и {rows[-1].floor_cpu:.1f} мс ({rows[-1].floor_cpu / rows[-1].cpu:.0%})"
                )
    return rows


def _row(name: str, bursts: list[list[dict[str, Any]]]) -> Row:
    def middle(key: str, which: int) -> float:
        return statistics.median(pair[which][key] for pair in bursts)

    share = statistics.median(app["rate"] / floor["rate"] for app, floor in bursts)
    return Row(
        name,
        middle("rate", 0),
        middle("rate", 1),
        share,
        middle("p50", 0),
        middle("p95", 0),
        bursts[0][0]["bytes"],
        middle("cpu", 0),
        middle("cpu", 1),
    )


def job_of(target: Target, name: str, kind: str, cells: list[Any]) -> dict[str, Any]:
    """Give what one connection sends: to the application (`app`) or to the floor."""
    if name in READS:
        who = target.visitor_of(name)
        path = target.paths[name] if kind == "app" else _key(target.paths[name], target)
        headers = _headers(who.cookie, who.token, kind)
        return {"path": path, "batch": 0, "headers": headers | _of_part(name)}
    job: dict[str, Any] = {"batch": SAVES[name], "cells": cells}
    job["headers"] = _headers(target.teacher.cookie, target.teacher.token, kind)
    if kind == "app":
        return {**job, "path": f"/{target.slug}/journal/{target.course_id}/operations"}
    record = {"kind": "mark", "work": cells[0][0], "lesson": cells[0][2], "pupil": cells[0][1], "criterion": 1,
              "value": "5", "attempts": [], "late": False, "version": 10}  # fmt: skip
    extra = {
        "chain": f"course:{target.course_id}",
        "account": target.teacher.account_id,
        "person": target.teacher.person_id,
        "answer": {"op": "", "status": "applied", "version": 0, "record": record},
    }
    return {**job, "path": "/save", "extra": extra}


def _of_part(name: str) -> dict[str, str]:
    return {"HX-Request": "true"} if name in PARTS else {}


def _headers(cookie: str, token: str, kind: str) -> dict[str, str]:
    if kind == "floor":
        return {}
    return {
        "Cookie": cookie, "X-CSRFToken": token, "X-Forwarded-Proto": "https", "Origin": "https://127.0.0.1",
        "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0", "Accept-Language": "ru",
    }  # fmt: skip


def _key(path: str, target: Target) -> str:
    """Name a kept answer: the address with who asked, without characters that a server would decode."""
    return path.replace("?", "~").replace("=", "~") + f"@{target.course_id}"


class _Recorder(psycopg.RawCursor):  # type: ignore[type-arg]
    """Notes the prepared statements of a request with the size of what they bring."""

    seen: ClassVar[list[tuple[int, str, list[Any]]]] = []

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """Run and note."""
        super().execute(query, params, **more)
        self.seen.append((sum(len(str(row)) for row in self.fetchall()), query.decode(), list(params or ())))
        return super().execute(query, params, **more)


def _keep_answers(targets: list[Target], names: list[str]) -> None:
    """Ask for each page once; keep its bytes, and the query that brings the most of what it shows."""
    kept = {}
    plain, psycopg.RawCursor = psycopg.RawCursor, _Recorder  # type: ignore[misc]
    connection.close()  # a cursor is made once a connection
    try:
        for target in targets:
            for name in names:
                client, who = Client(), target.visitor_of(name)
                client.cookies.load(who.cookie)
                _Recorder.seen.clear()
                answer = client.get(target.paths[name], secure=True, headers={"host": "127.0.0.1"} | _of_part(name))
                if answer.status_code != 200:
                    raise RuntimeError(f"{target.paths[name]}: {answer.status_code}")
                _, text, values = max(_Recorder.seen, key=lambda row: row[0])
                kept[_key(target.paths[name], target)] = (answer["Content-Type"], answer.content, text, values)
    finally:
        psycopg.RawCursor = plain  # type: ignore[misc]
    Path(os.environ["PARTA_BENCH_KEPT"]).write_bytes(pickle.dumps(kept))
    connection.close()
