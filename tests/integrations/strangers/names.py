"""Invented people, the same for the same seed: names, birth dates, telephones, SNILS with right check digits."""

import datetime as dt
import random
from dataclasses import dataclass

_LAST = [
    "Агафонов",
    "Белозёров",
    "Воробьёв",
    "Гущин",
    "Дементьев",
    "Ермолаев",
    "Жданов",
    "Зайцев",
    "Игнатов",
    "Калашников",
    "Лапин",
    "Маслов",
    "Никитин",
    "Орехов",
    "Панфилов",
    "Рожков",
    "Самойлов",
    "Третьяков",
    "Уваров",
    "Фокин",
    "Хохлов",
    "Цветков",
    "Чернов",
    "Шубин",
    "Щукин",
    "Юдин",
    "Якушев",
    "Артёмов",
    "Блинов",
    "Власов",
]
_BOYS = [
    "Артём",
    "Богдан",
    "Вадим",
    "Глеб",
    "Данила",
    "Егор",
    "Захар",
    "Илья",
    "Кирилл",
    "Лев",
    "Матвей",
    "Никита",
    "Платон",
    "Роман",
    "Семён",
    "Тимур",
]
_GIRLS = [
    "Алёна",
    "Варвара",
    "Дарья",
    "Ева",
    "Злата",
    "Инна",
    "Кира",
    "Лидия",
    "Майя",
    "Нина",
    "Олеся",
    "Полина",
    "Рита",
    "София",
    "Таисия",
    "Ульяна",
]
_FATHERS = [
    "Андрей",
    "Борис",
    "Виктор",
    "Геннадий",
    "Денис",
    "Игорь",
    "Кирилл",
    "Леонид",
    "Михаил",
    "Олег",
    "Пётр",
    "Роман",
    "Сергей",
    "Тарас",
]
_MOTHERS = [
    "Анна",
    "Вера",
    "Галина",
    "Елена",
    "Жанна",
    "Ирина",
    "Лариса",
    "Марина",
    "Наталья",
    "Ольга",
    "Светлана",
    "Татьяна",
    "Юлия",
    "Алла",
]
_SPECIAL = {"Пётр": "Петр", "Игорь": "Игор", "Геннадий": "Геннади", "Андрей": "Андре", "Сергей": "Серге"}


def _patronymic(father: str, sex: str) -> str:
    stem = _SPECIAL.get(father, father)
    soft = stem[-1] in "еиь" or father in ("Игорь",)
    return stem + (("евич" if soft else "ович") if sex == "m" else ("евна" if soft else "овна"))


@dataclass(frozen=True)
class Person:
    """Somebody invented."""

    last: str
    first: str
    middle: str
    sex: str
    birth: dt.date
    phone: str
    snils: str

    @property
    def full(self) -> str:
        """Surname, name, patronymic."""
        return f"{self.last} {self.first} {self.middle}"

    @property
    def short(self) -> str:
        """Surname with initials, as on a wall."""
        return f"{self.last} {self.first[0]}.{self.middle[0]}."

    @property
    def dotted(self) -> str:
        """The birth date as it is typed."""
        return self.birth.strftime("%d.%m.%Y")


class Registry:
    """Gives people one after another; no two have the same name."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._number = seed * 1000
        self._taken: set[tuple[str, str]] = set()

    def person(self, born: int, sex: str = "", last: str = "", father: str = "") -> Person:
        """Give somebody born in a year, with a surname of the family if one is named."""
        chance = self._chance
        sex = sex or chance.choice("mf")
        while True:
            stem = last or chance.choice(_LAST)
            first = chance.choice(
                (_BOYS if sex == "m" else _GIRLS) if born > 1995 else (_FATHERS if sex == "m" else _MOTHERS)
            )
            if (stem, first) not in self._taken:
                break
        self._taken.add((stem, first))
        self._number += 1
        birth = dt.date(born, chance.randint(1, 12), chance.randint(1, 28))
        surname = stem if sex == "m" else stem + "а"
        phone = f"+7900{self._number:07d}"
        middle = _patronymic(father or chance.choice(_FATHERS), sex)
        return Person(surname, first, middle, sex, birth, phone, snils(900_000_000 + self._number))

    def family(self, born: int, count: int = 1) -> tuple[list[Person], Person, Person]:
        """Give children of one family, twins if more than one, with their mother and father."""
        last = self._chance.choice(_LAST)
        father = self.person(born - 33, "m", last)
        mother = self.person(born - 30, "f", last)
        children = [self.person(born, "", last, father.first) for _ in range(count)]
        twins = [Person(c.last, c.first, c.middle, c.sex, children[0].birth, c.phone, c.snils) for c in children]
        return twins, mother, father


def snils(number: int) -> str:
    """Give a SNILS of nine digits with its two check digits."""
    digits = f"{number:09d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 0, -1), strict=True))
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]} {total % 101 % 100:02d}"
