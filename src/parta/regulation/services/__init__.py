"""Writes of the regulation: which version is in force from when."""
