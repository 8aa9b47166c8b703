"""«Темы года»: only of an approved plan, only of the child's own subjects."""

from datetime import date

from parta.curriculum.models import LessonPlan
from parta.installation.schools import inside
from parta.journal.models import LessonEntry


def test_a_family_reads_an_approved_plan_and_how_far_it_has_come(world, reads):
    subject, topics = f"marks/{world.algebra.pk}/", f"marks/{world.algebra.pk}/topics/"
    assert "Темы года" not in reads(world.mother, subject).text
    assert "ещё не утверждён" in reads(world.mother, topics).text
    with inside(world.school):
        LessonPlan.objects.filter(pk=world.plan.pk).update(state="approved", approved_on=date(2026, 8, 31))
        line = world.plan.lines.get(number=1)
        LessonEntry.objects.create(lesson=world.lessons[0], topic="Тема 1", plan_line=line)
    assert topics in reads(world.mother, subject).text
    text = reads(world.pupils[0], topics).text
    assert "пройдено 6 из 10 часов" in text
    assert "Тема 10" in text
    reads(world.mother, f"marks/{world.other_course.pk}/topics/", status=404)
    reads(world.stranger, topics, status=404)
    with inside(world.school):  # a journal's own copy is as public as what it was copied from
        own = LessonPlan.objects.create(
            year=world.year, subject=world.plan.subject, grade_level=7, title=world.plan.title, state="fitted",
            course=world.algebra, based_on=world.plan,
        )  # fmt: skip
        world.algebra.plan = own
        world.algebra.save()
    assert topics in reads(world.mother, subject).text
    with inside(world.school):
        LessonPlan.objects.filter(pk=world.plan.pk).update(state="draft")
    assert topics not in reads(world.mother, subject).text
