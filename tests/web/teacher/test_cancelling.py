"""Cancelling a lesson on its page: what the deputy, the teacher and the family see."""

import pytest

from parta.journal.models import LessonEntry
from parta.regulation.models import RegulationVersion


def test_a_deputy_cancels_a_lesson_and_gives_it_back(world, browser_of, frozen):
    lesson = world.lessons[-1]
    page, deputy = f"/alpha/lessons/{lesson.pk}/", browser_of(world.deputy)
    assert "cancelling/" in deputy.get(page).content.decode()
    assert "cancelling/" not in browser_of(world.teacher).get(page).content.decode()
    text = deputy.post(f"{page}cancelling/", {"reason": "учитель\x00 на курсах"}, follow=True).content.decode()
    assert "Урок не состоялся" in text
    assert "учитель  на курсах" in text
    text = browser_of(world.teacher).get(page).content.decode()
    assert "Урок не состоялся" in text
    assert "restoring/" not in text
    assert "lesson-panel" not in text, "a lesson that is off waits for nothing"
    text = deputy.post(f"{page}restoring/", follow=True).content.decode()
    assert "Урок не состоялся" not in text


def test_a_lesson_with_a_topic_is_refused_in_words(world, browser_of, frozen):
    lesson = world.lessons[0]
    LessonEntry.objects.create(lesson=lesson, topic="Степени")
    answer = browser_of(world.deputy).post(f"/alpha/lessons/{lesson.pk}/cancelling/", {"reason": "курсы"})
    assert answer.status_code == 422
    assert "в журнале уже есть записи: тема (1)" in answer.content.decode()


@pytest.mark.parametrize(
    ("act", "said"),
    [
        ({}, '(<a href="/alpha/office/regulation/text/stakhanovskaya/#p.2.15">'),
        ({"act": {"title": "Своё <b>положение</b>", "short": "Своё <b>положение</b>"}}, "(Своё &lt;b&gt;положение"),
    ],
)
def test_a_refusal_page_leads_to_the_clause_where_its_words_are_at_hand(world, browser_of, frozen, act, said):
    never = {"lessons": {"lesson_cancel_allowed": {"value": False, "clause": "2.15"}}}
    RegulationVersion.objects.update(preset="stakhanovskaya", values=never | act)
    answer = browser_of(world.deputy).post(f"/alpha/lessons/{world.lessons[-1].pk}/cancelling/", {"reason": "курсы"})
    assert answer.status_code == 422
    assert said in answer.content.decode()
