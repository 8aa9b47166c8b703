"""Figures of results in Russian."""

from parta.journal.rules.class_figures import Standing

STANDINGS = {
    str(Standing.EXCELLENT): "отличники",
    str(Standing.GOOD): "на «4» и «5»",
    str(Standing.PASSES): "есть «3», нет «2»",
    str(Standing.FAILS): "есть «2» или не аттестованы",
}
