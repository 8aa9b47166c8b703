"""Orders about staff in Russian."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import RefusalCode, StaffMove
from parta.regulation.enums import Terminology
from parta.wording.dates import full_date

KINDS = {
    StaffMove.HIRED: "приём",
    StaffMove.MOVED: "перевод",
    StaffMove.DISMISSED: "увольнение",
    StaffMove.WITHDRAWN: "отмена увольнения",
}
STAFF_ORDERS: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], tuple[str, str, str]]] = {
    RefusalCode.STAFF_ORDER_AHEAD: lambda d, p, w: (
        "Внести приказ с такой датой нельзя",
        f"{full_date(p['date'])} ещё не наступило",
        "Проверьте дату приказа",
    ),
    RefusalCode.STAFF_DAY: lambda d, p, w: (
        "Внести приказ с таким днём нельзя",
        "день не раньше приёма, не дальше года назад и трёх месяцев вперёд",
        "Проверьте день",
    ),
    RefusalCode.STAFF_EMPLOYED: lambda d, p, w: (
        "Принять на работу нельзя",
        "в этот день человек уже работает в школе",
        "Если меняется должность, внесите перевод",
    ),
    RefusalCode.STAFF_NOT_EMPLOYED: lambda d, p, w: (
        "Внести приказ нельзя",
        "человек не работает в школе, или увольнение уже внесено",
        "Если человек возвращается, внесите приём",
    ),
    RefusalCode.STAFF_NOT_LEAVING: lambda d, p, w: (
        "Отменить увольнение нельзя",
        "увольнения с таким последним днём нет, или этот день прошёл",
        "Проверьте последний рабочий день; если человек возвращается, внесите приём",
    ),
    RefusalCode.STAFF_MOVE_AHEAD: lambda d, p, w: (
        "Внести перевод заранее нельзя",
        "должность в карточке меняется сразу",
        "Внесите его в тот день, когда человек начнёт работать по-новому",
    ),
    RefusalCode.STAFF_ONESELF: lambda d, p, w: (
        "Внести приказ о себе нельзя",
        "его вносит другой человек",
        "Попросите того, кто вправе вносить приказы",
    ),
    RefusalCode.STAFF_BY_DIRECTOR: lambda d, p, w: (
        "Внести это увольнение нельзя",
        "директора, заместителей и администраторов увольняет директор",
        "Попросите директора",
    ),
    RefusalCode.STAFF_LATER_POST: lambda d, p, w: (
        "Внести увольнение нельзя",
        "у человека есть роль или классное руководство, которые начинаются позже этого дня",
        "Сначала отмените их",
    ),
    RefusalCode.STAFF_LEFT: lambda d, p, w: (
        "Назначить на эти дни нельзя",
        f"последний рабочий день этого человека {full_date(p['day'])}",
        "Если человек возвращается, сначала внесите приказ о приёме",
    ),
}
"""Code → what cannot be done, why, what can be done."""
