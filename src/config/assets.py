"""What browsers load: modules joined into a few files, sheets with the sheets they import, all without spare bytes.

As they are written, modules and sheets are small and work as they stand; a page of thirty of them pays for thirty
requests. Joining guesses nothing and renames nothing: a module becomes a function that gives what it exports.
"""

import posixpath
import re
from collections.abc import Mapping

import minify

SHARED = "parta/js/work.js"
"""The file of modules that several files need."""
IDLE = "parta/js/idle.js"
"""The file of modules that pages fetch while idle: whichever of them is wanted, all come at once."""

_IMPORT = re.compile(r'^import (?:\{ ([\w$, ]+) \} from )?"(\.[^"\n]+)";\n', re.M)
_LATER = re.compile(r'\bimport\("(\.[^"\n]+)"\)')
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const) ([\w$]+))", re.M)
_LEFT = re.compile(r"^(?:import|export)\b(?!\().*", re.M)
_SHEET = re.compile(r'@import "([^"\n]+)";\n?')


class CannotJoin(ValueError):
    """A module is written in a way that is not joined here; the text says which and how."""


class _Module:
    """A module as it is written: `imports` are (names, path), `later` the paths that it imports when wanted."""

    def __init__(self, path: str, text: str, name: str) -> None:
        self.path, self.name = path, name
        self.imports = [(found[1] or "", _beside(path, found[2])) for found in _IMPORT.finditer(text)]
        self.later = {_beside(path, found[1]) for found in _LATER.finditer(text)}
        self.exports = ", ".join(found[1] for found in _EXPORT.finditer(text))
        self.body = _EXPORT.sub("", _IMPORT.sub("", text))
        left = _LEFT.search(self.body)
        if left:
            raise CannotJoin(f"{path}: {left[0]}")


def joined_modules(sources: Mapping[str, str]) -> dict[str, str]:
    """Give the text of each file that pages load, by its path.

    A file is named after its first module: one that no other imports, or one that is imported when it is wanted. A
    module that several files need stands in `SHARED`, or in `IDLE` when they want it later. Raises `CannotJoin`.
    """
    modules = {path: _Module(path, text, f"m{n}") for n, (path, text) in enumerate(sorted(sources.items()))}
    imported = {path for module in modules.values() for _, path in module.imports}
    later = {path for module in modules.values() for path in module.later}
    heads = sorted((modules.keys() - imported) | later, key=lambda path: (path != SHARED, path != IDLE, path))
    # What the shared file wants later stands in it: two files cannot name each other by what they hold.
    wanted = {later for path in _reached(modules, SHARED, heads) for later in modules[path].later}
    modules[SHARED].imports += [("", path) for path in sorted(wanted)]
    together = {path for _, path in modules[IDLE].imports} if IDLE in modules else set()
    heads = [head for head in heads if head not in wanted | together]
    homes: dict[str, str] = {}
    files: dict[str, list[str]] = {}
    for head in heads:
        reached = _reached(modules, head, heads)
        for path in reached:
            if homes.setdefault(path, head) not in (head, SHARED, IDLE):
                raise CannotJoin(f"{path} is needed by {homes[path]} and {head}: import it in {SHARED}")
        files[head] = [path for path in reached if homes[path] == head]
    return {head: _file(head, files[head], modules, homes, later) for head in heads}


def _reached(modules: Mapping[str, _Module], head: str, heads: list[str]) -> list[str]:
    """List what a file may hold, each module after those that it imports."""
    done: list[str] = []

    def visit(path: str, within: tuple[str, ...]) -> None:
        if path in within:
            raise CannotJoin(f"{path} imports itself, through {within[-1]}")
        for _, wanted in modules[path].imports:
            if wanted not in heads and wanted not in done:
                visit(wanted, (*within, path))
        if path not in done:
            done.append(path)

    visit(head, ())
    return done


def _file(head: str, held: list[str], modules: Mapping[str, _Module], homes: Mapping[str, str], later: set[str]) -> str:
    taken: dict[str, set[str]] = {}
    for path in held:
        for _, wanted in modules[path].imports:
            if homes[wanted] != head:
                taken.setdefault(homes[wanted], set()).add(modules[wanted].name)
    given = {
        modules[wanted].name
        for module in modules.values()
        for _, wanted in module.imports
        if homes[wanted] == head != homes[module.path]
    } | {modules[path].name for path in later if homes[path] == head != path}
    parts = [
        f'import {{ {", ".join(sorted(names))} }} from "{_towards(head, file)}";\n' for file, names in taken.items()
    ]
    parts += [_as_function(modules[path], head, modules, homes) for path in held]
    if head in later and modules[head].exports:
        parts.append(f"export const {{ {modules[head].exports} }} = {modules[head].name};\n")
    if given:
        parts.append(f"export {{ {', '.join(sorted(given))} }};\n")
    return "".join(parts)


def _as_function(module: _Module, home: str, modules: Mapping[str, _Module], homes: Mapping[str, str]) -> str:
    def later(found: re.Match[str]) -> str:
        path = _beside(module.path, found[1])
        if homes[path] == home:
            return f"Promise.resolve({modules[path].name})"
        file = f'import("{_towards(home, homes[path])}")'
        return file if homes[path] == path else f"{file}.then((file) => file.{modules[path].name})"

    taken = "".join(
        f"const {{ {names.replace(' as ', ': ')} }} = {modules[path].name};\n"
        for names, path in module.imports
        if names
    )
    given = f"return {{ {module.exports} }};\n" if module.exports else ""
    return f"const {module.name} = (() => {{\n{taken}{_LATER.sub(later, module.body)}{given}}})();\n"


def joined_sheet(path: str, sources: Mapping[str, str]) -> str:
    """Give a sheet with the sheets that it imports in their places."""
    return _SHEET.sub(lambda found: joined_sheet(_beside(path, found[1]), sources), sources[path])


def without_spare_bytes(path: str, text: str) -> str:
    """Take out comments and spaces, and shorten the names that nothing outside a function sees; raise `CannotJoin`."""
    try:
        return str(minify.string("text/css" if path.endswith(".css") else "application/javascript", text))
    except minify.MinifyError as problem:
        raise CannotJoin(f"{path}: {problem}") from None


def _beside(path: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def _towards(path: str, other: str) -> str:
    relative = posixpath.relpath(other, posixpath.dirname(path))
    return relative if relative.startswith(".") else f"./{relative}"
