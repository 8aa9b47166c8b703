"""Writes of the shared schema."""
