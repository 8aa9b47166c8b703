import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parta.journal.enums import AbsenceCode, NotationCode
from parta.journal.rules.notation import (
    BadNotation,
    Cell,
    CellWork,
    CriterionMark,
    format_cell,
    parse_absence,
    parse_cell,
    parse_mark,
    parse_period_mark,
)
from parta.regulation.rules.parse import load_preset

SCALE = ("5", "4", "3", "2")
PERIOD = ("5", "4", "3", "2", "н/а", "осв", "зач", "нзч")
A = AbsenceCode


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("", ""),
        ("   ", ""),
        ("5", "5"),
        (" 5 ", "5"),
        ("4 5", "4 5"),
        ("4  5", "4 5"),
        ("4\u00a05", "4 5"),
        ("4\t5", "4 5"),
        ("4, 5", "4 5"),
        ("4; 5", "4 5"),
        ("4/3", "4/3"),
        ("4 / 3", "4/3"),
        ("4\\3", "4/3"),
        ("4|3", "4/3"),
        ("2→3", "2→3"),
        ("2->3", "2→3"),
        ("2>3", "2→3"),
        ("2 > 3", "2→3"),
        ("2 — > 3", None),
        ("2—>3", "2→3"),
        ("2=>3", "2→3"),
        ("2Ю3", "2→3"),
        ("2-ю3", "2→3"),
        ("2→3→4", "2→3→4"),
        ("3/4→5", "3/4→5"),
        ("2→3/4", "2→3/4"),
        ("4/3 5 2→4", "4/3 5 2→4"),
        ("н", "н"),
        ("Н", "н"),
        ("б", "б"),
        ("б/4", "б/4"),
        ("Б / 4", "б/4"),
        ("б4", "б/4"),
        ("б 4", "б/4"),
        ("4 б", "б/4"),
        (",/4", "б/4"),
        (",|4", "б/4"),
        (",4", "б/4"),
        ("н/2→3", "н/2→3"),
        ("б/4/3", "б/4/3"),
        ("б/4 5", "б/4 5"),
        ("о 4", "о/4"),
        ("ОП 4", "о/4"),
        ("j 4", "о/4"),
        ("УП", "у"),
        ("осв", "осв"),
        ("ОСВ", "осв"),
        ("6", None),
        ("45", None),
        ("4,5", None),  # an average pasted from a spreadsheet is not two marks
        ("4.5", None),
        ("4+", None),
        ("-5", None),
        ("=5+5", None),
        ("пять", None),
        ("н б", None),
        ("н/б", None),
        ("б/", None),
        ("/4", None),
        ("4/", None),
        ("→4", None),
        ("2→", None),
        ("4//3", None),
        ("нн", None),
        ("<b>5</b>", None),
        ("5 5 5 5 5 5 5 5 5", None),
        ("5" * 61, None),
    ],
)
def test_a_cell_is_understood_and_written_back(typed: str, written: str | None) -> None:
    if written is None:
        with pytest.raises(BadNotation):
            parse_cell(typed, SCALE)
        return
    cell = parse_cell(typed, SCALE)
    assert format_cell(cell) == written
    assert parse_cell(written, SCALE) == cell


@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [
        ("5" * 61, NotationCode.TOO_LONG, ""),
        ("5 5 5 5 5 5 5 5 5", NotationCode.TOO_MANY, ""),
        ("4 6", NotationCode.NOT_ON_SCALE, "6"),
        ("н б", NotationCode.TWO_ABSENCES, "б"),
        ("б/", NotationCode.BROKEN, "б/"),
        ("4/", NotationCode.BROKEN, ""),
    ],
)
def test_what_is_wrong_is_named(typed: str, code: NotationCode, part: str) -> None:
    with pytest.raises(BadNotation) as bad:
        parse_cell(typed, SCALE)
    assert (bad.value.code, bad.value.part) == (code, part)


def test_the_structure_of_the_richest_cell() -> None:
    assert parse_cell("б/4/3 2→5", SCALE) == Cell(
        A.ILL,
        (
            CellWork((CriterionMark("4"), CriterionMark("3"))),
            CellWork((CriterionMark("5", ("2",)),)),
        ),
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *((word, A.ABSENT) for word in ("н", "Н", "n", "N", "y", "Y", "H", "h", "от", "ОТ", "jn")),
        *((word, A.ILL) for word in ("б", "Б", "b", "B", ",", "<")),
        *((word, A.EXCUSED) for word in ("у", "УП", "уп", "e", "E", "eg", "u", "up")),
        *((word, A.UNEXCUSED) for word in ("нп", "НП", "yg", "np")),
        *((word, A.LATE) for word in ("о", "ОП", "оп", "j", "J", "jg", "o", "O", "op")),
        *((word, A.EXEMPT) for word in ("осв", "ОСВ", "jcd", "osv")),
        *((word, A.DISTANCE) for word in ("д", "Д", "d", "l")),
        *((word, None) for word in ("", "5", "я", "нет", "x", "н/а", "болен")),
    ],
)
def test_absences_in_any_case_and_layout(typed: str, code: AbsenceCode | None) -> None:
    assert parse_absence(typed) == code


def test_letters_are_the_schools_own() -> None:
    regulation = load_preset("school_2")
    letters = regulation.absence_letters()
    assert format_cell(parse_cell("у/4", SCALE), letters) == "УП/4"
    assert format_cell(parse_cell("н", SCALE), {}) == "н"
    for code, letter in letters.items():
        assert parse_absence(letter) == code
    own = {A.ABSENT: "П", A.LATE: "#", A.EXCUSED: "Н"}
    assert [parse_absence(typed, own) for typed in ("п", "g", "#", "н", "б")] == [
        A.ABSENT,
        A.ABSENT,
        A.LATE,
        A.EXCUSED,
        A.ILL,
    ]
    assert format_cell(parse_cell("п4", SCALE, own), own) == "П/4"
    assert parse_cell("#", SCALE, own).absence == A.LATE


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", ""),
        ("4", "4"),
        (" 4 ", "4"),
        *((word, "н/а") for word in ("н/а", "Н/А", "на", "н а", "н.а.", "н|а", "y|f", "y/f", "H/A", "n/a")),
        *((word, "осв") for word in ("осв", "ОСВ", "jcd")),
        *((word, "зач") for word in ("зач", "зачёт", "Зачтено", "pfx")),
        *((word, "нзч") for word in ("нзч", "незач", "не зачтено")),
        *((word, None) for word in ("1", "4 5", "4/5", "н", "б", "=1", "н/а" * 30)),
    ],
)
def test_period_marks(typed: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(BadNotation):
            parse_period_mark(typed, PERIOD)
    else:
        assert parse_period_mark(typed, PERIOD) == value


def test_a_period_mark_must_be_on_the_schools_scale() -> None:
    with pytest.raises(BadNotation):
        parse_period_mark("осв", ("5", "4", "3", "2", "н/а"))


def test_a_single_mark() -> None:
    assert parse_mark(" 5 ", SCALE) == "5"
    assert parse_mark("", SCALE) == ""
    assert parse_mark("ЗАЧ", ("зач",)) == "зач"
    with pytest.raises(BadNotation):
        parse_mark("4 5", SCALE)


values = st.sampled_from(SCALE)
marks = st.builds(CriterionMark, values, st.lists(values, max_size=2).map(tuple))
works = st.builds(CellWork, st.lists(marks, min_size=1, max_size=2).map(tuple))
cells = st.builds(Cell, st.none() | st.sampled_from(AbsenceCode), st.lists(works, max_size=1).map(tuple))


@settings(deadline=None, max_examples=60)
@given(cells)
def test_whatever_is_written_is_understood(cell: Cell) -> None:
    assert parse_cell(format_cell(cell), SCALE) == cell


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="5432 /→>-нбуоdn,.;Ю|\\ye\u00a0", max_size=12) | st.text(max_size=70))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        cell = parse_cell(text, SCALE)
    except BadNotation as bad:
        assert bad.code in NotationCode
    else:
        assert parse_cell(format_cell(cell), SCALE) == cell
