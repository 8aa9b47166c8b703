"""A journal server in memory, to drive the grid's page alone: the same pages, the same operations, failures on demand.

Run it as a program (`python tests/e2e/grid_stub.py --port 8200`); the browser tests start it as a process of their own.
Open /demo/journal/7/ for the grid and /demo/lessons/<id>/ for the lesson panel.
`POST /control {"mode", "times"}` breaks the next answers:
drop_request, drop_answer, 503, 429, 401, conflict, refused, slow.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import django
from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import include, path

WEB = Path(__file__).resolve().parents[2] / "src" / "parta" / "web"
STATIC = WEB / "ui" / "static"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

NAMES = (
    """
Абрамова Алиса|Белов Тимофей|Васильева Дарья|Воробьёв Артём|Гаврилова Ксения|Григорьев Макар
Дмитриева Полина|Егоров Кирилл|Ефимова Мария|Жуков Степан|Зайцева Вероника|Иванов Матвей
Иванова Мария|Калинин Роман|Ковалёва Анна|Козлов Даниил|Константинопольская Александра|Крылов Егор
Лебедева София|Макаров Илья|Медведева Ева|Морозов Глеб|Никитина Варвара|Орлов Фёдор
Павлова Кира|Попов Лев|Романова Злата|Соколов Марк|Фёдорова Ульяна|Яковлев Савелий
""".strip()
    .replace("\n", "|")
    .split("|")
)
TODAY = date(2026, 11, 20)


def _stub(_request, **_kwargs):
    return HttpResponse("")


def _app(name: str, routes: dict[str, str]):
    return include(([path(route, _stub, name=n) for n, route in routes.items()], name))


urlpatterns = [
    path(
        "demo/",
        _app(
            "teacher",
            {
                "day": "day/",
                "lesson": "lessons/<int:lesson_id>/",
                "journal_list": "journal/",
                "journal": "journal/<int:course_id>/",
                "journal_data": "journal/<int:course_id>/data",
                "journal_changes": "journal/<int:course_id>/changes",
                "operations": "journal/<int:course_id>/operations",
                "history": "journal/<int:course_id>/history",
            },
        ),
    ),
    path("", _app("doors", {"schools": "schools/"})),
    path("login/", _stub, name="account_login"),
    path("logout/", _stub, name="account_logout"),
]


def configure() -> None:
    """Set Django up for rendering templates, nothing more."""
    sys.modules.setdefault("grid_stub_urls", sys.modules[__name__])
    settings.configure(
        ROOT_URLCONF="grid_stub_urls",
        USE_I18N=True,
        LANGUAGE_CODE="ru",
        STATIC_URL="/static/",
        SECRET_KEY="stub",
        INSTALLED_APPS=[],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [WEB / part / "templates" for part in ("ui", "teacher", "family", "office", "doors")],
                "OPTIONS": {"builtins": ["django.templatetags.static"]},
            }
        ],
    )
    django.setup()


class Journal:
    """What the real server keeps in tables: records with versions, stored answers, a list of changes."""

    def __init__(self, pupils: int, lessons: int) -> None:
        self.lock = threading.Lock()
        self.records: dict[str, dict] = {}
        self.works: dict[str, dict] = {}
        self.answers: dict[str, dict] = {}
        self.events: list[dict] = []
        self.seen_operations: list[dict] = []
        self.requests = 0
        self.mode, self.times = "ok", 0
        self.pupils = [
            {
                "id": 100 + i,
                "no": i + 1,
                "name": n,
                "full": f"{n} Сергеевн{'а' if n[-1] in 'ая' else 'ич'}",
                "from": "2026-09-01",
                "to": None,
                "note": "",
            }
            for i, n in enumerate(NAMES[:pupils])
        ]
        if pupils > 8:
            self.pupils[4]["from"] = "2026-11-10"
            self.pupils[7]["to"] = "2026-11-12"
            self.pupils[5]["note"] = "освобождён от физкультуры до 1 декабря"
        self.lessons = []
        day, i = date(2026, 11, 2), 0
        while len(self.lessons) < lessons:
            count = lessons // 40 + 1 if lessons > 40 else 1
            if day.weekday() < 5 and (lessons > 40 or day.weekday() in {0, 1, 3, 4}):
                for n in range(count):
                    if len(self.lessons) == lessons:
                        break
                    held = day <= TODAY
                    self.lessons.append(
                        {
                            "id": 500 + i,
                            "date": day.isoformat(),
                            "no": 2 + n,
                            "start": "08:50",
                            "end": "09:30",
                            "status": "cancelled" if i == 6 else "held" if held else "planned",
                            "mine": True,
                            "topic": {
                                "text": f"§ {i + 10}. Формулы сокращённого умножения" if held and day < TODAY else "",
                                "plan_line": None,
                                "v": 1,
                            },
                            "hw": {
                                "id": None,
                                "text": f"№ {300 + i * 4}–{303 + i * 4}, правило" if held and day < TODAY else "",
                                "none": False,
                                "minutes": 30 if held else None,
                                "due": None,
                                "v": 0,
                            },
                            "subst": "Осипова Н. И." if i == 3 else None,
                        }
                    )
                    i += 1
            day += timedelta(days=1)
        self._fill()

    def _fill(self) -> None:
        for i, lesson in enumerate(self.lessons):
            if lesson["date"] >= TODAY.isoformat() or lesson["status"] == "cancelled":
                continue
            for slot in range(2 if i == 4 else 0 if i == 1 else 1):
                kind = 3 if i % 5 == 2 else 1 if slot == 0 else 2
                work = f"00000000-0000-4000-8000-{i:06d}{slot:06d}"
                weight = {1: 1.0, 2: 1.0, 3: 2.0}[kind]
                self.works[work] = {
                    "id": work,
                    "lesson": lesson["id"],
                    "kind": kind,
                    "weight": weight,
                    "title": "",
                    "criteria": 2 if i == 8 else 1,
                    "v": 1,
                }
                for n, pupil in enumerate(self.pupils):
                    dice = (n * 7 + i * 13 + slot * 5 + n * i) % 17
                    if not (pupil["from"] <= lesson["date"] <= (pupil["to"] or "9999")):
                        continue
                    if kind == 3 or dice < 5:
                        for c in range(1, self.works[work]["criteria"] + 1):
                            attempts = ["2"] if kind == 3 and dice == 3 else []
                            self.records[f"m:{work}:{pupil['id']}:{c}"] = {
                                "value": str(5 - (dice + c) % 3),
                                "attempts": attempts,
                                "v": 1,
                                "late": dice == 1,
                            }
                    elif dice == 6 and slot == 0:
                        self.records[f"a:{lesson['id']}:{pupil['id']}"] = {
                            "value": ["absent", "ill", "excused", "late"][n % 4],
                            "reason": "",
                            "v": 1,
                        }
                    if dice == 2 and n % 3 == 0 and slot == 0:
                        self.records[f"n:{lesson['id']}:{pupil['id']}"] = {
                            "value": "Молодец: два способа решения",
                            "v": 1,
                        }

    def data(self) -> dict:
        """The grid's JSON."""
        marks, absences, notes, terms = [], [], [], []
        for key, r in self.records.items():
            kind, *ids = key.split(":")
            if kind == "m":
                marks.append(
                    [
                        ids[0],
                        int(ids[1]),
                        int(ids[2]),
                        r["value"],
                        r.get("attempts", []),
                        r["v"],
                        int(r.get("late", False)),
                    ]
                )
            elif kind == "a":
                absences.append([int(ids[0]), int(ids[1]), r["value"], r.get("reason", ""), r["v"]])
            elif kind == "n":
                notes.append([int(ids[0]), int(ids[1]), r["value"], r["v"]])
            elif kind == "te":
                terms.append([int(ids[0]), ids[1], int(ids[2]) if ids[2] else None, r["value"], r["v"]])
        lessons = []
        for lesson in self.lessons:
            topic = self.records.get(f"to:{lesson['id']}")
            hw = self.records.get(f"hw:{lesson['id']}")
            lessons.append(
                lesson
                | {
                    "works": [
                        {k: w[k] for k in ("id", "kind", "weight", "title", "criteria", "v")}
                        for w in self.works.values()
                        if w["lesson"] == lesson["id"]
                    ],
                }
                | (
                    {"topic": {"text": topic["value"], "plan_line": topic.get("plan_line"), "v": topic["v"]}}
                    if topic
                    else {}
                )
                | (
                    {
                        "hw": {
                            "id": hw["id"],
                            "text": hw["value"],
                            "none": hw["none"],
                            "minutes": hw["minutes"],
                            "due": hw["due"],
                            "v": hw["v"],
                        }
                    }
                    if hw
                    else {}
                )
            )
        return {
            "course": {
                "id": 7,
                "title": "Алгебра",
                "subject": "Алгебра",
                "class": "7А",
                "teacher": "Петрова А. В.",
                "group": "",
            },
            "term": {"id": 12, "title": "II четверть", "from": "2026-11-02", "to": "2026-12-30"},
            "seq": len(self.events),
            "now": "2026-11-20T08:15:00+05:00",
            "today": TODAY.isoformat(),
            "scale": ["5", "4", "3", "2"],
            "term_scale": ["5", "4", "3", "2", "н/а", "осв"],
            "thresholds": ["2.5", "3.5", "4.5"],
            "can": {"marks": True, "attendance": True, "topic": True, "term": True, "works": True},
            "editable_from": "2026-11-05",
            "lock_clause": "прошло 15 дней (Положение, п. 17)",
            "kinds": [
                {"id": 1, "name": "ответ на уроке", "short": "О", "weight": 1.0, "control": False},
                {"id": 2, "name": "самостоятельная работа", "short": "СР", "weight": 1.0, "control": False},
                {"id": 3, "name": "контрольная работа", "short": "КР", "weight": 2.0, "control": True},
            ],
            "pupils": self.pupils,
            "lessons": lessons,
            "marks": marks,
            "absences": absences,
            "notes": notes,
            "terms": terms,
            "year_columns": [
                {"kind": "term", "term": 11, "title": "I четв."},
                {"kind": "term", "term": 12, "title": "II четв."},
            ],
        }

    def decide(self, op: dict, author: str = "Петрова А. В.") -> dict:
        """One operation, judged as the protocol says: stored answers, versions, refusals."""
        if op["op"] in self.answers:
            return self.answers[op["op"]] | {"replayed": True}
        answer = {"op": op["op"]} | self._judge(op, author)
        self.answers[op["op"]] = answer
        return answer

    def _judge(self, op: dict, author: str) -> dict:
        kind = op["kind"]
        lesson = (
            op.get("lesson")
            or (op.get("new_work") or {}).get("lesson")
            or self.works.get(op.get("work"), {}).get("lesson")
        )
        dated = next((x for x in self.lessons if x["id"] == lesson), None)
        if dated and dated["date"] < "2026-11-05" and kind in {"mark", "absence"}:
            return {
                "status": "refused",
                "code": "window",
                "clause": "п. 17",
                "open_until": None,
                "who_can_lift": "завуч",
                "message": "Изменить отметку за 2 ноября уже нельзя: прошло 15 дней (Положение, п. 17). "
                "Попросите завуча открыть доступ.",
            }
        if kind == "present_all":
            return {"status": "applied", "version": 1, "record": {"lesson": lesson}} | self._event(
                kind, {"lesson": lesson}, author
            )
        if kind == "work":
            work = self.works.get(op["work"])
            if (work["v"] if work else 0) != op["base"]:
                return {
                    "status": "conflict",
                    "version": work["v"] if work else 0,
                    "value": "",
                    "author": "Осипова Н. И.",
                    "at": "2026-11-20T10:12:00+05:00",
                }
            if op.get("delete"):
                del self.works[op["work"]]
                record = {"work": op["work"], "lesson": lesson, "version": op["base"] + 1, "deleted": True}
            else:
                self.works[op["work"]] = {
                    "id": op["work"],
                    "lesson": lesson,
                    "kind": op["kind_id"],
                    "weight": op["weight"],
                    "title": op["title"],
                    "criteria": op["criteria"],
                    "v": op["base"] + 1,
                }
                record = {k: op[k] for k in ("work", "lesson", "kind_id", "weight", "title", "criteria")} | {
                    "version": op["base"] + 1,
                    "deleted": False,
                }
            return {"status": "applied", "version": op["base"] + 1, "record": record} | self._event(
                kind, record, author
            )
        key = {
            "mark": "m:{work}:{pupil}:{criterion}",
            "absence": "a:{lesson}:{pupil}",
            "note": "n:{lesson}:{pupil}",
            "topic": "to:{lesson}",
            "homework": "hw:{lesson}",
            "term": "te:{pupil}:{result}:{term}",
        }[kind].format(**op)
        was = self.records.get(key) or {
            "value": dated["topic"]["text"] if kind == "topic" else "",
            "v": 1 if kind == "topic" else 0,
        }
        if was["v"] != op["base"]:
            return {
                "status": "conflict",
                "version": was["v"],
                "value": was["value"],
                "author": was.get("author", author),
                "at": "2026-11-20T10:12:00+05:00",
            }
        if kind == "mark" and op["work"] not in self.works:
            if not (new := op.get("new_work")):
                return {
                    "status": "refused",
                    "code": "no_work",
                    "message": "Такой работы нет: её убрали. Обновите страницу.",
                    "clause": "",
                    "who_can_lift": None,
                }
            self.works[op["work"]] = {
                "id": op["work"],
                "lesson": new["lesson"],
                "kind": new["kind"],
                "weight": new["weight"],
                "title": new["title"],
                "criteria": new["criteria"],
                "v": 1,
            }
            self._event(
                "work",
                {
                    "work": op["work"],
                    "lesson": new["lesson"],
                    "kind_id": new["kind"],
                    "weight": new["weight"],
                    "title": new["title"],
                    "criteria": new["criteria"],
                    "version": 1,
                    "deleted": False,
                },
                author,
            )
        now = {"value": op["value"], "v": was["v"] + 1, "author": author}
        if kind == "mark":
            now["attempts"] = (
                [*was.get("attempts", []), was["value"]]
                if op.get("attempt") and was["value"]
                else was.get("attempts", [])
                if op["value"]
                else []
            )
            now["late"] = bool(was["value"])
        now |= {k: op.get(k) for k in ("reason", "plan_line", "id", "none", "minutes", "due") if k in op}
        self.records[key] = now
        fields = [k for k in ("work", "pupil", "criterion", "lesson", "result", "term") if k in op]
        record = (
            {k: op[k] for k in fields}
            | {k: v for k, v in now.items() if k not in {"v", "author"}}
            | {"version": now["v"], "lesson": lesson}
        )
        return {"status": "applied", "version": now["v"], "record": record} | self._event(kind, record, author)

    def _event(self, kind: str, record: dict, author: str) -> dict:
        self.events.append(
            {
                "seq": len(self.events) + 1,
                "act": kind,
                "author": author,
                "at": "2026-11-20T10:12:00+05:00",
                "kind": kind,
                "record": record,
            }
        )
        return {"seq": len(self.events)}


class Handler(BaseHTTPRequestHandler):
    """The few addresses the page asks."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    journal: Journal

    def log_message(self, *_args) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Pages, files, changes, history."""
        url = urlsplit(self.path)
        if url.path.startswith("/static/"):
            file = STATIC / url.path.removeprefix("/static/")
            if not file.is_file():
                return self._send(404, "", "text/plain")
            return self._send(200, file.read_bytes(), TYPES[file.suffix], cache="max-age=3600")
        journal = self.journal
        if url.path == "/demo/journal/7/changes":
            if journal.mode == "401":
                return self._send(401, {"message": "Вход завершён."})
            with journal.lock:
                since = int(parse_qs(url.query)["since"][0])
                return self._send(200, {"seq": len(journal.events), "events": journal.events[since:]})
        if url.path == "/demo/journal/7/history":
            return self._send(200, "<ul class='list'><li>Петрова А. В., 12 ноября, 09:14: 4</li></ul>", "text/html")
        if url.path == "/state":
            return self._send(
                200,
                {
                    "records": journal.records,
                    "works": journal.works,
                    "operations": journal.seen_operations,
                    "requests": journal.requests,
                },
            )
        if url.path == "/demo/journal/7/":
            return self._send(200, page(journal, parse_qs(url.query)), "text/html", csp=True)
        if url.path.startswith("/demo/lessons/"):
            return self._send(200, lesson_page(journal, int(url.path.split("/")[3])), "text/html", csp=True)
        return self._send(404 if url.path == "/favicon.ico" else 200, "<!doctype html><title>…</title>", "text/html")

    def do_POST(self) -> None:
        """Operations, and the levers of the test."""
        body = (
            json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            if "json" in self.headers.get("Content-Type", "")
            else {}
        )
        journal = self.journal
        if self.path == "/control":
            journal.mode, journal.times = body["mode"], body.get("times", 1)
            return self._send(200, {})
        if self.path == "/other":
            with journal.lock:
                return self._send(200, journal.decide(body, "Осипова Н. И."))
        journal.requests += 1
        mode = journal.mode
        if mode != "ok":
            journal.times -= 1
            if journal.times <= 0:
                journal.mode = "ok"
        if mode == "drop_request":
            self.close_connection = True
            return self.connection.close()
        if mode in {"503", "429", "401"}:
            return self._send(int(mode), {"message": "Вход завершён." if mode == "401" else "Сервер занят."})
        if mode == "slow":
            time.sleep(1.5)
        with journal.lock:
            journal.seen_operations += body["operations"]
            answers = [journal.decide(op) for op in body["operations"]]
        if mode == "drop_answer":
            self.close_connection = True
            return self.connection.close()
        return self._send(200, {"answers": answers, "seq": len(journal.events)})

    def _send(
        self, status: int, body, kind: str = "application/json", *, csp: bool = False, cache: str = "no-store"
    ) -> None:
        data = (
            body
            if isinstance(body, bytes)
            else (json.dumps(body, ensure_ascii=False) if isinstance(body, (dict, list)) else body).encode()
        )
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", cache)
        if csp:
            self.send_header("Content-Security-Policy", CSP)
            self.send_header("Set-Cookie", "csrftoken=abc; Path=/")
        self.end_headers()
        self.wfile.write(data)


def _json(data: dict) -> str:
    from django.utils.safestring import mark_safe

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026"))  # noqa: S308


def _base(query: dict | None = None) -> dict:
    account = (query or {}).get("account", ["1"])[0]
    return {
        "school": {"title": "МБОУ «Средняя школа № 2 города Камнегорска»", "short": "Школа № 2", "slug": "demo"},
        "school_home": "/demo/",
        "role_title": "учитель",
        "person_name": "Петрова Анна Викторовна",
        "account_id": account,
        "switches": 1,
        "csrf_token": "abc",
        "nav": [
            {"url": "/demo/day/", "title": "Мой день", "icon": "day", "current": False},
            {"url": "/demo/journal/", "title": "Журналы", "icon": "book", "current": True},
            {"url": "/demo/class/", "title": "Мой класс", "icon": "people", "current": False},
            {"url": "/demo/timetable/", "title": "Расписание", "icon": "calendar", "current": False},
        ],
        "theme": "",
        "idle_seconds": 0,
        "alive_url": "",
        "messages": [],
    }


def page(journal: Journal, query: dict) -> str:
    """The journal page."""
    return render_to_string(
        "parta/teacher/journal.html",
        _base(query)
        | {
            "course": {"id": 7, "title": "Алгебра", "class_title": "7А", "group": ""},
            "term": {"id": 12, "title": "II четверть"},
            "terms": [
                {"title": t, "url": "#", "current": t == "II четверть"}
                for t in ("I четверть", "II четверть", "III четверть", "IV четверть")
            ],
            "grid_json": _json(journal.data()),
            "lesson_url": "/demo/lessons/0/",
            "pupil_url": "/demo/pupils/0/",
        },
    )


def lesson_page(journal: Journal, lesson_id: int) -> str:
    """The lesson panel."""
    data = journal.data()
    lesson = next(x for x in data["lessons"] if x["id"] == lesson_id)
    data["lessons"] = [lesson]
    absent = {p: code for at, p, code, *_ in data["absences"] if at == lesson_id}
    pupils = [
        p
        | {
            "code": absent.get(p["id"], ""),
            "hint": "вчера не было" if p["no"] == 3 else "",
            "marks": [
                {"slot": i, "text": "/".join(v for w, q, _, v, *_ in data["marks"] if w == work["id"] and q == p["id"])}
                for i, work in enumerate(lesson["works"] or [{"id": ""}])
            ],
        }
        for p in data["pupils"]
    ]
    titles = [
        ("absent", "нет"),
        ("ill", "болеет"),
        ("excused", "уважит."),
        ("unexcused", "неуваж."),
        ("late", "опоздал(а)"),
        ("exempt", "освобожд."),
        ("distance", "дистанц."),
    ]
    return render_to_string(
        "parta/teacher/lesson.html",
        _base()
        | {
            "lesson": {
                "id": lesson_id,
                "course_id": 7,
                "course_title": "Алгебра",
                "class_title": "7А",
                "date": date.fromisoformat(lesson["date"]),
                "number": lesson["no"],
                "topic": lesson["topic"]["text"],
                "taken": False,
            },
            "pupils": pupils,
            "absence_codes": titles,
            "plan_lines": [
                {"id": 41, "number": 24, "text": "Квадрат суммы и квадрат разности"},
                {"id": 42, "number": 25, "text": "Решение задач"},
            ],
            "homework": {"text": lesson["hw"]["text"], "none": False, "minutes": lesson["hw"]["minutes"], "due": None},
            "due_choices": [("", "на следующий урок, пн, 23 ноября"), (511, "на вт, 24 ноября")],
            "can": {"marks": True, "attendance": True, "topic": True},
            "errors": {},
            "absent_count": "",
            "lesson_json": _json(data),
            "journal_url": f"/demo/journal/7/?lesson={lesson_id}",
        },
    )


def main() -> None:
    """Serve until stopped; the first line printed is the address."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--pupils", type=int, default=30)
    parser.add_argument("--lessons", type=int, default=34)
    options = parser.parse_args()
    configure()
    Handler.journal = Journal(options.pupils, options.lessons)
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.daemon_threads = True
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
