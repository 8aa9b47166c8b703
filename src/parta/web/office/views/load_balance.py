"""Over- and underload at a glance: the load of each teacher against the contract, drawn as bars; vacancies."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from parta.curriculum.access import may_keep_load
from parta.curriculum.enums import LoadStand
from parta.curriculum.queries.tariff import BalanceRow, LoadBalance, load_balance
from parta.curriculum.rules.loads import MOST_RATES, RATE_HOURS, RATE_YEAR
from parta.curriculum.services.rates import keep_rates
from parta.kernel.decisions import require
from parta.web.office.sections import filters_of, sections
from parta.web.parameters import day, number_in_post
from parta.web.ui.sheets import Column, Second, asked_for_sheet, sheet
from parta.wording.dates import full_date
from parta.wording.plurals import counted

WIDE = 200
"""How wide the picture of a row is."""
_ORDERS = {
    "over": ("сначала перегруз", lambda one: (-one.over, one.name)),
    "under": ("сначала недогруз", lambda one: (one.over, one.name)),
    "name": ("по имени", lambda one: one.name),
}
_STANDS = {
    LoadStand.UNDER: "недогруз",
    LoadStand.EVEN: "ставка",
    LoadStand.OVER: "перегруз",
    LoadStand.UNSAID: "договор не указан",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A row with its picture: how far the load and the contract reach."""

    row: BalanceRow
    load: int
    contract: int
    stand: str


@require_http_methods(["GET", "HEAD", "POST"])
def balance(request: HttpRequest) -> HttpResponse:
    """Show the load of a day against the contracts; keep the rates of contracts."""
    college = request.frame.school_kind == "college"
    on = day(request, "date", default=request.actor.today)
    if request.method == "POST":
        require(may_keep_load(request.actor))
    page = load_balance(actor=request.actor, day=on, college=college)
    typed, problem = {}, ""
    if request.method == "POST":
        typed = {one.id: request.POST.get(f"rate-{one.id}", "").strip() for one in page.rows}
        try:
            rates = {pk: _rate(text) for pk, text in typed.items() if f"rate-{pk}" in request.POST}
        except ValueError:
            problem = f"Ставка — число больше нуля и не больше {MOST_RATES}, до сотых: 1 или 0,75."
        else:
            count = keep_rates(
                actor=request.actor, year_id=number_in_post(request, "year"), rates=rates, now=request.now
            )
            said = counted(count, "ставка", "ставки", "ставок")
            messages.success(request, f"Изменено: {said}." if count else "Менять было нечего.")
            return redirect("office:load_balance")
    order = request.GET.get("sort", "over")
    if order not in _ORDERS:
        raise SuspiciousOperation("bad sort")
    rows = sorted(page.rows, key=_ORDERS[order][1])
    if asked_for_sheet(request):
        return _file(request, page, rows, college=college, chosen=f"на {full_date(on)}")
    longest = max([Decimal("1.5"), *(max(one.rate, one.contract or Decimal()) for one in rows)])
    context = {
        "page": page,
        "bars": [
            Bar(one, _width(one.rate, longest), _width(one.contract or Decimal(), longest), _STANDS[one.stand])
            for one in rows
        ],
        "counts": [(_STANDS[stand], sum(one.stand is stand for one in rows)) for stand in LoadStand],
        "vacant": sum((one.rate for one in page.vacancies), Decimal()),
        "orders": {name: title for name, (title, _) in _ORDERS.items()},
        "order": order,
        "norm": RATE_YEAR if college else RATE_HOURS,
        "wide": WIDE,
        "day": on,
        "typed": typed,
        "problem": problem,
        "may_keep": may_keep_load(request.actor) and page.year_id is not None,
        "query": filters_of(request),
        "sections": sections(request),
    }
    return render(request, "parta/office/load_balance.html", context, status=422 if problem else 200)


def _rate(text: str) -> Decimal | None:
    """Read a rate with a point or a comma; nothing: as without a word. Raises `ValueError`."""
    if not text:
        return None
    try:
        rate = Decimal(text.replace(",", ".")) if len(text) <= 6 else Decimal(-1)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not rate.is_finite() or not 0 < rate <= MOST_RATES or rate != rate.quantize(Decimal("0.01")):
        raise ValueError(text)
    return rate


def _width(rate: Decimal, longest: Decimal) -> int:
    return round(WIDE * min(rate / longest, Decimal(1)))


def _file(
    request: HttpRequest, page: LoadBalance, rows: list[BalanceRow], *, college: bool, chosen: str
) -> HttpResponse:
    columns = (
        Column("Преподаватель" if college else "Учитель", 36), Column("Должность", 26),
        Column("Часов в год" if college else "Часов в неделю", 10), Column("Ставок", 10),
        Column("Ставок по договору", 10), Column("Разница", 10), Column("Итог", 18),
    )  # fmt: skip
    lines = (
        (
            one.name, one.post, one.hours.year if college else one.hours.week, one.rate, one.contract,
            one.over if one.contract is not None else None, _STANDS[one.stand],
        )
        for one in rows
    )  # fmt: skip
    second = Second(
        "Вакансии",
        (Column("Предмет", 40), Column("Группы" if college else "Классы", 40), columns[2], columns[3]),
        (
            (one.subject, ", ".join(one.classes), one.hours.year if college else one.hours.week, one.rate)
            for one in page.vacancies
        ),
    )
    persons = [one.id for one in rows]
    return sheet(
        request, title="Перегруз и недогруз", columns=columns, rows=lines, chosen=chosen, persons=persons, second=second
    )
