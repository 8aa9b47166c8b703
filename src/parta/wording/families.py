"""Rights over a child in Russian: why one does not end so, why somebody is not trusted so."""

from collections.abc import Callable, Mapping
from typing import Any

from parta.kernel.decisions import Decision
from parta.people.enums import RefusalCode
from parta.regulation.enums import Terminology
from parta.wording.dates import full_date

FAMILIES: dict[str, Callable[[Decision, Mapping[str, Any], Terminology], tuple[str, str, str]]] = {
    RefusalCode.RIGHT_BACKWARDS: lambda d, p, w: (
        "Записать такой последний день нельзя",
        f"право действует с {full_date(p['start'])}",
        "Проверьте день по документу",
    ),
    RefusalCode.RIGHT_LONGER: lambda d, p, w: (
        "Продлить право так нельзя",
        f"оно кончается {full_date(p['end'])}",
        "Для нового срока нужен новый документ",
    ),
    RefusalCode.RIGHT_END_OF_OFFICE: lambda d, p, w: (
        "Изменить последний день права нельзя",
        "продлевает и прекращает право по документу тот, кто ведёт карточки всей школы",
        "Верните прежний день, а документ передайте секретарю или администратору",
    ),
    RefusalCode.RIGHT_DAYS: lambda d, p, w: (
        "Записать такие дни нельзя",
        "право начинается не раньше рождения ребёнка и не позже сегодняшнего дня, последний день не раньше первого",
        "Проверьте дни по документу",
    ),
    RefusalCode.RIGHT_TWICE: lambda d, p, w: (
        "Записать нельзя",
        "в эти дни этот человек уже записан у этого ребёнка",
        "Исправьте или закончите прежнюю запись",
    ),
    RefusalCode.RIGHT_PAPER: lambda d, p, w: (
        "Записать без документа нельзя",
        "представлять ребёнка без документа вправе только мать и отец",
        "Укажите документ: что, номер, кем и когда выдан",
    ),
    RefusalCode.RIGHT_OWN: lambda d, p, w: (
        "Записать себя нельзя",
        "право представлять ребёнка открывает его дневник, и записывает его другой человек",
        "Попросите того, кто ведёт карточки",
    ),
    RefusalCode.RIGHT_ITSELF: lambda d, p, w: (
        "Записать нельзя",
        "это карточка самого ребёнка",
        "Выберите другого человека",
    ),
    RefusalCode.TRUST_DAYS: lambda d, p, w: (
        "Записать доверенное лицо с такими днями нельзя",
        "последний день не раньше первого и не дальше трёх лет от него",
        "Проверьте дни по документу",
    ),
    RefusalCode.TRUST_OVER: lambda d, p, w: (
        "Открыть вход нельзя",
        f"срок документа вышел {full_date(p['end'])}",
        "Для нового срока нужен новый документ",
    ),
    RefusalCode.TRUST_NAME: lambda d, p, w: (
        "Открыть вход нельзя",
        "в записи нет фамилии и имени",
        "Запишите доверенное лицо заново: фамилия, имя, отчество",
    ),
    RefusalCode.TRUST_SAME: lambda d, p, w: (
        "Менять нечего",
        "сейчас открыто именно это",
        "Выберите другое",
    ),
    RefusalCode.TRUST_OWN: lambda d, p, w: (
        "Открыть вход себе нельзя",
        "дневник ребёнка откроет другой человек",
        "Попросите того, кто ведёт карточки",
    ),
    RefusalCode.TRUST_KNOWN: lambda d, p, w: (
        "Открыть вход пока нельзя",
        f"с таким именем в школе уже {'есть человек' if p['count'] == 1 else 'есть люди'}, а карточка будет новой",
        "Отметьте «завести новую карточку» и повторите; если это тот же человек, администратор соединит карточки",
    ),
    RefusalCode.TRUST_TWICE: lambda d, p, w: (
        "Записать доверенное лицо нельзя",
        "на эти дни оно уже записано",
        "Если полномочия другие, сначала закончите прежнюю запись",
    ),
    RefusalCode.COMMITTEE_NOT_PARENT: lambda d, p, w: (
        "Назначить нельзя",
        "это не представитель того, кто сейчас здесь учится",
        "Выберите родителя из списка",
    ),
    RefusalCode.COMMITTEE_DAYS: lambda d, p, w: (
        "Назначить на такие дни нельзя",
        f"первый день не раньше сегодняшнего, последний — не позже {full_date(p['last'])}, когда кончается учебный год",
        "Проверьте дни",
    ),
    RefusalCode.COMMITTEE_TWICE: lambda d, p, w: (
        "Назначить второй раз нельзя",
        "на эти дни человек уже в комитете",
        "Если срок другой, сначала прекратите прежние полномочия",
    ),
    RefusalCode.COMMITTEE_ENDED: lambda d, p, w: (
        "Прекратить полномочия нельзя",
        "они уже кончились",
        "Обновите страницу",
    ),
}
"""Code → what cannot be done, why, what can be done."""
