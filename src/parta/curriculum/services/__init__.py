"""Writes of the teaching process."""
