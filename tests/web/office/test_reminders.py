"""Reminders on the office's first page: by role, with the clause and the next day; the homeroom teacher has them too."""


def test_everybody_is_reminded_of_the_own_duties(world, frozen, browser_of):
    text = browser_of(world.deputy).get("/alpha/office/").content.decode()
    assert "Напоминания" in text
    assert "Месячный обзор ведения журнала" in text
    assert "пн, 30 ноября" in text
    assert "Письмо АП-147/07" in text
    assert "Расписание внесено" in text
    assert "Проверить данные учеников и родителей" not in text  # the homeroom teacher's
    text = browser_of(world.homeroom).get(f"/alpha/office/classes/{world.school_class.pk}/day/").content.decode()
    assert "Проверить данные учеников и родителей" in text
    assert "п. 17(5)" in text
    assert "Месячный обзор" not in text


def test_a_role_without_duties_has_no_block(world, frozen, browser_of):
    assert "Напоминания" not in browser_of(world.secretary).get("/alpha/office/").content.decode()
