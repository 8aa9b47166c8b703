"""The cell of a wall timetable taken apart: subject, subgroup, teacher, room, week."""

import re
from dataclasses import dataclass, replace

from parta.kernel.text import normal

from .dataset import EVEN, ODD
from .values.people import looks_like_person, name_key, person_name

INDEX = re.compile(
    r"^((?:[А-ЯЁ]{2,5}(?:\.[А-ЯЁ]{1,2})?\.?\s?\d{1,2}(?:\.\d{1,2}){0,2}|ПДП|ГИА|ПП|УП)(?:\.[а-я]\d?)?)\.?\s+(?=\S)"
)
_ROOM_WORD = re.compile(
    r"[,\s(]*(?<![а-яёa-z])(?:(?:каб(?:инет)?|ауд(?:итория)?)\.?|к\.(?=\s*№?\s*\d))\s*№?\s*([\w\-/.]+)\)?\s*$",
    re.IGNORECASE,
)
_ROOM_NAME = re.compile(
    r"[,\s(]*((?:(?:мал|больш)\w*\.?\s+)?(?:спорт(?:ивный)?\.?\s*зал|спортзал|с/з|акт(?:овый)?\.?\s*зал"
    r"|игровой зал|библиотека"
    r"|мастерск\w+|лаборатори\w+|стадион|столовая|бассейн|тир|лингафон\w*)\s*(?:№\s*)?\d*)\)?\s*$",
    re.IGNORECASE,
)
_ROOM_NUMBER = re.compile(r"(?:^|[,\s(]+)(\d{1,2}-\d{1,3}[а-я]?|\d{1,4}(?:[-/]\d{1,3})?\s?[а-яa-z]?)\)?\s*$")
SUBGROUP = re.compile(
    r"(?<![\w.])(?:"
    r"(?P<number>[1-9]|I{1,3})\s*-?\s*(?:я|ая)?\s*(?:п/?\s?гр?(?:уппа|упп|уп)?|подгр(?:уппа|упп)?|гр(?:уппа|упп|уп)?)(?:\.|\b)"
    r"|(?:гр(?:уппа)?|подгр(?:уппа)?|п/гр?)\.?\s*(?P<after>[1-9])\b"
    r"|(?P<sex>мал(?:ьчики|ьч)?|дев(?:очки|оч|ушки|уш)?|юн(?:оши)?)(?:\.|\b)(?=[\s,)]|$)"
    r"|(?P<profile>[а-яё\-]{3,20})(?:\.\s*|\s+)(?:гр(?:уппа)?|профиль|проф)(?:\.|\b)"
    r")",
    re.IGNORECASE,
)
_PARITY = re.compile(
    r"[(\s,]*\b(?P<odd>числ(?:итель)?|чис|нечет\w*|нечёт\w*|1\s*нед\w*|верх\w*)\b\.?\s*(?:нед\w*)?[)\s,:]*|[(\s,]*\b(?P<even>знам(?:енатель)?|зн|чет\w*\.?\s*нед\w*|чёт\w*\.?\s*нед\w*|чётн\w*|четн\w*|2\s*нед\w*|нижн\w*)\b\.?\s*(?:нед\w*)?[)\s,:]*",
    re.IGNORECASE,
)
_TEACHER_END = re.compile(r"[,\s(]+((?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s+[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?)?)\)?\s*$")
_TEACHER_FRONT = re.compile(r"[,\s(]+([А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\)?\s*$")
_LAST_WORD = re.compile(r"[,\s(]+([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\)?\s*$")
_EMPTY = re.compile(r"^[-–—_.*\s]*$")


@dataclass(frozen=True, slots=True)
class Part:
    """One lesson of a cell."""

    subject: str
    index: str = ""
    subgroup: str = ""
    teacher: str = ""
    room: str = ""
    parity: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of rooms and surnames: a bare word in a cell is one of them only when it is listed."""

    rooms: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()


def split_cell(text: str, names: "Names | None" = None) -> list[str]:
    """Split a cell into its lessons: at « /», at lines that name a subgroup or a second teacher, at «//»."""
    text = text.strip()
    slashed = text.split("/")
    if len(slashed) > 1 and all(SUBGROUP.search(one) for one in slashed):
        return [one.replace("\n", " ").strip(" ;") for one in slashed]
    parts = re.split(
        r"\s+//?\s*\n?|\s*//?\s*\n|\s*//\s*|(?<![пс])/\s+|\s+\|\s+|(?<![пс])/(?=\s*(?:[1-4I]+\s*-?\s*(?:я\s*)?(?:п/?г|гр|подгр)|мал|дев|юн))",
        text,
    )
    if len(parts) == 1:
        lines = [one.strip() for one in text.split("\n") if one.strip()]
        marked = [bool(SUBGROUP.search(one)) for one in lines]
        if names and len(lines) > 1 and not any(marked) and all(_begins_with_teacher(one, names) for one in lines[1:]):
            return lines
        if len(lines) > 1 and sum(marked) > 1:
            parts = []
            for one, mark in zip(lines, marked, strict=True):
                if mark or not parts:
                    parts.append(one)
                else:
                    parts[-1] += " " + one
            if not marked[0] and len(parts) > 1:
                parts[1] = f"{parts[0]} {parts[1]}"
                del parts[0]
        else:
            found = list(SUBGROUP.finditer(text))
            if len(found) > 1 and len({normal(one[0]) for one in found}) > 1 and re.search(r"[,;]", text):
                pieces = re.split(r"[;,]\s*(?=[^;,]*?$)", text, maxsplit=0)
                parts = pieces if all(SUBGROUP.search(piece) for piece in pieces) else [text]
    return [part.replace("\n", " ").strip(" ;") for part in parts if not _EMPTY.match(part)]


def _begins_with_teacher(line: str, names: "Names") -> bool:
    """Tell whether a line goes on with the teacher of a second subgroup."""
    first = re.split(r"[\s,(]", line, maxsplit=1)[0]
    return name_key(first) in names.surnames


def parse_cell(text: str, names: Names = Names()) -> tuple[list[Part], str]:
    """Give the lessons of a cell, and what was guessed of its halves: «weeks», «subgroups», or nothing."""
    if _EMPTY.match(text):
        return [], ""
    parts = [_part(piece, names) for piece in split_cell(text, names)]
    full: list[Part] = []
    for part in parts:
        if not part.subject and full:
            part = replace(part, subject=full[0].subject, index=part.index or full[0].index)
        full.append(part)
    guessed = ""
    if len(full) == 2 and not any(part.subgroup for part in full) and not any(part.parity for part in full):
        if full[0].subject == full[1].subject:
            two = full[0].teacher != full[1].teacher and full[1].teacher
            full = [replace(full[0], subgroup="1"), replace(full[1], subgroup="2")] if two else full[:1]
            guessed = "subgroups"
        else:
            full = [replace(full[0], parity=ODD), replace(full[1], parity=EVEN)]
            guessed = "weeks"
    # «МДК.01.01 Иванова» names its discipline by the index alone.
    full = [part if part.subject else replace(part, subject=part.index) for part in full]
    return [part for part in full if part.subject], guessed


def _part(text: str, names: Names) -> Part:
    text, parity = _take_parity(text)
    index = ""
    if match := INDEX.match(text):
        index, text = match[1].strip(), text[match.end() :]
    text, room = _take_room(text, names)
    subgroup = teacher = ""
    if match := SUBGROUP.search(text):
        subgroup = match[0].strip(" ,")
        before, after = text[: match.start()].strip(" ,(-"), text[match.end() :].strip(" ,.)-:")
        if after and not room:
            after, room = _take_room(" " + after, names)
            after = after.strip(" ,.()")
        if after and (looks_like_person(after) or name_key(after.split()[0]) in names.surnames):
            return Part(before, index, subgroup, after if not after[-1:].isupper() else after + ".", room, parity)
        text = before if not after else f"{before} {after}".strip()
    if not teacher and _begins_with_teacher(text, names):
        return Part("", index, subgroup, text.strip(" ,.("), room, parity)
    if not teacher:
        text, teacher = _take_teacher(text, names)
    if not room:
        text, room = _take_room(text, names)
    return Part(_subject(text), index, subgroup, teacher, room, parity)


def _subject(text: str) -> str:
    text = text.strip(" ,;-–—")
    if text.count("(") != text.count(")"):
        text = text.strip("() ")
    return text


def _take_parity(text: str) -> tuple[str, str]:
    match = _PARITY.search(text)
    if not match or not (text[: match.start()] + text[match.end() :]).strip():
        return text, ""
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), ODD if match["odd"] else EVEN


def _take_room(text: str, names: Names) -> tuple[str, str]:
    words = text.rstrip(" ,)")
    for count in (3, 2, 1):
        tail = words.split()[-count:]
        if (
            len(tail) == count
            and len(words.split()) > count - (1 if count == 1 else 0)
            and name_key(" ".join(tail)) in names.rooms
        ):
            left = (
                words[: len(words) - len(" ".join(tail))]
                if words.endswith(" ".join(tail))
                else " ".join(words.split()[:-count])
            )
            return re.sub(r"(?i)[,\s(]*(?:каб(?:инет)?|ауд(?:итория)?)\.?\s*№?\s*$", "", left).rstrip(" ,("), " ".join(
                tail
            )
    for pattern in (_ROOM_WORD, _ROOM_NAME, _ROOM_NUMBER):
        match = pattern.search(text)
        if (
            match
            and (match.start() > 0 or pattern is not _ROOM_NUMBER)
            and (
                pattern is not _ROOM_WORD or re.search(r"\d", match[1]) or "." in match[0] or "каб" in match[0].lower()
            )
        ):
            return text[: match.start()].rstrip(" ,("), match[1].strip(" .")
    return text, ""


def _take_teacher(text: str, names: Names) -> tuple[str, str]:
    for pattern in (_TEACHER_END, _TEACHER_FRONT):
        if match := pattern.search(text):
            return text[: match.start()].rstrip(" ,("), match[1].strip()
    match = _LAST_WORD.search(text)
    if match and name_key(match[1]) in names.surnames and person_name(match[1]):
        return text[: match.start()].rstrip(" ,("), match[1]
    return text, ""
