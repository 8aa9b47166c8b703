"""Parta: the open electronic class journal and diary."""
