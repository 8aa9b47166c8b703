"""The diary's week as a spreadsheet: the own child's alone, with who and when, nothing a formula."""

from tests.factories.school_day import absent, homework, mark, work
from tests.web.test_sheets import cells


def test_a_week_of_the_own_child_is_a_sheet(world, reads, browser_of):
    peter = world.pupils[0]
    mark(work(world.lessons[5]), peter, "5")
    mark(work(world.lessons[5]), world.pupils[1], "2")
    absent(world.lessons[4], peter, "ill", "справка")
    homework(world.lessons[4], world.lessons[5], "=1+1")
    path = "/alpha/diary/week/?date=2026-11-20&as=xlsx"

    def sheet(who, more="", status=200):
        answer = browser_of(who).get(path + more)
        assert answer.status_code == status
        return answer.content

    assert "as=xlsx" in reads(world.mother, "week/").text
    rows = cells(sheet(world.mother))
    assert rows[0][0] == "Дневник, Антонов Пётр, 7А" and "16–21 ноября" in rows[1][0]
    [friday] = [row for row in rows if row[3] == "алгебра" and "=1+1" in row[5]]
    assert friday[1:3] == [1.0, "08:00–08:40"] and friday[6] == "5"
    assert any(row[7] == "болеет" and row[8] == "справка" for row in rows)
    assert "2" not in [str(row[6]) for row in rows]
    assert "Выгружено: Антонова Ирина Львовна" in rows[-1][0]
    sheet(world.other_mother, f"&child={peter.pk}", 404)
    assert "as=xlsx" not in reads(world.homeroom, f"week/?child={peter.pk}").text
    sheet(world.homeroom, f"&child={peter.pk}", 403)
