"""Any text becomes letters on paper: never markup, never an empty sign, always PDF/A with its fonts inside."""

from datetime import date

import pytest

from parta.paper.press import printable
from parta.paper.typesetting import Imprint, PressBroken, typeset
from tests.factories.small_school import at
from tests.paper.reading import A4_FLIPPED, fonts, right_edge, says_archive, texts

IMPRINT = Imprint("Школа № 2 «Ёлочка»", "Ёлкина Нина Сергеевна", at(date(2026, 11, 30), "16:22"))
ODD = '#let x = 1 $x^2$ *жирно* _так_ \\ <метка> @ссылка // прочь /* и это */ `код` [скобки] {и} #import "/etc/passwd"'


def lesson(topic="Тема", homework="", no=1):
    return {"no": no, "date": "01.09.26", "topic": topic, "homework": homework, "note": ""}


def part(**more):
    plain = {"title": "Алгебра", "period": "", "teachers": "", "signed": [""], "sheets": [], "lessons": [], "given": ""}
    return {**plain, **more}


def printed(*parts):
    return typeset("journal", {"title": "Журнал", "parts": list(parts)}, imprint=IMPRINT)


@pytest.mark.parametrize(
    "topic",
    [
        ODD,
        "«Ёж» — № 12, п. 3: угол α ≤ 90°, √2, x² → ∞",
        "Тире, кавычки „так“ и “этак”",
        "=1+1",
        "{{ 7*7 }} {% raw %}",
    ],
)
def test_text_is_text(topic):
    (page,) = texts(printed(part(lessons=[lesson(topic)])))
    assert topic in page


@pytest.mark.parametrize(
    "topic", ["Праздник 🎉🎂 в классе 👨‍👩‍👧", "日本語", "a\x00b\x1f\u202e\u200b", "\ue000", "é й ё"]
)
def test_no_text_breaks_the_sheet(topic):
    content = printed(part(lessons=[lesson(topic)]))
    assert says_archive(content)
    assert all(fonts(content).values())


def test_signs_without_a_letter_become_a_box_and_controls_go():
    assert printable("a🎉b") == "a□b"
    assert printable({"x": ["\x00ё\u202e"]}) == {"x": ["ё"]}
    assert printable("и\u0306") == "й"
    assert printable([1, None, True]) == [1, None, True]


def test_a_sheet_says_where_who_and_when():
    content = printed(part())
    (page,) = texts(content)
    assert "Школа № 2 «Ёлочка»" in page
    assert "Распечатано 30.11.2026 16:22: Ёлкина Нина Сергеевна. Парта" in page
    assert "лист 1 из 1" in page
    assert says_archive(content)
    assert fonts(content) and all(fonts(content).values())


def test_a_long_list_goes_on_with_its_head():
    pages = texts(printed(part(lessons=[lesson("Очень длинная тема урока " * 20, no=n) for n in range(1, 71)])))
    assert len(pages) > 3
    assert all("Что пройдено на уроке" in page and "Домашнее задание" in page for page in pages[:-1])
    assert all(f"лист {n} из {len(pages)}" in page for n, page in enumerate(pages, 1))


def test_the_same_data_make_the_same_file():
    assert printed(part(lessons=[lesson()])) == printed(part(lessons=[lesson()]))


def test_a_broken_template_is_told_and_gives_no_file():
    with pytest.raises(PressBroken):
        typeset("unknown", {}, imprint=IMPRINT)


@pytest.mark.parametrize("word", ["https://resh.edu.ru/subject/lesson/" + "7777/" * 60, "Ж" * 300])
def test_a_word_longer_than_its_column_breaks_and_stays_whole(word):
    content = printed(part(lessons=[lesson("Тема", homework=word)]))
    (page,) = texts(content)
    assert word in page.replace(" ", "")
    assert right_edge(content) < A4_FLIPPED[0] - 20


def test_lines_of_a_homework_stay_lines():
    (page,) = texts(printed(part(lessons=[lesson("Тема", homework="1) раз\r\n2) два\tтри")])))
    assert "1) раз 2) два три" in page
