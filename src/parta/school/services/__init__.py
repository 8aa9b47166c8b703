"""Writes of the school's own frame."""
