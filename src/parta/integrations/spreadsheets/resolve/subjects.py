"""Which subject a word means: by the sheet of abbreviations, by the usual short forms, by an unambiguous prefix."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from parta.kernel.text import normal

from ..dataset import Dataset
from ..problems import Problems, Source
from ..values.classes import class_key, grade_of
from ..values.people import name_key
from ..values.text import native
from .standing import NOTHING, Standing

_SMALL = frozenset({"и", "в", "на", "по", "о", "об", "с", "к", "для", "из", "от"})
# The usual short forms that are no prefixes of the full names.
_USUAL = {
    "физра": "физическая культура",
    "физкультура": "физическая культура",
    "физкульт": "физическая культура",
    "фк": "физическая культура",
    "фзк": "физическая культура",
    "физическоевоспитание": "физическая культура",
    "физвоспитание": "физическая культура",
    "изо": "изобразительное искусство",
    "обж": "основы безопасности жизнедеятельности",
    "обзр": "основы безопасности и защиты родины",
    "бжд": "безопасность жизнедеятельности",
    "общво": "обществознание",
    "обществ": "обществознание",
    "литра": "литература",
    "лит": "литература",
    "инфа": "информатика",
    "ивт": "информатика",
    "икт": "информатика",
    "орксэ": "основы религиозных культур и светской этики",
    "однкнр": "основы духовно-нравственной культуры народов россии",
    "мхк": "мировая художественная культура",
    "вис": "вероятность и статистика",
    "тив": "вероятность и статистика",
    "ивис": "вероятность и статистика",
    "англ": "английский язык",
    "нем": "немецкий язык",
    "франц": "французский язык",
    "технология": "труд (технология)",
    "труд": "труд (технология)",
    "чтение": "литературное чтение",
    "окрмир": "окружающий мир",
    "рус": "русский язык",
    "русский": "русский язык",
    "проект": "индивидуальный проект",
    "ин": "индивидуальный проект",
    "ип": "индивидуальный проект",
    "алг": "алгебра",
    "геом": "геометрия",
    "гео": "география",
}
_LANGUAGE = re.compile(r"(?:ин|иностр\w*)(?: яз\w*)?$")
_LANGUAGES = re.compile(r"иностранн|английск|немецк|французск|испанск|китайск")
_HOMEROOM = re.compile(
    r"разговор\w* о важном|\bров\b|рос\w* ?[-–—]? ?мои горизонты|горизонты|классн\w* час|кл\.? ?час|профминимум"
)


@lru_cache(maxsize=20_000)
def subject_key(text: str) -> str:
    """Give the form by which subjects are compared: words only, in lower case, ё as е."""
    words = re.sub(r"[^\w]+", " ", normal(native(text)))
    return " ".join(words.split())


@lru_cache(maxsize=20_000)
def squeezed(text: str) -> str:
    """Give the subject's letters only."""
    return subject_key(text).replace(" ", "")


def is_homeroom(subject: str) -> bool:
    """Tell a lesson that the homeroom teacher holds: «Разговоры о важном», «Россия — мои горизонты», a class hour."""
    return bool(_HOMEROOM.search(normal(subject)))


@lru_cache(maxsize=50_000)
def abbreviates(short: str, full: str) -> bool:
    """Tell whether every word of the short form begins a word of the full one: «вер. и стат.», «англ. яз.»."""
    mine = [word for word in subject_key(short).split() if word not in _SMALL]
    theirs = [word for word in subject_key(full).split() if word not in _SMALL]
    if not mine or len(mine[0]) < 2:
        return False
    left = list(theirs)
    for word in mine:
        whole = next((other for other in left if other.startswith(word)), None)
        if whole is None:
            return False
        left.remove(whole)
    return True


class Subjects:
    """The subjects of the plan and the load, by class; where they say nothing, those of the school's journals."""

    def __init__(self, ds: Dataset, problems: Problems, standing: Standing = NOTHING) -> None:
        self._problems = problems
        self.all: dict[str, str] = {}
        self._spelt = {subject_key(name): name for name in standing.subjects}
        self._standing: dict[str, str] = {}
        self._standing_of: dict[str, dict[str, str]] = defaultdict(dict)
        self._standing_index: dict[tuple[str, str], str] = {}
        for one in standing.courses:
            key = subject_key(one.subject)
            self._standing[key] = self._standing_of[one.key[0]][key] = one.subject
            if one.index:
                self._standing_index[one.key[0], one.key[1]] = one.subject
        self._of_class: dict[str, dict[str, str]] = defaultdict(dict)
        for line in ds.curriculum:
            self._learn(line.subject, [line.class_name])
        self._by_index: dict[tuple[str, str], str] = {}
        for programme in ds.programmes:
            self._learn(programme.subject, [name for name, _ in programme.groups])
            for name, _ in programme.groups:
                self._by_index[class_key(name), name_key(programme.index)] = programme.subject
        for load in ds.load:
            shown = self._spelt.get(subject_key(load.subject), load.subject)
            self._learn(shown, [load.class_name])
            if load.index:
                self._by_index[class_key(load.class_name), name_key(load.index)] = shown
        for home in ds.home_plans:
            self._learn(self._spelt.get(subject_key(home.subject), home.subject), [])
        self.extra = {subject_key(one.name): one for one in ds.extra_courses}
        self._short = {squeezed(one.short): one.full for one in ds.abbreviations}
        self._told: set[tuple[str, str]] = set()

    def _learn(self, name: str, classes: Iterable[str]) -> None:
        shown = self.all.setdefault(subject_key(name), name)
        for one in classes:
            self._of_class[class_key(one)][subject_key(name)] = shown

    def of_class(self, class_name: str) -> dict[str, str]:
        """Give the subjects of a class by key: its own lines and those of its grade."""
        own = self._of_class.get(class_key(class_name), {})
        grade = grade_of(class_name)
        return {**self._of_class.get(str(grade), {}), **own} if grade else own

    def find(self, words: str, class_name: str, source: Source) -> str | None:
        """Give the subject as the plan writes it; a word that means none or several is a problem."""
        key = subject_key(words)
        own = self.of_class(class_name)
        if key in own:
            return own[key]
        if indexed := self._by_index.get((class_key(class_name), name_key(words))):
            return indexed
        full = self._short.get(squeezed(words))
        if full and subject_key(full) in own:
            return own[subject_key(full)]
        if full and subject_key(full) in self.all:
            return self.all[subject_key(full)]
        if full:
            return full
        if key in self.all:
            return self.all[key]
        there = self._standing_of.get(class_key(class_name), {})
        if not own and (stands := there.get(key) or self._standing_index.get((class_key(class_name), name_key(words)))):
            return stands
        for pool in (own, there if not own else {}, self.all, there, self._standing):
            if subject_key(words) in pool:
                return pool[subject_key(words)]
            found = self._guess(words, pool)
            if len(found) == 1:
                self._once("subject_by_prefix", words, source, words=words, subject=found[0])
                return found[0]
            if len(found) > 1:
                self._once(
                    "subject_ambiguous",
                    f"{words}|{class_name}",
                    source,
                    words=words,
                    subjects=found[:6],
                    class_name=class_name,
                )
                return None
        if is_homeroom(words) or key in self.extra:
            return self.extra[key].name if key in self.extra else words
        if not self.all and not self._standing:
            return words
        usual = _USUAL.get(squeezed(words))
        if usual:
            words = usual
            key = subject_key(usual)
            if key in self.all:
                return self.all[key]
        elif "." in words or len(key) <= 4:
            self._once("subject_unknown", words, source, words=words, class_name=class_name)
            return None
        self._once("subject_outside_plan", words, source, words=words, class_name=class_name)
        self.all[key] = words
        return words

    def _guess(self, words: str, pool: dict[str, str]) -> list[str]:
        if _LANGUAGE.match(subject_key(words)):
            spoken = list(dict.fromkeys(shown for key, shown in pool.items() if _LANGUAGES.search(key)))
            if spoken:
                return spoken
        usual = _USUAL.get(squeezed(words))
        if usual:
            wanted = subject_key(usual)
            exact = [shown for key, shown in pool.items() if key == wanted or set(wanted.split()) <= set(key.split())]
            if exact:
                return list(dict.fromkeys(exact))
        found = list(dict.fromkeys(shown for shown in pool.values() if abbreviates(words, shown)))
        # «история» is also the beginning of «история России»: the shortest is meant when it is whole.
        first = (
            [shown for shown in found if subject_key(shown).split()[0].startswith(subject_key(words).split()[0])]
            if subject_key(words)
            else []
        )
        return first or found

    def _once(self, code: str, mark: str, source: Source, **params: object) -> None:
        if (code, mark) not in self._told:
            self._told.add((code, mark))
            self._problems.add(code, source, **params)
