"""Why a role cannot be given or taken, in Russian."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import RefusalCode
from parta.regulation.enums import Terminology
from parta.wording.dates import full_date
from parta.wording.roles import role_name

Sentence = tuple[str, str, str]


def _by(role: str, words: Terminology) -> str:
    return {"director": "директор", "administrator": "администратор журнала"}.get(
        role, role_name(role, words).nominative
    )


APPOINTMENTS: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], Sentence]] = {
    RefusalCode.APPOINT_BY_ANOTHER: lambda d, p, w: (
        "Решить это нельзя",
        f"эту роль даёт и забирает {_by(d.who_can_lift, w)}",
        "Обратитесь к нему",
    ),
    RefusalCode.APPOINT_ONESELF: lambda d, p, w: (
        "Назначить себя нельзя",
        "роли даёт другой человек",
        "Попросите того, кто вправе назначать",
    ),
    RefusalCode.APPOINT_END_ONESELF: lambda d, p, w: (
        "Закончить свою роль нельзя",
        "роли забирает другой человек",
        "Попросите того, кто вправе назначать",
    ),
    RefusalCode.APPOINT_LONGER: lambda d, p, w: (
        "Продлить роль нельзя",
        "она кончается раньше этого дня",
        "Назначьте заново со следующего дня",
    ),
    RefusalCode.APPOINT_BACKWARDS: lambda d, p, w: (
        "Записать такие дни нельзя",
        "роль даёт права с сегодняшнего дня или позже, а последний день не раньше первого и не раньше вчерашнего",
        "Проверьте дни",
    ),
    RefusalCode.APPOINT_ACTING: lambda d, p, w: (
        "Назначить временно нельзя",
        "нужны последний день и основание: приказ, кого замещает",
        "Заполните оба поля",
    ),
    RefusalCode.APPOINT_FOR_WHOM: lambda d, p, w: (
        "Назначить временно нельзя",
        "не сказано, вместо кого: эту роль держат другие, и действия запишутся как сделанные вместо одного из них",
        "Выберите, кто отсутствует, и отметьте, что назначение временное",
    ),
    RefusalCode.APPOINT_TWICE: lambda d, p, w: (
        "Назначить нельзя",
        "в эти дни у этого человека уже есть эта роль",
        "Сначала закончите прежнее назначение",
    ),
    RefusalCode.APPOINT_ENDED: lambda d, p, w: (
        "Закончить эту роль нельзя",
        "она уже закончилась",
        "Обновите страницу",
    ),
    RefusalCode.APPOINT_LAST: lambda d, p, w: (
        "Закончить эту роль нельзя",
        "школа осталась бы без "
        + ("директора" if p["role"] == "director" else "администратора, который впускает людей в Парту"),
        "Сначала назначьте другого",
    ),
    RefusalCode.LEADER_HELD: lambda d, p, w: (
        "Назначить на эти дни нельзя",
        f"{p['name']} ведёт с {full_date(p['start'])}" + (f" по {full_date(p['end'])}" if p["end"] else ""),
        "Сначала закончите то назначение или возьмите другие дни",
    ),
    RefusalCode.LEADER_DAYS: lambda d, p, w: (
        "Записать такие дни нельзя",
        f"учебный год идёт с {full_date(p['first'])} по {full_date(p['last'])}, последний день не раньше первого",
        "Проверьте дни",
    ),
    RefusalCode.LEADER_ACTING: lambda d, p, w: (
        "Назначить на время отсутствия нельзя",
        "нужны последний день и основание",
        "Заполните оба поля",
    ),
    RefusalCode.LEADER_SAME: lambda d, p, w: (
        "Назначить нельзя",
        "в эти дни этот человек уже ведёт " + ("эту группу" if w == Terminology.COLLEGE else "этот класс"),
        "Проверьте дни",
    ),
    RefusalCode.LEADER_ENDED: lambda d, p, w: (
        "Закончить это назначение нельзя",
        "оно уже закончилось",
        "Обновите страницу",
    ),
}
"""Code → what cannot be done, why, what can be done."""
