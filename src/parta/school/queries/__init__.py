"""Reads of the school's frame."""
