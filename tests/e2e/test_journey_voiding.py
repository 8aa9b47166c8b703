"""The director voids what a thief did: the way in is frozen, marks are listed, the cells show what stood without them.

51 marks over 30 days, as in Novosibirsk in 2016; how long it takes among 50,000 events, `test_voiding.py` measures.
"""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

MONTH = """
WITH whose AS (
    SELECT m.account_id, m.person_id FROM public.installation_membership m
    JOIN public.installation_school s ON s.id = m.school_id WHERE s.schema_name = current_schema() AND m.person_id = %s
), place AS (
    SELECT n, gen_random_uuid() AS work, p.pupil, l.id AS lesson
    FROM generate_series(1, 49) n
    JOIN LATERAL (SELECT id FROM timetable_lesson WHERE course_id = %s AND date < current_date
                  ORDER BY date LIMIT 1 OFFSET n %% 3) l ON true
    JOIN LATERAL (SELECT id AS pupil FROM people_person WHERE last_name = ANY(%s)
                  ORDER BY id LIMIT 1 OFFSET n %% 3) p ON true
), works AS (
    INSERT INTO journal_work (id, lesson_id, kind_id)
    SELECT work, lesson, (SELECT min(id) FROM journal_workkind) FROM place RETURNING id
), marks AS (
    INSERT INTO journal_mark (work_id, pupil_id, value) SELECT work, pupil, '5' FROM place RETURNING id
), head AS (
    UPDATE audit_chainhead SET seq = seq + 49, hash = md5('49') WHERE chain = %s RETURNING seq
)
INSERT INTO audit_event (chain, seq, act, account_id, person_id, subject, after, at, prev_hash, hash)
SELECT %s, head.seq - 49 + n, 'journal.mark_recorded', whose.account_id, whose.person_id,
       jsonb_build_object('kind', 'mark', 'work', work, 'lesson', lesson, 'pupil', pupil, 'criterion', 1),
       '{"value": "5", "attempts": [], "late": false, "version": 1}', now() - interval '30 days' + n * interval '14 hours',
       md5(n::text), md5((n + 1)::text)
FROM place, whose, head
"""
"""49 marks more by the teacher's account, each in a column of its own, the first 30 days ago."""

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("journeys")]


def test_the_director_voids_what_a_thief_wrote(school, enter):
    ids = school.ids
    lesson = ids["lesson"]
    # The teacher's own mark, and two by somebody who knows the password; 49 of theirs more over the month.
    teacher = enter("teacher")
    page = teacher.open_journal(f"?lesson={lesson}")
    for row, value in enumerate("452"):
        teacher.cell(row, lesson).click()
        teacher.press(value, "Enter")
    teacher.saved()
    pupils = [school.rows("SELECT id FROM people_person WHERE last_name = %s", name)[0][0] for name in NAMES]
    assert [school.marks(lesson, one) for one in pupils] == [["4"], ["5"], ["2"]]

    chain = f"course:{ids['course']}"
    school.rows(MONTH, ids["people"]["teacher"], ids["course"], list(NAMES), chain, chain)
    director = enter("director")
    office = director.open(f"office/people/{ids['people']['teacher']}/")
    office.get_by_role("link", name="Входом пользовался другой").click()
    ((today,),) = school.rows("SELECT current_date::text")
    office.locator("input[name=day]").fill((date.fromisoformat(today) - timedelta(days=31)).isoformat())
    office.get_by_label("Что случилось").fill("Пароль подсмотрели")
    office.get_by_role("button", name="Заморозить вход").click()
    expect(office.locator("main")).to_contain_text("заморожен")

    # The account is shut at once.
    page.goto(school.url("day/"))
    expect(page.get_by_label("Имя для входа")).to_be_visible()

    # Every mark is listed and ticked; the own one is left.
    office.goto(f"{office.url.partition('?')[0]}?kind=mark")
    rows = office.locator("main tbody tr")
    expect(rows).to_have_count(52)
    expect(rows.get_by_role("checkbox", checked=True)).to_have_count(52)
    rows.filter(has_text=NAMES[0]).filter(has_text="→ 4").get_by_role("checkbox").uncheck()
    office.get_by_label("Основание: номер и дата распоряжения").fill("распоряжение № 7")
    office.get_by_role("button", name="Аннулировать отмеченное").click()
    expect(office.get_by_text("Аннулировано: 51 запись.")).to_be_visible()
    expect(office.locator("main tbody s")).to_have_count(51)
    assert school.rows("SELECT count(*) FROM journal_mark WHERE value = '5'") == [(0,)]
    assert [school.marks(lesson, one) for one in pupils] == [["4"], [], []]

    # In the journal the cells show what stands without them.
    director.open(f"journal/{ids['course']}/?lesson={lesson}")
    for row, shown in enumerate(("4", "", "")):
        expect(director.page.locator("#grid tbody tr").nth(row)).to_contain_text(NAMES[row])
        expect(director.cell(row, lesson)).to_have_text(shown)


NAMES = ("Антонов", "Ёжикова", "Нилова")
