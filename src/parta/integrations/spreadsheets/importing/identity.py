"""Whether somebody of the files is somebody whom the school knows already."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ..problems import Problems, Source
from ..values.people import PersonName, name_key

People = Mapping[int, Mapping[str, Any]]


def digits(snils: str) -> str:
    """Give a SNILS as it is stored: eleven digits."""
    return re.sub(r"\D", "", snils)


def stored_name(row: Mapping[str, Any]) -> str:
    """Give the form by which a stored person's name is compared."""
    return name_key(" ".join(part for part in (row["last_name"], row["first_name"], row["patronymic"]) if part))


class Known:
    """Everybody in the database, searched by number, SNILS, name with birth date, name with phone."""

    def __init__(self, people: People, problems: Problems, listed: Iterable[tuple[str, str]] = ()) -> None:
        """`listed` are the numbers and SNILS of everybody in the files."""
        self.people = people
        self._problems = problems
        self._listed = {one for number, snils in listed for one in (name_key(number), digits(snils)) if one}
        self._numbers: dict[tuple[str, str], int] = {}
        self._snils: dict[str, int] = {}
        self._names: dict[str, list[int]] = defaultdict(list)
        for pk, row in people.items():
            for field in ("staff_no", "personal_file_no"):
                if row.get(field):
                    self._numbers[field, name_key(str(row[field]))] = pk
            if row["snils"]:
                self._snils[row["snils"]] = pk
            self._names[stored_name(row)].append(pk)

    def named(self, name: PersonName) -> list[int]:
        """Give everybody of that full name."""
        return self._names.get(name.key, [])

    def by_records(
        self,
        *,
        field: str,
        number: str,
        snils: str,
        name: PersonName,
        birth: str,
        source: Source,
        near: Iterable[int] = (),
    ) -> int | None:
        """Find an employee (`staff_no`) or a pupil (`personal_file_no`).

        `near` are those among whom a name alone says enough: the class, the staff. A list of names and telephones
        means them, and is told to be understood so.

        Where the number and the SNILS mean two people, or the number is somebody else's by name and birth date, that
        is an error: nobody is chosen.
        """
        by_number = self._numbers.get((field, name_key(number))) if number else None
        by_snils = self._snils.get(digits(snils)) if snils else None
        if by_number and by_snils and by_number != by_snils:
            self._clash("person_contradicts", source, name, by_number, by_snils, number)
            return None
        if by_number and not by_snils:
            row = self.people[by_number]
            other_birth = birth and row["birth_date"] and row["birth_date"] != birth
            if stored_name(row) != name.key and other_birth:
                self._clash("person_number_taken", source, name, by_number, None, number)
                return None
        if by_number or by_snils:
            return by_number or by_snils
        same = [pk for pk in self.named(name) if birth and self.people[pk]["birth_date"] == birth]
        same = [pk for pk in same if not self._other(self.people[pk], field, number, snils)]
        if len(same) > 1:
            self._clash("person_ambiguous", source, name, same[0], same[1], number)
            return None
        if same:
            return same[0]
        # Somebody entered in a hurry, by the name alone: the only one of that name of whom nothing else is known.
        bare = [
            pk
            for pk in self.named(name)
            if field in self.people[pk]
            and not self.people[pk]["birth_date"]
            and not self.people[pk]["snils"]
            and not self.people[pk].get(field)
        ]
        if len(bare) == 1 and len(self.named(name)) == 1:
            self._problems.add("person_by_name", source, name=name.full)
            return bare[0]
        meant = [
            pk
            for pk in near
            if _same_name(name, self.people[pk]) and not self._against(self.people[pk], field, number, snils, birth)
        ]
        if len(meant) > 1:
            self._clash("person_ambiguous", source, name, meant[0], meant[1], number)
            return None
        if meant:
            self._problems.add("person_near", source, name=name.full)
            return meant[0]
        return None

    def _other(self, row: Mapping[str, Any], field: str, number: str, snils: str) -> bool:
        """Tell whether a namesake born on the same day is another one: a row of the files has that number or SNILS."""
        theirs = name_key(str(row.get(field) or ""))
        return (theirs in self._listed and theirs != name_key(number)) or (
            row["snils"] in self._listed and row["snils"] != digits(snils)
        )

    def _against(self, row: Mapping[str, Any], field: str, number: str, snils: str, birth: str) -> bool:
        """Tell whether anything that both say speaks against their being one."""
        pairs = (
            (name_key(number), name_key(str(row.get(field) or ""))),
            (digits(snils), row["snils"] or ""),
            (birth, row["birth_date"] or ""),
        )
        differ = any(mine and theirs and mine != theirs for mine, theirs in pairs)
        return differ or self._other(row, field, number, snils)

    def by_phone(self, name: PersonName, phone: str, email: str) -> int | None:
        """Find a parent by name and phone, else by name and e-mail."""
        own = self.named(name)
        found = [pk for pk in own if phone and self.people[pk]["phone"] == phone]
        if not found:
            # E-mail decides only where no phone speaks against it.
            mails = [pk for pk in own if email and self.people[pk]["email"] == email]
            found = [pk for pk in mails if not phone or not self.people[pk]["phone"]]
        return found[0] if len(found) == 1 else None

    def _clash(self, code: str, source: Source, name: PersonName, one: int, other: int | None, number: str) -> None:
        words = [self._words(pk) for pk in (one, other) if pk is not None]
        self._problems.add(code, source, name=name.full, number=number, others=words)

    def _words(self, pk: int) -> str:
        row = self.people[pk]
        return " ".join(part for part in (row["last_name"], row["first_name"], row["patronymic"]) if part)


def _same_name(name: PersonName, row: Mapping[str, Any]) -> bool:
    """Tell whether a full name of the files is a stored one; a file may leave the patronymic out."""
    theirs = [name_key(row[part] or "") for part in ("last_name", "first_name", "patronymic")]
    mine = [name_key(name.last), name_key(name.first), name_key(name.middle)]
    whole = mine[1] and not name.initials_only
    return bool(whole and mine[:2] == theirs[:2] and mine[2] in ("", theirs[2]))


def only(found: Iterable[int]) -> int | None:
    """Give the only one, if it is the only one."""
    different = set(found)
    return different.pop() if len(different) == 1 else None
