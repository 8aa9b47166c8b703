"""Reads of the shared schema."""
