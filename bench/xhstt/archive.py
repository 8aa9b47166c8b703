"""An XHSTT archive: its instances and solutions read, a solution written.

The format: Post and others, "XHSTT: an XML archive for high school timetabling problems", Annals of Operations Research
218 (2014); the elements as HSEval specifies them. No document type and no entity is let in, the size is capped.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from xml.parsers import expat

from bench.xhstt.instance import (
    CURVES,
    KINDS,
    Constraint,
    Demand,
    Event,
    Instance,
    Limit,
    Meet,
    Pair,
    Solution,
)

T = TypeVar("T")
MOST_BYTES = 64 * 2**20
ROOT = "HighSchoolTimetableArchive"


class WrongFile(Exception):
    """The file is no archive that can be read; says in Russian what is wrong with it."""


@dataclass(frozen=True)
class Archive:
    """The instances of a file, and the solutions of them that it holds."""

    root: Element
    instances: tuple[Instance, ...]
    solutions: tuple[Solution, ...]


def read_archive(file: Path) -> Archive:
    """Read a file; raises `WrongFile`."""
    root = _tree(file)
    if root.tag != ROOT:
        raise WrongFile(f"{file.name}: это не архив XHSTT, в нём <{root.tag[:40]}> вместо <{ROOT}>.")
    try:
        instances = tuple(_instance(one) for one in root.iterfind("Instances/Instance"))
        if not instances:
            raise WrongFile(f"{file.name}: в архиве нет ни одной задачи (Instance).")
        known = {one.id: one for one in instances}
        groups = root.iterfind("SolutionGroups/SolutionGroup")
        solutions = tuple(_solution(group, one, known) for group in groups for one in group.iterfind("Solution"))
    except _Missing as missing:
        raise WrongFile(f"{file.name}: {missing}.") from missing
    return Archive(root, instances, solutions)


class _Missing(Exception):
    """Something is referred to that is not there, or a number is none."""


def _tree(file: Path) -> Element:
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise WrongFile(f"{file.name}: файл не открывается ({error.strerror}).") from error
    if len(data) > MOST_BYTES:
        raise WrongFile(f"{file.name}: файл больше {MOST_BYTES // 2**20} МБ.")
    builder = ElementTree.TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data

    def refuse(*_: object) -> None:
        raise WrongFile(f"{file.name}: в файле есть <!DOCTYPE>, такие файлы не читаются.")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, UnicodeError, LookupError) as error:
        line = f", строка {error.lineno}" if isinstance(error, expat.ExpatError) else ""
        raise WrongFile(f"{file.name}: это не XML или он повреждён{line}.") from error
    return builder.close()


def _instance(node: Element) -> Instance:
    times = [_id(one) for one in node.iterfind("Times/Time")]
    number = {one: at for at, one in enumerate(times)}
    inside: dict[str, list[int]] = {_id(one): [] for one in node.iterfind("Times/TimeGroups/*")}
    for at, one in enumerate(node.iterfind("Times/Time")):
        for group in _references(one, "Day", "Week", "TimeGroups/*"):
            _of(inside, group, "группы времён").append(at)
    resources = {_id(one): _reference(one, "ResourceType") for one in node.iterfind("Resources/Resource")}
    teams: dict[str, list[str]] = {_id(one): [] for one in node.iterfind("Resources/ResourceGroups/*")}
    for one in node.iterfind("Resources/Resource"):
        for group in _references(one, "ResourceGroups/*"):
            _of(teams, group, "группы ресурсов").append(_id(one))
    courses: dict[str, list[int]] = {_id(one): [] for one in node.iterfind("Events/EventGroups/*")}
    events: list[Event] = []
    for one in node.iterfind("Events/Event"):
        for group in dict.fromkeys(_references(one, "Course", "EventGroups/*")):
            _of(courses, group, "группы событий").append(len(events))
        events.append(_event(one, number, resources))
    read = _Reader(number, inside, resources, teams, {one.id: at for at, one in enumerate(events)}, courses)
    constraints, unread = [], []
    for one in node.iterfind("Constraints/*"):
        if one.tag in KINDS:
            constraints.append(read.constraint(one))
        else:
            unread.append(one.tag)
    return Instance(
        _id(node), _text(node, "MetaData/Name") or _id(node), tuple(times), tuple(resources), dict(resources),
        tuple(events), tuple(constraints), tuple(unread),
    )  # fmt: skip


def _event(node: Element, number: dict[str, int], resources: dict[str, str]) -> Event:
    duration = _number(node, "Duration")
    workload = _number(node, "Workload", duration)
    time = node.find("Time")
    demands = []
    for at, one in enumerate(node.iterfind("Resources/Resource")):
        named = one.get("Reference")
        kind = resources[_known(resources, named, "ресурса")] if named else _reference(one, "ResourceType")
        demands.append(Demand(_text(one, "Role") or f"#{at}", named, kind, _number(one, "Workload", workload)))
    begins = None if time is None else number[_known(number, time.get("Reference"), "времени")]
    return Event(_id(node), duration, begins, tuple(demands))


class _Reader:
    """Reads constraints: what they apply to and their figures, everything by its number."""

    def __init__(
        self,
        times: dict[str, int],
        time_groups: dict[str, list[int]],
        resources: dict[str, str],
        teams: dict[str, list[str]],
        events: dict[str, int],
        courses: dict[str, list[int]],
    ) -> None:
        self.times, self.time_groups, self.resources, self.teams = times, time_groups, resources, teams
        self.events, self.courses = events, courses

    def constraint(self, node: Element) -> Constraint:
        applies = node.find("AppliesTo")
        if applies is None:
            raise _Missing(f"у ограничения {node.get('Id', node.tag)} нет AppliesTo")
        curve = _text(node, "CostFunction")
        if curve not in CURVES:
            raise _Missing(f"функция цены «{curve[:30]}» неизвестна, есть {', '.join(CURVES)}")
        groups = [tuple(_of(self.courses, one, "группы событий")) for one in _references(applies, "EventGroups/*")]
        single = [self.events[_known(self.events, one, "события")] for one in _references(applies, "Events/*")]
        people = [_known(self.resources, one, "ресурса") for one in _references(applies, "Resources/*")]
        teams = [one for group in _references(applies, "ResourceGroups/*") for one in self._team(group)]
        low, high = node.find("Minimum"), node.find("Maximum")
        return Constraint(
            kind=node.tag, id=node.get("Id", node.tag), required=_text(node, "Required") == "true",
            weight=_number(node, "Weight"), curve=curve,
            events=tuple(dict.fromkeys([*single, *(one for group in groups for one in group)])), groups=tuple(groups),
            resources=tuple(dict.fromkeys([*people, *teams])), pairs=tuple(self._pairs(applies)),
            times=frozenset(self._times(node)), limits=tuple(self._limits(node)),
            low=_number(node, "Minimum") if low is not None else 0,
            high=_number(node, "Maximum") if high is not None else None,
            duration=_number(node, "Duration", 0) or None, role=_text(node, "Role"),
            preferred=frozenset(self._preferred(node)),
            durations=(_number(node, "MinimumDuration", 1), _number(node, "MaximumDuration", 10**6)),
            amounts=(_number(node, "MinimumAmount", 1), _number(node, "MaximumAmount", 10**6)),
        )  # fmt: skip

    def _team(self, group: str) -> list[str]:
        return _of(self.teams, group, "группы ресурсов")

    def _pairs(self, applies: Element) -> Iterator[Pair]:
        for one in applies.iterfind("EventPairs/EventPair"):
            first = _known(self.events, _reference(one, "FirstEvent"), "события")
            second = _known(self.events, _reference(one, "SecondEvent"), "события")
            low, high = _number(one, "MinSeparation", 0), _number(one, "MaxSeparation", 10**6)
            yield Pair(self.events[first], self.events[second], low, high)

    def _times(self, node: Element) -> Iterator[int]:
        for one in _references(node, "Times/*"):
            yield self.times[_known(self.times, one, "времени")]
        for one in _references(node, "TimeGroups/*"):
            yield from _of(self.time_groups, one, "группы времён")

    def _limits(self, node: Element) -> Iterator[Limit]:
        for one in node.iterfind("TimeGroups/*"):
            inside = tuple(_of(self.time_groups, one.get("Reference", ""), "группы времён"))
            yield Limit(inside, _number(one, "Minimum", 0), _number(one, "Maximum", 10**6))

    def _preferred(self, node: Element) -> Iterator[str]:
        for one in _references(node, "Resources/*"):
            yield _known(self.resources, one, "ресурса")
        for one in _references(node, "ResourceGroups/*"):
            yield from self._team(one)


def _solution(group: Element, node: Element, known: dict[str, Instance]) -> Solution:
    instance = known[_known(known, node.get("Reference"), "задачи")]
    number = {one.id: at for at, one in enumerate(instance.events)}
    times = {one: at for at, one in enumerate(instance.times)}
    meets = []
    for one in node.iterfind("Events/Event"):
        at = number[_known(number, one.get("Reference"), "события")]
        event, time = instance.events[at], one.find("Time")
        given = {
            _text(each, "Role"): _known(instance.types, each.get("Reference"), "ресурса")
            for each in one.iterfind("Resources/Resource")
        }
        begins = event.time if time is None else times[_known(times, time.get("Reference"), "времени")]
        meets.append(Meet(at, _number(one, "Duration", event.duration), begins, given))
    return Solution(instance, group.get("Id", ""), _text(group, "MetaData/Contributor"), tuple(meets))


def write_solution(file: Path, archive: Archive, instance: Instance, meets: Sequence[Meet], about: str) -> None:
    """Write the instance with a solution of it, as HSEval reads them."""
    root = Element(ROOT)
    instances = SubElement(root, "Instances")
    instances.extend(one for one in archive.root.iterfind("Instances/Instance") if one.get("Id") == instance.id)
    group = SubElement(SubElement(root, "SolutionGroups"), "SolutionGroup", Id="Parta")
    meta = SubElement(group, "MetaData")
    for tag, text in (
        ("Contributor", "Parta"),
        ("Date", datetime.now().astimezone().date().isoformat()),
        ("Description", about),
    ):
        SubElement(meta, tag).text = text
    events = SubElement(SubElement(group, "Solution", Reference=instance.id), "Events")
    for meet in sorted(meets, key=lambda one: (one.event, -1 if one.time is None else one.time)):
        event = SubElement(events, "Event", Reference=instance.events[meet.event].id)
        SubElement(event, "Duration").text = str(meet.duration)
        if meet.time is not None:
            SubElement(event, "Time", Reference=instance.times[meet.time])
        if meet.resources:
            given = SubElement(event, "Resources")
            for role, resource in meet.resources.items():
                SubElement(SubElement(given, "Resource", Reference=resource), "Role").text = role
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)


def _id(node: Element) -> str:
    found = node.get("Id")
    if not found:
        raise _Missing(f"у <{node.tag[:40]}> нет Id")
    return found


def _text(node: Element, path: str) -> str:
    return (node.findtext(path) or "").strip()


def _number(node: Element, path: str, default: int | None = None) -> int:
    text = _text(node, path)
    if not text and default is not None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise _Missing(f"у <{node.tag[:40]}> {node.get('Id', '')} в {path} не число: «{text[:20]}»")
    return int(text)


def _references(node: Element, *paths: str) -> Iterator[str]:
    for path in paths:
        for one in node.iterfind(path):
            yield one.get("Reference", "")


def _reference(node: Element, path: str) -> str:
    found = node.find(path)
    if found is None or not found.get("Reference"):
        raise _Missing(f"у <{node.tag[:40]}> {node.get('Id', '')} нет ссылки {path}")
    return found.get("Reference", "")


def _known(among: Iterable[str], name: str | None, what: str) -> str:
    if name not in among or name is None:
        raise _Missing(f"нет {what} «{(name or '')[:40]}», а на него ссылаются")
    return name


def _of(among: dict[str, list[T]], name: str, what: str) -> list[T]:
    return among[_known(among, name, what)]
