"""The engine of the pages: every template compiles, an unknown name is an error, what people wrote is escaped."""

import pytest
from django.template import engines
from jinja2 import UndefinedError

ENVIRONMENT = engines["jinja2"].env


@pytest.mark.parametrize("name", ENVIRONMENT.list_templates())
def test_every_template_compiles_with_the_filters_there_are(name):
    ENVIRONMENT.get_template(name)


@pytest.mark.parametrize(
    "text", ["{{ nobody }}", "{% if nobody %}{% endif %}", "{{ word.nothing }}", "{{ nobody.name }}"]
)
def test_an_unknown_name_is_an_error(text):
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string(text).render(word="слово")


def test_everything_is_escaped():
    drawn = ENVIRONMENT.from_string("{{ text }} {{ text|linked }} {{ link|linked }}").render(
        text="<b>", link='http://a.example/?q="<i>'
    )
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert '<a href="http://a.example/' in drawn
