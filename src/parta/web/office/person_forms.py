"""The form of a person's card: what may be typed there and how it is read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from parta.integrations.spreadsheets.values.people import email, phones, snils_digits, snils_ok
from parta.people.models import Employee, Person, Pupil
from parta.people.rules.personal_data import DAYS, EMPLOYEE, FAMILY_KNOWS, OWN_WORK, PERSON, PUPIL, SECTIONS
from parta.people.services.corrections import LOCKED
from parta.wording.people import WORDS, field_title

_EARLIEST = date(1900, 1, 1)
_LONG = ("address", "registered_address", "subjects", "education", "notes", "post", "identity_by", "workplace")
_DAYS = tuple(name for name in DAYS if name not in LOCKED)
_UNIQUE = ("snils", "personal_file_no", "staff_no")
_NUMBERS = {"snils": 20, "phone": 40, "email": 200}


def fields_of(*, pupil: bool, employee: bool, whole: bool) -> tuple[str, ...]:
    """Name the fields that a card has: the `whole`, or what its person and a family know of it."""
    own = (
        *((PUPIL if whole else FAMILY_KNOWS) if pupil else ()),
        *((EMPLOYEE if whole else OWN_WORK) if employee else ()),
    )
    beside = {"workplace"} if pupil or employee else set()  # asked of parents; who works here works here
    has = {*PERSON, *own} - {*LOCKED} - beside
    return tuple(name for names in SECTIONS.values() for name in names if name in has)


class PersonForm(forms.Form):
    """A card's fields; empty ones are kept empty, numbers in the one form that is stored."""

    def __init__(self, data: Mapping[str, Any] | None, *, names: tuple[str, ...], today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.today = today
        for name in names:
            self.fields[name] = _field(name)

    def clean(self) -> dict[str, Any]:
        """Read days, numbers and addresses; say at its field what cannot be read."""
        data = super().clean() or {}
        for name in list(data):
            try:
                data[name] = self._read(name, data[name])
            except ValidationError as problem:
                self.add_error(name, problem)
        return data

    def _read(self, name: str, value: Any) -> Any:
        if name in _DAYS or isinstance(value, date):
            if value and not _EARLIEST <= value <= self.today:
                raise ValidationError("Такого дня быть не может: проверьте год.")
            return value
        text = " ".join("".join(sign if sign.isprintable() else " " for sign in str(value or "")).split())
        if name in ("last_name", "first_name", "patronymic") and text and not text[0].isalpha():
            raise ValidationError("Имя начинается с буквы.")
        if not text:
            return None if name in _UNIQUE else ""
        if name == "snils":
            digits = snils_digits(text)
            if not snils_ok(digits):
                raise ValidationError("Это не СНИЛС: в нём 11 цифр, последние две проверяют остальные.")
            return digits
        if name == "phone":
            found = phones(text)
            if len(found) != 1:
                raise ValidationError("Нужен один телефон из 10 цифр, например +7 900 123-45-67.")
            return found[0]
        if name == "email":
            read = email(text)
            if read is None or read != text.lower():
                raise ValidationError("Это не адрес почты. Пример: ivanova@example.ru.")
            return read
        return text


class WordsForm(forms.Form):
    """A few words: why, or what was answered."""

    words = forms.CharField(
        required=False, max_length=500, error_messages={"max_length": "Слишком длинно: не больше 500 знаков."}
    )


def _length(name: str) -> int:
    models = ((Person, PERSON), (Pupil, PUPIL), (Employee, EMPLOYEE))
    model = next(model for model, names in models if name in names)
    return getattr(model._meta.get_field(name), "max_length", None) or 100


def _field(name: str) -> forms.Field:
    label = field_title(name)
    if name in _DAYS:
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return forms.DateField(
            required=False, label=label, widget=day, error_messages={"invalid": "День написан неверно."}
        )
    if name in WORDS:
        choices = [("", "не указано"), *((str(code), words) for code, words in WORDS[name].items())]
        return forms.ChoiceField(
            required=False, label=label, choices=choices, error_messages={"invalid_choice": "Выберите из списка."}
        )
    needed = name in ("last_name", "first_name")
    length = _NUMBERS.get(name) or _length(name)
    widget: forms.Widget = forms.Textarea(attrs={"rows": 2}) if name in _LONG else forms.TextInput()
    if name in ("phone", "email"):
        widget = forms.TextInput(attrs={"inputmode": "tel" if name == "phone" else "email"})
    errors = {"required": "Без этого нельзя.", "max_length": f"Слишком длинно: не больше {length} знаков."}
    return forms.CharField(required=needed, label=label, max_length=length, widget=widget, error_messages=errors)
