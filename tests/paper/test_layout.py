"""Columns are cut into as few sheets as hold them, and none is lost."""

import pytest

from parta.paper.layout import ROOM, column_width, lines_for, runs, stretched


@pytest.mark.parametrize(
    ("columns", "width", "last", "sheets"),
    [(0, 5.6, 7.5, 1), (1, 5.6, 7.5, 1), (36, 5.6, 7.5, 1), (37, 5.6, 7.5, 2), (70, 5.6, 0, 2), (70, 8.6, 7.5, 3)],
)
def test_as_few_sheets_as_hold_them(columns, width, last, sheets):
    widths = [width] * columns
    found = runs(widths, last=last)
    assert len(found) == sheets
    assert [place for run in found for place in run] == list(range(columns))
    used = [sum(widths[place] for place in run) for run in found]
    used[-1] += last
    assert max(used) <= ROOM + 0.02
    if sheets > 1:  # about equally filled
        assert max(used) - min(used) < 3 * width + last


def test_a_column_is_as_wide_as_its_longest_cell():
    assert column_width(0) == column_width(1) == column_width(2) < column_width(3) < column_width(7)


def test_few_columns_are_a_little_wider_and_never_pass_the_edge():
    assert stretched([5.6, 12.0], last=7.5) == [8.5, 12.0]
    full = stretched([5.6] * 36, last=7.5)
    assert sum(full) <= ROOM - 7.5 + 0.05 * 36
    assert stretched([], last=0) == []


def test_a_big_class_stands_closer():
    assert lines_for(0).pad == lines_for(20).pad > lines_for(40).pad > 0
    assert lines_for(40).size < lines_for(20).size
