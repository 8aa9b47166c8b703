"""Kinds of work that every new school starts with (facts: the dictionary of «Сетевой город»)."""

from django.db import migrations

KINDS = [  # name, short, weight, control, written
    ("ответ на уроке", "отв", 1, False, False),
    ("работа на уроке", "раб", 1, False, False),
    ("домашнее задание", "д/з", 1, False, True),
    ("самостоятельная работа", "с/р", 1, False, True),
    ("проверочная работа", "пров", 1, False, True),
    ("тестирование", "тест", 1, False, True),
    ("контрольная работа", "к/р", 2, True, True),
    ("диагностическая работа", "диагн", 1, True, True),
    ("лабораторная работа", "л/р", 1, False, True),
    ("практическая работа", "пр/р", 1, False, True),
    ("диктант", "дикт", 2, True, True),
    ("контрольное списывание", "спис", 1, True, True),
    ("изложение", "изл", 2, True, True),
    ("сочинение", "соч", 2, True, True),
    ("словарный диктант", "слов", 1, False, True),
    ("чтение наизусть", "наиз", 1, False, False),
    ("техника чтения", "т/чт", 1, False, False),
    ("проект", "проект", 1, False, False),
    ("реферат", "реф", 1, False, True),
    ("доклад", "докл", 1, False, False),
    ("зачёт", "зачёт", 2, True, False),
    ("экзамен", "экз", 2, True, False),
    ("аудирование", "ауд", 1, False, False),
    ("норматив", "норм", 1, False, False),
]


def add_kinds(apps, schema_editor):
    kind = apps.get_model("journal", "WorkKind")
    kind.objects.bulk_create(
        kind(name=name, short_name=short, weight=weight, is_control=control, is_written=written, position=position)
        for position, (name, short, weight, control, written) in enumerate(KINDS)
    )


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop)]
