"""The load: keep-alive connections driven by one selector in a process of its own; reads a job, prints the figures.

Latency is from the first byte sent to the last byte read. A save reads its answer (as the page does) to know the next
version, outside the measured time of that request.
"""

import json
import selectors
import socket
import subprocess
import sys
import time
import uuid
from typing import Any

WARM_UP = 0.3


class Reader:
    """Sends the same request again and again."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.request = _head(job, "GET") + b"\r\n"

    def next(self) -> bytes:
        """Give the request."""
        return self.request

    def take(self, body: bytes) -> None:
        """Forget the answer."""


class Saver:
    """Changes the next cells from «4» to «5» and back, each operation with its own id and the version seen."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.head = _head(job, "POST")
        self.size = job["batch"]
        self.cells = job["cells"]
        self.extra = job.get("extra", {})
        self.place = 0

    def next(self) -> bytes:
        """Give the next request."""
        chosen = [(self.place + n) % len(self.cells) for n in range(self.size)]
        self.place = (chosen[-1] + 1) % len(self.cells)
        rows = []
        for number in chosen:
            work, pupil, _, value, version = self.cells[number]
            value = "5" if value == "4" else "4"
            self.cells[number][3] = value
            rows.append(
                {
                    "op": str(uuid.uuid4()),
                    "kind": "mark",
                    "work": work,
                    "pupil": pupil,
                    "criterion": 1,
                    "value": value,
                    "attempt": False,
                    "base": version,
                }
            )
        self.sent = chosen
        body = json.dumps({"operations": rows, **self.extra}).encode()
        return self.head + b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body

    def take(self, body: bytes) -> None:
        """Note the versions; stop at anything but «applied»."""
        answers = json.loads(body)["answers"]
        for number, answer in zip(self.sent, answers, strict=True):
            if answer["status"] != "applied":
                raise RuntimeError(f"a save was not applied: {answer}")
            self.cells[number][4] = answer["version"]


class Turns:
    """Does several works in turn: each request goes to the next school."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.works = [_work({**one, "host": job["host"]}) for one in job["turns"]]
        self.place = -1

    @property
    def cells(self) -> list[Any]:
        """Give the cells of every work."""
        return [getattr(work, "cells", None) for work in self.works]

    def next(self) -> bytes:
        """Give the next work's next request."""
        self.place = (self.place + 1) % len(self.works)
        return self.works[self.place].next()

    def take(self, body: bytes) -> None:
        """Give the answer to the work that asked."""
        self.works[self.place].take(body)


def _work(job: dict[str, Any]) -> Any:
    if "turns" in job:
        return Turns(job)
    return Saver(job) if job["batch"] else Reader(job)


def _head(job: dict[str, Any], method: str) -> bytes:
    lines = [f"{method} {job['path']} HTTP/1.1", f"Host: {job['host']}"]
    lines += [f"{name}: {value}" for name, value in job["headers"].items()]
    return ("\r\n".join(lines) + "\r\n").encode()


class Line:
    """One connection and the request that is under way on it."""

    def __init__(self, address: tuple[str, int], job: dict[str, Any]) -> None:
        self.work = _work(job)
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = bytearray()
        self.body_at = self.length = -1
        self.started = 0.0

    def send(self) -> None:
        """Start the next request."""
        self.buffer.clear()
        self.body_at = self.length = -1
        request = self.work.next()
        self.started = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bytes | None:
        """Read what came; give the body when it is whole."""
        piece = self.socket.recv(262_144)
        if not piece:
            raise RuntimeError("the server closed the connection")
        self.buffer += piece
        if self.body_at < 0:
            at = self.buffer.find(b"\r\n\r\n")
            if at < 0:
                return None
            head = bytes(self.buffer[:at]).lower()
            if b" 200 " not in head[:20]:
                raise RuntimeError(bytes(self.buffer[:600]).decode(errors="replace"))
            self.body_at = at + 4
            mark = head.find(b"content-length:")
            self.length = int(head[mark + 15 :].split(b"\r\n", 1)[0]) if mark >= 0 else -1
        if self.length >= 0:
            if len(self.buffer) - self.body_at < self.length:
                return None
            return bytes(self.buffer[self.body_at :])
        return _unchunked(bytes(self.buffer[self.body_at :])) if self.buffer.endswith(b"0\r\n\r\n") else None


def _unchunked(raw: bytes) -> bytes:
    body, at = b"", 0
    while True:
        end = raw.index(b"\r\n", at)
        size = int(raw[at:end], 16)
        if not size:
            return body
        body += raw[end + 2 : end + 2 + size]
        at = end + 4 + size


def drive(order: dict[str, Any]) -> dict[str, Any]:
    """Run the connections for some seconds; give rate, latencies and size."""
    address = ("127.0.0.1", order["port"])
    lines = [Line(address, {**job, "host": f"127.0.0.1:{order['port']}"}) for job in order["jobs"]]
    selector = selectors.DefaultSelector()
    for line in lines:
        line.socket.setblocking(True)
        selector.register(line.socket, selectors.EVENT_READ, line)
        line.send()
    opened = time.perf_counter() + WARM_UP
    closing = opened + order["seconds"]
    taken: list[float] = []
    size = 0
    busy, count = len(lines), 0
    while busy:
        for key, _ in selector.select(timeout=5):
            line = key.data
            body = line.receive()
            if body is None:
                continue
            finished = time.perf_counter()
            if opened <= finished < closing:
                taken.append(finished - line.started)
            size, count = max(size, len(body)), count + 1
            line.work.take(body)
            if finished < closing:
                line.send()
            else:
                busy -= 1
    for line in lines:
        line.socket.close()
    taken.sort()
    return {
        "rate": len(taken) / order["seconds"],
        "p50": taken[len(taken) // 2] * 1000 if taken else 0.0,
        "p95": taken[int(len(taken) * 0.95)] * 1000 if taken else 0.0,
        "bytes": size,
        "count": count,
        "cells": [getattr(line.work, "cells", None) for line in lines],
    }


def run(order: dict[str, Any]) -> dict[str, Any]:
    """Drive the load from a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__], input=json.dumps(order), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    result: dict[str, Any] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    json.dump(drive(json.load(sys.stdin)), sys.stdout)
