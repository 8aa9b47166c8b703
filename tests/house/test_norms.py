"""docs/norms.md says what the presets and the code say."""

from tests.norms import ENFORCED, PAGE, ROOT, page_with, table


def test_the_page_of_norms_is_what_the_presets_say():
    assert PAGE.read_text(encoding="utf-8") == page_with(table()), "run: python -m tests.norms"


def test_the_rules_and_tests_that_it_names_exist():
    for rule, test in ENFORCED.values():
        assert (ROOT / "src" / "parta" / rule).exists(), rule
        assert (ROOT / test).exists(), test
