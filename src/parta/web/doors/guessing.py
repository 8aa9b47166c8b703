"""Passwords that are tried first: common words, and what is known of the person and of the school."""

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from parta.installation.rules.guessing import date_words, is_guessed
from parta.people.models import Person
from parta.school.models import SchoolCard

_WORDS = 4


class GuessedValidator:
    """Refuses what is nothing but common words, runs of keys, the login and the name; a validator of Django's kind."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password that is guessed first."""
        known = [getattr(user, name, "") for name in ("username", "display_name")]
        known.append(getattr(user, "email", "").partition("@")[0])
        if is_guessed(password, known, more=_common()):
            raise ValidationError(GUESSED, code="password_guessed")

    def get_help_text(self) -> str:
        """Say what is asked."""
        return GUESSED


GUESSED = (
    "Такой пароль подбирают первым: в нём только частые слова, имена, ряды клавиш или даты. "
    "Возьмите три-четыре не связанных слова или добавьте то, чего о вас никто не знает."
)
GUESSED_OF_YOU = (
    "Такой пароль подберёт тот, кто вас знает: в нём только ваше имя, дата рождения, школа или частые слова. "
    "Возьмите три-четыре не связанных слова."
)


def is_guessed_of(password: str, known: Collection[str]) -> bool:
    """Tell whether a password is nothing but what is known of its owner, and common words."""
    return is_guessed(password, known, more=_common())


def words_of(person_id: int) -> list[str]:
    """Give what the school that is entered knows of somebody, and its own names (two queries)."""
    person = Person.objects.filter(pk=person_id).first()
    known = list(SchoolCard.objects.values_list("full_name", "short_name").first() or ())
    if person is not None:
        known += [person.last_name, person.first_name, person.patronymic]
        known += date_words(person.birth_date) if person.birth_date else []
    return known


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Give Django's list, but for what is too short to be a word."""
    return frozenset(word for word in CommonPasswordValidator().passwords if len(word) >= _WORDS)
