"""The leaflet for families: read by strangers, in the words of the act and of the institution, naming nobody."""

import pytest
from django.test import Client

from parta.installation.schools import inside
from parta.regulation.models import RegulationVersion
from parta.school.models import SchoolCard


@pytest.mark.parametrize(
    ("preset", "kind", "said", "unsaid"),
    [
        ("school_2", "school", ("код даёт администратор дневника", "нужно подписать согласие"), ("Срок:", "куратор")),
        ("stakhanovskaya", "school", ("даёт классный руководитель", "3 рабочих дня", "08:00–16:00"), ("согласие",)),
        ("kudymkar_college", "college", ("код дают в техникуме", "студенту свой"), ("школе", "ребёнку")),
    ],
)
def test_a_stranger_reads_it_in_the_words_of_the_act(world, preset, kind, said, unsaid):
    with inside(world.school):
        RegulationVersion.objects.update(preset=preset)
        SchoolCard.objects.update(kind=kind, full_name="Гимназия имени проверок")
    answer = Client().get("/alpha/about-diary/")
    assert answer.status_code == 200
    for words in (*said, "Гимназия имени проверок", "<b>testserver/doors/code/</b>", "<b>testserver/alpha/</b>"):
        assert words in answer.text, words
    for words in (*unsaid, world.admin.last_name, world.director.last_name):
        assert words not in answer.text, words
