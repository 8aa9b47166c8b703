"""Destroying personal data after their term: only by an act that a second person approves."""
