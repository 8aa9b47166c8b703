"""Decisions of the teaching process."""
