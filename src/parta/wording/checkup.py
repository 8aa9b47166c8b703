"""Words of `parta doctor`: what was seen and, where it is not good, what to do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from parta.installation.rules.checkup import Finding

SENTENCES: Mapping[str, str] = {
    "database_good": "База данных отвечает: PostgreSQL {version}.",
    "database_silent": "{reason}",
    "database_old": "PostgreSQL {version} слишком старый: нужен {oldest} или новее. Обновите сервер базы данных.",
    "tables_good": "Таблицы соответствуют программе (схем: {count}).",
    "tables_behind": "Таблицы устарели в схемах, всего {count}: {schemas}. Выполните parta setup.",
    "tables_newer": "Таблицы новее программы: {schemas}. Обновите программу: старая может испортить данные.",
    "locks_good": "Блокировок сервера хватает на все таблицы.",
    "locks_few": (
        "Таблиц {tables}, а блокировок у сервера {slots}: копия базы может не получиться."
        " Увеличьте max_locks_per_transaction в настройках PostgreSQL."
    ),
    "disk_good": "Места на диске достаточно: {free} ГБ ({folder}).",
    "disk_little": "Места на диске мало: {free} ГБ ({folder}). Освободите его или перенесите старые копии.",
    "disk_full": "Место на диске кончается: {free} ГБ ({folder}). Освободите его сейчас: без места Парта остановится.",
    "memory_good": "Памяти достаточно: свободно {available} МБ из {total}.",
    "memory_little": "Памяти мало: свободно {available} МБ из {total}. Уменьшите число процессов: PARTA_WORKERS.",
    "memory_none": "Памяти почти нет: свободно {available} МБ из {total}. Закройте другие программы.",
    "clock_good": "Часы идут верно.",
    "clock_skewed": (
        "Часы этой машины и базы данных расходятся на {seconds} с. Включите сверку времени на обеих: timedatectl set-ntp true"
    ),
    "clock_back": "Часы отстали: последняя копия сделана {latest}, это в будущем. Проверьте дату и время.",
    "clock_alone": "Часы никто не сверяет. Включите: timedatectl set-ntp true. Сроки выставления отметок считаются по ним.",
    "zones_good": "Часовые пояса школ известны.",
    "zones_unknown": "Не известен часовой пояс: {zones}. Поставьте пакет tzdata.",
    "backup_good": "Последняя копия сделана {hours} ч назад и проверена восстановлением.",
    "backup_none": "Копий ещё не было. Сделайте первую: parta backup --check",
    "backup_gone": "Последней копии нет на месте: {file}. Если её перенесли, сделайте новую: parta backup --check",
    "backup_old": "Последняя копия сделана {hours} ч назад. Выясните, почему ночная не делается, и сделайте: parta backup --check",
    "backup_late": "Последняя копия сделана {hours} ч назад: прошлой ночью её не было.",
    "backup_untried": "Последняя копия ({hours} ч назад) давно не проверялась восстановлением: parta drill",
    "backup_beside": (
        "Последняя копия сделана {hours} ч назад и проверена, но лежит на том же диске, что и данные: {file}."
        " Переносите копии на другой диск или другую машину."
    ),
    "certificate_good": "Сертификат TLS действует до {ends_at}.",
    "certificate_elsewhere_good": "Сертификат TLS Парте не назван: HTTPS обеспечивает прокси перед ней.",
    "certificate_unreadable": "Сертификат TLS не прочитать. Проверьте файл PARTA_TLS_CERTIFICATE.",
    "certificate_ended": "Сертификат TLS истёк {ends_at}: браузеры не откроют Парту. Замените его и перезапустите Парту.",
    "certificate_foreign_key": "Ключ TLS не подходит к сертификату. Проверьте файл PARTA_TLS_KEY.",
    "certificate_ends_soon": "Сертификат TLS истекает {ends_at} (дней: {days}). Замените его.",
    "secrets_good": "Секретные файлы закрыты от посторонних ({count}).",
    "secrets_open": "Секретные файлы открыты посторонним: {files}. Закройте: chmod go= ФАЙЛ",
    "mail_good": "Почтовый сервер принимает письма.",
    "mail_elsewhere_good": "Почта не настроена: пароли восстанавливают кодами школы. Чтобы настроить, назовите PARTA_MAIL_HOST.",
    "mail_silent": "Почтовый сервер не принимает писем: {reason}. Проверьте PARTA_MAIL_HOST и соседние настройки.",
    "static_good": "Файлы оформления соответствуют программе.",
    "static_stale": "Файлы оформления устарели. Перезапустите Парту: она соберёт их заново.",
    "workers_good": "Парта работает, процессов: {count}.",
    "workers_none": "Парта на этой машине не запущена. Запустите: systemctl start parta",
    "workers_few": "Работает процессов: {alive} из {wanted}. Перезапустите Парту: systemctl restart parta",
    "names_good": "Парту открывают по именам: {hosts}.",
    "names_sample": "В PARTA_HOSTS стоит имя из примера: {hosts}. Назовите имя, по которому Парту открывают в школе.",
    "names_plain": "Парта работает без HTTPS (PARTA_PRODUCTION=0): так её можно только пробовать на своей машине.",
    "names_here": "Парту открыть можно только на этой машине ({hosts}). Назовите её имя в сети: PARTA_HOSTS.",
    "names_no_proxies": (
        "Перед Партой стоит прокси, но PARTA_PROXIES=0: все вошедшие считаются за один адрес."
        " Поставьте PARTA_PROXIES=1."
    ),
    "schools_good": "В каждой школе есть администратор (школ: {count}).",
    "schools_alone": (
        "Школы, где войти администратором некому, всего {count}: {names}."
        ' Заведите: parta account create ЛОГИН "Фамилия Имя" --school ШКОЛА'
    ),
    "jobs_good": "Долгие работы выполняются.",
    "jobs_waiting": "Долгие работы ждут больше часа, всего {count}: {names}. Перезапустите Парту: systemctl restart parta",
    "jobs_failed": "За сутки не удались долгие работы, всего {count}: {names}. Причины видны в школе: «Задания».",
    "portals_good": "Порталы входа отвечают ({count}).",
    "portals_none_good": "Вход через порталы не настроен.",
    "portals_silent": "Порталы входа не отвечают: {names}. Проверьте сеть и адрес: parta portal list",
    "waiting_good": "Никто не держит базу данных подолгу.",
    "waiting_long": "Одна операция держит базу данных уже {minutes} мин.",
    "waiting_stuck": "Одна операция держит базу данных уже {minutes} мин, остальные её ждут. Перезапустите Парту.",
    "leftovers_good": "Остатков прерванной работы нет.",
    "leftovers_there": "Остались следы восстановлений или прерванной работы, всего {count}: {names}. Удалите их, если они не нужны.",
}


def finding_text(finding: Finding) -> str:
    """Say a finding in one or two sentences."""
    return SENTENCES[finding.code].format(**{name: _said(value) for name, value in finding.params.items()})


def _said(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y %H:%M} UTC"
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",") if value < 100 else f"{value:.0f}"
    return str(value)
