"""Words about the installation: schools, accounts, the database."""

from collections.abc import Mapping
from typing import Any

SENTENCES: Mapping[str, str] = {
    "school_unknown": "Школы «{slug}» нет. Список школ: parta school list",
    "school_exists": "Школа «{slug}» уже есть. Выберите другое имя в адресе.",
    "school_name_empty": "У школы должно быть название, не длиннее 200 знаков.",
    "slug_malformed": (
        "Имя в адресе «{slug}» не подходит: нужны от 2 до 40 строчных латинских букв, цифр и дефисов, первой стоит буква."
    ),
    "slug_reserved": "Имя «{slug}» занято самой Партой. Выберите другое, например school-{slug}.",
    "drop_not_confirmed": "Школа не удалена: для удаления нужно точно назвать её имя в адресе, «{slug}».",
    "export_file_exists": "Файл «{file}» уже есть. Назовите другой: выгрузка не перезаписывает файлы.",
    "export_no_program": "Не найдена программа {program}. Поставьте клиент PostgreSQL: apt-get install postgresql-client",
    "export_failed": "Выгрузить не получилось: {reason}",
    "restore_unreadable": "Файл «{file}» не прочитать: это не выгрузка Парты.",
    "restore_format": "Эта выгрузка сделана Партой другой версии, и её устройство неизвестно.",
    "restore_newer": "Выгрузка сделана более новой Партой. Обновите программу и повторите.",
    "school_schema_stands": (
        "В базе данных уже есть схема «{schema}», хотя такой школы нет: это остаток прерванной работы. Удалите её и повторите."
    ),
    "restore_login_taken": (
        "Под именами из выгрузки здесь входят другие люди, всего {count}: {logins}. Школа открылась бы чужим, поэтому ничего не"
        " восстановлено. Переименуйте эти учётные записи или восстановите школу в отдельной установке."
    ),
    "restore_damaged": "Файл «{file}» повреждён: контрольная сумма не сходится. Возьмите другую копию.",
    "restore_differs": "Восстановленное не совпало с копией, ничего не изменено. Не совпали, всего {count}: {tables}.",
    "restore_not_empty": (
        "Здесь уже есть школы или учётные записи, ничего не изменено. Чтобы заменить их копией, добавьте --replace: прежние"
        " данные будут отложены в другую базу."
    ),
    "restore_in_use": "Базой данных сейчас пользуются другие программы ({count}). Остановите Парту и повторите.",
    "restore_no_right": (
        "Нет права создать базу данных рядом. Дайте его: ALTER ROLE … CREATEDB, и разрешите вход в базу postgres."
    ),
    "restore_failed": "Восстановить не получилось, ничего не изменено: {reason}",
    "preset_unknown": "Регламента «{preset}» нет. Есть: {known}.",
    "account_unknown": "Учётной записи «{username}» нет.",
    "account_exists": "Имя для входа «{username}» уже занято.",
    "username_malformed": (
        "Имя для входа «{username}» не подходит: нужны от 3 до 60 латинских букв, цифр, точек, дефисов и подчёркиваний."
    ),
    "person_name_empty": "Нужны хотя бы фамилия и имя: «Иванова Мария Петровна».",
    "person_has_account": "У человека {name} уже есть учётная запись в этой школе.",
    "portal_address": (
        "Адрес портала «{issuer}» не подходит: нужен адрес издателя (issuer), начинается с https:// и без знаков ? и #."
    ),
    "portal_incomplete": (
        "Портал не записан: нужны название кнопки (до 60 знаков), имя клиента (до 200) и секрет (до 500), оба латиницей. "
        "Имена сведений — до 60 знаков, области — до 200."
    ),
    "portal_unknown": "Портала № {number} нет. Список порталов: parta portal list",
    "password_weak": "Пароль не подходит: {reason}",
}


def installation_sentence(code: str, params: Mapping[str, Any]) -> str | None:
    """Give the sentence for a code of the installation, or None for codes of other domains."""
    sentence = SENTENCES.get(code)
    return sentence.format(**params) if sentence else None
