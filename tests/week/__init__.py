"""One week of school life, acted under every regulation that comes with Parta: docs/week.md."""

WRITE = "PARTA_WRITE_WEEK"
"""Set in the environment by `python -m tests.week`: the page is written, not compared."""
