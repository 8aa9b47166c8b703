from datetime import date
from enum import StrEnum

import pytest

from parta.kernel.decisions import Decision
from parta.regulation import enums
from parta.regulation.enums import Preset
from parta.regulation.rules.parse import load_preset, settings_of
from parta.regulation.rules.tree import GROUPS, SPECS
from parta.wording.documents import KINDS, act_refusal, size_text
from parta.wording.regulation import GROUP_TITLES, setting_meaning, setting_title, setting_value
from parta.wording.regulation.titles import SETTINGS
from parta.wording.regulation.words import WORDS

NAMES = [name for group in SPECS.values() for name in group]


def test_every_setting_and_group_has_its_words() -> None:
    assert list(GROUP_TITLES) == list(GROUPS)
    assert set(SETTINGS) == set(NAMES)
    assert len(NAMES) == len(set(NAMES)), "a name stands for one setting"
    for name in NAMES:
        assert setting_title(name)[0].isupper()
        assert setting_meaning(name).endswith((".", "»."))


def test_every_setting_is_explained_in_code() -> None:
    assert all(spec.meaning for group in SPECS.values() for spec in group.values())


def test_every_word_of_an_enumeration_is_said() -> None:
    for kind, words in WORDS.items():
        assert set(words) == set(kind), kind.__name__
    chosen = {kind for kind in vars(enums).values() if isinstance(kind, type) and issubclass(kind, StrEnum)}
    chosen -= {StrEnum, enums.Act, enums.AbsenceCode, enums.DraftRefusal, enums.Preset, enums.Source}
    chosen -= {enums.ActKind, enums.ActRefusal, enums.KnownBy}  # of documents, not of settings
    chosen -= {enums.UserGroup, enums.UserRulesRefusal}  # of the rules for users
    chosen -= {enums.Anchor, enums.Unit, enums.Direction, enums.CountFrom}  # said as whole deadlines
    assert set(WORDS) == chosen


@pytest.mark.parametrize("preset", Preset)
def test_every_value_is_said_in_russian(preset: Preset) -> None:
    for _, name, setting in settings_of(load_preset(preset)):
        text = setting_value(name, setting.value)
        assert text, name
        assert "none" not in text.lower(), (name, text)
        assert "(" not in text[:1], (name, text)


def test_some_values() -> None:
    def said(preset: str, group: str, name: str) -> str:
        return setting_value(name, getattr(getattr(load_preset(preset), group), name).value)

    assert said("stakhanovskaya", "homework", "homework_entry_deadline") == "90 минут после последнего урока класса"
    assert said("school_2", "lessons", "topic_deadline") == "в день урока до 21:00"
    assert said("school_117", "results", "period_mark_rule") == "1 день до конца периода"
    assert said("lyceum_68", "marks", "edit_window_days") == "только в день урока"
    assert said("default", "archive", "summary_retention_years") == "75 лет"
    assert said("default", "archive", "print_summary_deadline") == "конец учебного года"
    assert said("default", "marks", "no_marks_grades") == "1 класс"
    assert "русский язык, литература" in said("lyceum_68", "marks", "written_mark_deadlines")


def test_documents_have_words() -> None:
    assert set(KINDS) == set(enums.ActKind)
    for code in enums.ActRefusal:
        params = {"day": date(2026, 9, 1), "limit": 20}
        assert act_refusal(Decision(False, code, params)).endswith(".")
    assert [size_text(size) for size in (1, 340_000, 2_500_000)] == ["1 КБ", "332 КБ", "2,4 МБ"]
