"""Forms of orders about places of pupils."""

from datetime import date
from typing import Any

from django import forms

from parta.people.enums import MoveKind, StaffMove
from parta.people.rules.movement import Order
from parta.people.rules.staff_orders import WorkOrder
from parta.web.office.person_forms import PersonForm

_DATE_ERRORS = {"required": "Укажите дату.", "invalid": "Укажите дату: день, месяц и год."}
NEW_WORKER = ("last_name", "first_name", "patronymic", "sex", "birth_date", "snils", "phone", "email")
NEWCOMER = ("last_name", "first_name", "patronymic", "sex", "birth_date", "snils", "personal_file_no")


def _long(label: str, *, required: bool = False) -> forms.CharField:
    errors = {"max_length": "Слишком длинно: не больше 300 знаков.", "required": "Без этого нельзя."}
    return forms.CharField(label=label, required=required, max_length=300, error_messages=errors)


class OrderForm(forms.Form):
    """What an order says: its number and date, the day, from where or to where, the ground."""

    order_no = forms.CharField(
        label="Приказ №",
        max_length=60,
        error_messages={
            "required": "Укажите номер приказа.",
            "max_length": "Слишком длинно: не больше 60 знаков.",
        },
    )
    order_date = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)
    day = forms.DateField(input_formats=["%Y-%m-%d"], error_messages=_DATE_ERRORS)
    place = _long("Откуда или куда")
    ground = _long("Основание")

    def clean(self) -> dict[str, Any]:
        """Take dates of this century only."""
        said = super().clean() or {}
        for name in ("order_date", "day"):
            if name in said and not 2000 <= said[name].year <= 2100:
                self.add_error(name, "Проверьте год.")
        return said

    def order(self) -> Order:
        """Give what was typed as an order."""
        said = self.cleaned_data
        place, ground = (" ".join(said[name].split()) for name in ("place", "ground"))
        return Order(said["order_no"].strip(), said["order_date"], said["day"], place, ground)


class MoveForm(OrderForm):
    """An order about one pupil: what it does, and for some kinds which class is entered."""

    def __init__(self, data: Any, *, kinds: list[tuple[str, str]], classes: list[tuple[int, str]]) -> None:
        super().__init__(data)
        errors = {"required": "Выберите из списка.", "invalid_choice": "Выберите из списка."}
        self.fields["kind"] = forms.ChoiceField(choices=kinds, error_messages=errors)
        self.fields["into"] = forms.TypedChoiceField(
            choices=[("", "—"), *classes], coerce=int, required=False, empty_value=None, error_messages=errors
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the class where the order leads to one."""
        said = super().clean()
        leads = (MoveKind.ARRIVED, MoveKind.RETURNED, MoveKind.TRANSFERRED)
        if said.get("kind") in leads and "into" in said and said["into"] is None:
            self.add_error("into", "Выберите, куда.")
        return said


class NewcomerForm(PersonForm):
    """A newcomer's card in its first lines; the rest is written on the card."""

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, names=NEWCOMER, today=today)
        self.fields["birth_date"].required = True
        self.fields["birth_date"].error_messages["required"] = "Без дня рождения не отличить однофамильцев."


class NameForm(PersonForm):
    """A new name with the document of it."""

    def __init__(self, data: Any, *, today: date, **more: Any) -> None:
        super().__init__(data, names=("last_name", "first_name", "patronymic"), today=today, **more)
        self.fields["since"] = forms.DateField(
            label="С какого дня",
            input_formats=["%Y-%m-%d"],
            error_messages=_DATE_ERRORS,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        )
        self.fields["document"] = _long("Документ: что, номер, кем и когда выдан", required=True)


class WorkOrderForm(OrderForm):
    """An order about somebody of the staff."""

    place = None  # type: ignore[assignment]
    post = _long("Должность")

    def __init__(self, data: Any, *, kinds: list[tuple[str, str]]) -> None:
        super().__init__(data)
        errors = dict.fromkeys(("required", "invalid_choice"), "Выберите из списка.")
        self.fields["kind"] = forms.ChoiceField(choices=kinds, error_messages=errors)

    def clean(self) -> dict[str, Any]:
        """Ask for the post where the order names one."""
        said = super().clean()
        if said.get("kind") in (StaffMove.HIRED, StaffMove.MOVED) and not said.get("post"):
            self.add_error("post", "Укажите должность.")
        return said

    def work_order(self) -> WorkOrder:
        """Give what was typed as an order."""
        said = self.cleaned_data
        post, ground = (" ".join(said[name].split()) for name in ("post", "ground"))
        return WorkOrder(said["order_no"].strip(), said["order_date"], said["day"], post, ground)


class NewWorkerForm(PersonForm):
    """A new employee's card in its first lines; the rest is written on the card."""

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data, names=NEW_WORKER, today=today)
        self.fields["birth_date"].required = True
        self.fields["birth_date"].error_messages["required"] = "Без дня рождения не отличить однофамильцев."
