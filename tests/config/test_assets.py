"""Modules and sheets as browsers load them: what goes together, what is refused, how much it weighs."""

import re

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from config.assets import IDLE, SHARED, CannotJoin, joined_modules, joined_sheet, without_spare_bytes

JS = "parta/js"
# What a page loads at once; `later` is fetched when it is idle or wanted.
WORK = [f"{JS}/site.js", SHARED, f"{JS}/grid.js"]
LATER = [IDLE, f"{JS}/grid/phone.js"]
DIARY = [f"{JS}/site.js", f"{JS}/diary.js"]
WORKER = [f"{JS}/worker.js"]
SHEETS = [("journal",), ("lists", "journal", "lesson"), ("family",), ("lists", "office"), ("lists", "doors")]


def module(*imports: str, says: str = "") -> str:
    """Write a module that imports."""
    return "".join(f"import {one};\n" for one in imports) + says


SOURCES = {
    SHARED: module('"./a/word.js"'),
    f"{JS}/a/word.js": module('{ deep } from "./deep.js"', says="let said = 0;\nexport const word = () => deep;\n"),
    f"{JS}/a/deep.js": "export const deep = 1;\nexport class Deep {}\n",
    f"{JS}/a/own.js": module('{ word as it } from "./word.js"', says="export function own() { return it(); }\n"),
    f"{JS}/a/later.js": module('{ deep } from "./deep.js"', says="export const late = deep;\n"),
    f"{JS}/one.js": module('{ own } from "./a/own.js"', says='own(); import("./a/later.js");\n'),
    f"{JS}/two.js": module('{ word } from "./a/word.js"', says="word();\n"),
}  # fmt: skip


def test_a_page_has_one_file_and_what_pages_share_stands_in_another():
    files = joined_modules(SOURCES)
    assert set(files) == {SHARED, f"{JS}/one.js", f"{JS}/two.js", f"{JS}/a/later.js"}
    holders = {
        word: [name for name, text in files.items() if word in text]
        for word in ("let said", "function own", "class Deep")
    }
    assert holders == {"let said": [SHARED], "function own": [f"{JS}/one.js"], "class Deep": [SHARED]}
    assert 'from "./work.js"' in files[f"{JS}/two.js"]
    assert 'from "../work.js"' in files[f"{JS}/a/later.js"]
    assert 'import("./a/later.js")' in files[f"{JS}/one.js"]
    assert "word: it" in files[f"{JS}/one.js"]
    assert "export const { late }" in files[f"{JS}/a/later.js"]
    assert files[SHARED].index("class Deep") < files[SHARED].index("let said")


def test_a_module_that_is_wanted_later_and_gives_nothing_ends_well():
    alone = {f"{JS}/a/alone.js": 'addEventListener("focus", print);\n', f"{JS}/three.js": 'import("./a/alone.js");\n'}
    assert "export" not in joined_modules({**SOURCES, **alone})[f"{JS}/a/alone.js"]


def test_what_pages_want_later_comes_in_one_file():
    wanted = {
        IDLE: module('"./a/later.js"', '"./a/alone.js"'),
        f"{JS}/a/alone.js": "export const alone = 1;\n",
        f"{JS}/three.js": 'import("./a/alone.js");\n',
        f"{JS}/four.js": module('{ alone } from "./a/alone.js"', says="alone;\n"),
    }
    files = joined_modules({**SOURCES, **wanted})
    assert f"{JS}/a/later.js" not in files
    assert "const late" in files[IDLE]
    [name] = re.findall(r"const (m\d+) = \(\(\) => \{\nconst alone", files[IDLE])
    assert f'import("./idle.js").then((file) => file.{name})' in files[f"{JS}/three.js"]
    assert f'import {{ {name} }} from "./idle.js"' in files[f"{JS}/four.js"]
    assert re.search(rf"export {{.*\b{name}\b.*}}", files[IDLE])


def test_what_the_shared_file_wants_later_stands_in_it():
    asked = {
        f"{JS}/a/deep.js": f'{SOURCES[f"{JS}/a/deep.js"]}import("./asked.js");\n',
        f"{JS}/a/asked.js": module('{ word } from "./word.js"', says="export const asked = word;\n"),
    }
    files = joined_modules({**SOURCES, **asked})
    assert f"{JS}/a/asked.js" not in files
    assert "const asked" in files[SHARED]
    assert "Promise.resolve(" in files[SHARED]
    assert "import(" not in files[SHARED]


@pytest.mark.parametrize(
    ("path", "text", "named"),
    [
        ("a/own.js", 'import word from "./word.js";\n', "import word"),
        ("a/own.js", 'import * as all from "./word.js";\n', "import [*]"),
        ("a/own.js", "export default 1;\n", "export default"),
        ("a/own.js", "const a = 1;\nexport { a };\n", "export { a }"),
        ("a/own.js", 'import {\n  word,\n} from "./word.js";\n', "import {"),
        ("a/deep.js", module('{ word } from "./word.js"'), "imports itself"),
        ("two.js", module('{ own } from "./a/own.js"'), "import it in parta/js/work.js"),
    ],
)
def test_what_would_be_joined_wrongly_is_refused(path, text, named):
    with pytest.raises(CannotJoin, match=named):
        joined_modules({**SOURCES, f"{JS}/{path}": text})


def test_a_sheet_takes_in_what_it_imports():
    sources = {
        "css/all.css": '/* All. */\n@import "one.css";\n@import "two.css";\nb { color: red }\n',
        "css/one.css": "a {}\n",
        "css/two.css": "i {}\n",
    }
    assert joined_sheet("css/all.css", sources) == "/* All. */\na {}\ni {}\nb { color: red }\n"
    assert without_spare_bytes("a.css", "/* no */ a { &:hover { color: red; } }") == "a{&:hover{color:red}}"


@pytest.fixture(scope="module")
def weigh(tmp_path_factory):
    """Collect static files as an installation does; `weigh(names)` gives their bytes, and the same under Brotli."""
    # At the head of this file pytest's collecting would already make the storage, of the settings before the tests' own.
    from django.contrib.staticfiles.storage import staticfiles_storage

    root = tmp_path_factory.mktemp("static")
    backends = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.storage.StaticFiles"}}
    with override_settings(STORAGES=backends, STATIC_ROOT=root):
        call_command("collectstatic", interactive=False, verbosity=0)

        def files(names):
            texts = [(root / staticfiles_storage.stored_name(name)).read_bytes() for name in names]
            return sum(map(len, texts)), sum(len(brotli.compress(text)) for text in texts)

        yield files


@pytest.mark.parametrize(
    ("names", "most", "most_sent"),
    [(WORK, 60_000, 21_000), (LATER, 28_500, 10_200), (DIARY, 8_000, 3_500), (WORKER, 7_000, 3_000)]
    + [([f"parta/css/{name}.css" for name in ("parta", *own)], 30_000, 8_000) for own in SHEETS],
)
def test_what_pages_load_is_light(weigh, names, most, most_sent):
    size, sent = weigh(names)
    assert size <= most
    assert sent <= most_sent
