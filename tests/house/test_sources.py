"""What the sources keep to, where no tool of others looks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "parta"
CYRILLIC = re.compile("[А-Яа-яЁё]")
# Who speaks to people, or reads what people wrote; see docs/architecture.md, sentence 7.
MAY_SPEAK = ("web/", "cli/", "demo/", "paper/", "wording/", "integrations/spreadsheets/")
LETTERS = {
    "kernel/text.py": "letters that look like Latin ones",
    "journal/rules/notation.py": "the letters of the journal",
    "installation/rules/logins.py": "letters and their Latin spelling",
    "installation/rules/codes.py": "letters that a code may be typed with",
    "public_service/rules/letters.py": "places of letters, as a school writes them",
    "journal/migrations/0002_work_kinds.py": "names of the kinds of work that a new school gets",
    "curriculum/migrations/0008_load_norms.py": "the document that the norms of a new school come from",
}
HTTP = ("django.http", "django.shortcuts", "django.template", "django.urls", "django.views", "parta.web")


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the project with its path inside `src/parta`."""
    for file in sorted(SOURCE.rglob("*.py")):
        yield str(file.relative_to(SOURCE)), ast.parse(file.read_text(encoding="utf-8"))


def spoken(tree: ast.Module) -> Iterator[ast.Constant]:
    """String literals that are neither docstrings nor `help_text` of a model."""
    silent = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        if isinstance(node, ast.keyword) and node.arg == "help_text":
            silent.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node


def test_words_to_people_stand_where_words_belong():
    found = [
        f"{path}:{node.lineno} {node.value!r:.60}"
        for path, tree in modules()
        if not path.startswith(MAY_SPEAK) and path not in LETTERS
        for node in spoken(tree)
        if CYRILLIC.search(node.value)
    ]
    assert not found, "\n".join(found)


def test_nothing_below_the_web_knows_what_http_is():
    found = []
    for path, tree in modules():
        if path.startswith(("web/", "cli/")):
            continue
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            found += [f"{path}: {name}" for name in names if name.startswith(HTTP)]
    assert not found, "\n".join(found)


def test_the_web_writes_nothing_into_the_audit():
    """What was done is written down by the service that did it."""
    found = [
        path
        for path, tree in modules()
        if path.startswith("web/")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "parta.audit.services"
    ]
    assert not found, "\n".join(found)


def test_rules_have_no_clock():
    calls = {"now", "today", "utcnow", "time", "localtime"}
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if "/rules" in path
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in calls
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date", "time", "timezone", "dt"}
    ]
    assert not found, "\n".join(found)


def test_every_public_function_says_what_it_is_for():
    found = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules()
        if "/migrations/" not in path
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["utils", "helpers"])
def test_no_drawer_for_everything(name):
    assert not list(SOURCE.rglob(f"{name}.py")) + list(SOURCE.rglob(f"{name}/"))


def test_a_locked_journal_lets_its_rows_be_written():
    """Rows that name a course share its key: who locks it whole and waits for its chain meets their writer head-on."""
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Course.objects.select_for_update"
        and "no_key=True" not in map(ast.unparse, node.keywords)
    ]
    assert not found, "\n".join(found)


def test_templates_hold_no_script_and_no_style():
    """The content policy would stop them anyway; here they are seen before a browser does."""
    forbidden = [
        (re.compile(r"<script(?![^>]*\b(?:src=|type=\"application/json\"))", re.IGNORECASE), "inline script"),
        (re.compile(r"<style\b", re.IGNORECASE), "style element"),
        (re.compile(r"\sstyle\s*=", re.IGNORECASE), "style attribute"),
        (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "event attribute"),
        (re.compile(r"javascript:", re.IGNORECASE), "javascript: address"),
        (re.compile(r"\|\s*safe\b|autoescape false|Markup\b"), "unescaped text"),
    ]
    found = [
        f"{file.relative_to(ROOT)}: {what}"
        for file in SOURCE.rglob("*.html")
        for pattern, what in forbidden
        if pattern.search(file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["base", "dev"])
def test_locks_have_hashes_and_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert "://" not in text
    assert "--index" not in text
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#") and entry.strip()]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+ \\\n\s+--hash=sha256:[0-9a-f]{64}", entry), entry[:80]


def test_the_application_s_lock_is_part_of_the_developers_lock():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))

    assert pins("base") <= pins("dev")


def test_the_make_targets_are_runnable_in_dry_mode():
    import subprocess

    for target in ("demo", "test", "check", "rules", "bench", "bench-schools", "shots", "clean", "help"):
        result = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr
