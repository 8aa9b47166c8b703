"""Measurements of Parta against a floor: `python -m bench` (`make bench`)."""
