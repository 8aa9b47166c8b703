"""Every clause of the five regulations with where it is kept: `python -m tests.norms` writes docs/norms.md from the data."""
