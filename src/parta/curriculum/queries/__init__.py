"""Reads of the teaching process."""
