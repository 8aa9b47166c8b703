"""Everything that a schema holds, as text: to compare what was brought back with what was there."""

import re
from typing import Any

# `IN ('a', 'b')` is written by the server as an array cast whole, read back as one of cast words: the same words.
_CAST = re.compile(r"::(?:character varying|text)(?:\[\])?")
_WORD, _LIST = re.compile(r"\(('[\w. -]*')\)"), re.compile(r"\((\(ARRAY\[[^\]]*\]\))\)")

_PARTS = re.compile(r"[()]| OR | AND |[^() ]+|.", re.DOTALL)


def same_words(text: str) -> str:
    """Write an expression of the server as it is before and after a dump."""
    same = _LIST.sub(r"\1", _WORD.sub(r"\1", _CAST.sub("", text)))
    return _without_nested_or(same)


def _without_nested_or(text: str) -> str:
    """Write `((a OR b) OR c)` as `(a OR b OR c)`: the server nests a chain of OR or does not; nothing else changes."""
    open_groups: list[list[Any]] = [[]]
    for part in _PARTS.findall(text):
        if part == "(":
            open_groups.append([])
        elif part == ")" and len(open_groups) > 1:
            group = open_groups.pop()
            open_groups[-1].append(group)
        else:
            open_groups[-1].append(part)
    return "(".join(_text_of(group) for group in open_groups)


def _text_of(group: list[Any]) -> str:
    written = []
    for place, part in enumerate(group):
        if isinstance(part, str):
            written.append(part)
            continue
        around = (*group[max(place - 1, 0) : place], *group[place + 1 : place + 2])
        operand = " OR " in around and all(one == " OR " for one in around)
        nested = operand and " OR " in part and " AND " not in part
        written.append(_text_of(part) if nested else f"({_text_of(part)})")
    return "".join(written)


def rows_of(cursor: Any, schema: str) -> dict[str, list[str]]:
    """Give every row of every table, and the state of every sequence."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
    found = {}
    for (table,) in cursor.fetchall():
        cursor.execute(f'SELECT t::text FROM "{schema}"."{table}" t ORDER BY 1')
        found[table] = [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = %s ORDER BY 1", [schema])
    found["sequences"] = [str(row) for row in cursor.fetchall()]
    return found


def structure_of(cursor: Any, schema: str) -> list[str]:
    """Give every constraint, index, trigger and column without the schema's name."""
    queries = (
        # PostgreSQL writes a check's expression in another way once it was read from a dump: checks by their names
        "SELECT conrelid::regclass::text, conname, CASE contype WHEN 'c' THEN convalidated::text"
        " ELSE pg_get_constraintdef(oid) END FROM pg_constraint"
        " WHERE contype <> 'n' AND connamespace = %s::regnamespace",  # before 18 NOT NULL was no constraint
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = %s",
        "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
        " AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = %s::regnamespace)",
        "SELECT table_name, column_name, concat_ws(' ', data_type, is_nullable, column_default)"
        " FROM information_schema.columns WHERE table_schema = %s",
    )
    cursor.execute("SELECT set_config('search_path', 'pg_catalog', false)")
    found = []
    for query in queries:
        cursor.execute(query, [schema])
        found += [same_words(" ".join(row).replace(f"{schema}.", "S.")) for row in cursor.fetchall()]
    return sorted(found)
