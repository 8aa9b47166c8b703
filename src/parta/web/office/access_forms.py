"""Forms of the service of access: a parent's paper, a refusal."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from parta.integrations.spreadsheets.values.people import email, phones
from parta.public_service.enums import PaperKind, RefusalGround, Way
from parta.wording.public_service import GROUNDS, PAPERS, REASONS, RELATIONS, WAYS

_EARLIEST = date(1900, 1, 1)


def line(label: str, length: int, *, needed: bool = True, **attrs: str) -> forms.CharField:
    """Make a field of one line."""
    errors = {"required": "Без этого нельзя.", "max_length": f"Слишком длинно: не больше {length} знаков."}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(label=label, max_length=length, required=needed, widget=widget, error_messages=errors)


def choice(label: str, titles: dict[Any, str]) -> forms.ChoiceField:
    """Make a choice from a closed list."""
    errors = dict.fromkeys(("required", "invalid_choice"), "Выберите из списка.")
    return forms.ChoiceField(
        label=label, choices=[(str(code), title) for code, title in titles.items()], error_messages=errors
    )


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


class LinesForm(forms.Form):
    """Texts as they are kept: lines single-spaced and printable, longer texts with their paragraphs."""

    def clean(self) -> dict[str, Any]:
        """Keep lines single-spaced and printable; longer texts keep their paragraphs."""
        data = super().clean() or {}
        for name, value in data.items():
            if isinstance(value, str):
                lines = value.splitlines() if isinstance(self.fields[name].widget, forms.Textarea) else [value]
                data[name] = "\n".join(map(_one_line, lines)).strip()
        return data


class ContactForm(LinesForm):
    """Somebody's address, telephone and mailbox, each in the one form that is stored."""

    def clean_phone(self) -> str:
        """Read a telephone."""
        text = self.cleaned_data["phone"]
        found = phones(text) if text else [""]
        if len(found) != 1:
            raise ValidationError("Нужен один телефон из 10 цифр, например +7 900 123-45-67.")
        return found[0]

    def clean_email(self) -> str:
        """Read an address of mail."""
        text = self.cleaned_data["email"]
        read = email(text) if text else ""
        if read is None or read != text.lower():
            raise ValidationError("Это не адрес почты. Пример: ivanova@example.ru.")
        return read


class RequestForm(ContactForm):
    """A parent's request as it stands on paper."""

    last_name = line("Фамилия", 100)
    first_name = line("Имя", 100)
    patronymic = line("Отчество", 100, needed=False)
    relation = choice("Кем приходится ребёнку", RELATIONS)
    phone = line("Телефон", 40, needed=False, inputmode="tel")
    email = line("Электронная почта", 200, needed=False, inputmode="email")
    address = line("Адрес", 500, needed=False)
    child_last_name = line("Фамилия", 100)
    child_first_name = line("Имя", 100)
    child_patronymic = line("Отчество", 100, needed=False)
    child_birth_date = forms.DateField(
        label="Дата рождения",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "День написан неверно."},
    )
    child_class = line("Класс", 40, needed=False)
    papers = forms.MultipleChoiceField(
        label="Показаны",
        required=False,
        choices=[(str(code), title) for code, title in PAPERS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Выберите из списка."},
    )
    document = line("Документ о праве представлять ребёнка", 300, needed=False)
    way = choice("Как сообщить", WAYS)

    def __init__(self, *args: Any, today: date, college: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if college:
            self.fields["child_class"].label = "Группа"

    def clean_child_birth_date(self) -> date | None:
        """Read a day that may be a day of birth."""
        day: date | None = self.cleaned_data["child_birth_date"]
        if day is not None and not _EARLIEST <= day <= self.today:
            raise ValidationError("Такого дня быть не может: проверьте год.")
        return day

    def clean_papers(self) -> list[str]:
        """Keep the papers in the order of the list, each once."""
        return [str(code) for code in PaperKind if str(code) in self.cleaned_data["papers"]]

    def clean(self) -> dict[str, Any]:
        """Ask for a way to reach the applicant that was chosen."""
        data = super().clean()
        if data.get("way") == Way.EMAIL and not data.get("email") and "email" not in self.errors:
            self.add_error("email", "Выбран ответ по почте: нужен её адрес.")
        if data.get("way") == Way.PHONE and not data.get("phone") and "phone" not in self.errors:
            self.add_error("phone", "Выбран ответ по телефону: нужен номер.")
        return data


class PublicRequestForm(RequestForm):
    """A parent's request as it is typed by the parent, with the words agreed to; which papers came, the files say."""

    ticket = forms.UUIDField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), "Откройте страницу заново.")
    )
    consent = forms.BooleanField(
        error_messages={"required": "Без согласия запрос принять нельзя: подайте его на бумаге."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["papers"]


class RefusalForm(forms.Form):
    """Why access is refused."""

    ground = choice("Основание", GROUNDS)
    words = forms.CharField(
        label="Пояснение",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Слишком длинно: не больше 1000 знаков."},
    )

    def clean_ground(self) -> RefusalGround:
        """Read the ground."""
        return RefusalGround(self.cleaned_data["ground"])


class EndForm(ContactForm):
    """Why the service ends, and where the notice goes."""

    reason = choice("Причина", REASONS)
    words = line("Пояснение", 1000, needed=False)
    address = line("Адрес", 500, needed=False)
    email = line("Электронная почта", 200, needed=False, inputmode="email")


class TextForm(forms.Form):
    """A letter's text, and the version that it was written over."""

    text = forms.CharField(
        max_length=5000,
        strip=True,
        error_messages={"required": "Напишите текст.", "max_length": "Слишком длинно: не больше 5000 знаков."},
    )
    seen = forms.IntegerField(
        min_value=0,
        max_value=100_000,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Страница устарела: откройте её заново."
        ),
    )


class AppealForm(ContactForm):
    """A written appeal as it came."""

    author = line("От кого", 310)
    phone = line("Телефон", 40, needed=False, inputmode="tel")
    email = line("Электронная почта", 200, needed=False, inputmode="email")
    address = line("Адрес", 500, needed=False)
    text = forms.CharField(
        label="О чём",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Без этого нельзя.", "max_length": "Слишком длинно: не больше 5000 знаков."},
    )


class PublicAppealForm(AppealForm):
    """An appeal as its author types it: an answer needs an address."""

    ticket = forms.UUIDField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), "Откройте страницу заново.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for somewhere to answer to."""
        data = super().clean()
        if not data.get("email") and not data.get("address") and "email" not in self.errors:
            self.add_error("address", "Куда ответить? Напишите почту или адрес.")
        return data


class AnswerForm(forms.Form):
    """What the school answers."""

    answer = forms.CharField(
        label="Ответ",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Напишите ответ.", "max_length": "Слишком длинно: не больше 5000 знаков."},
    )
