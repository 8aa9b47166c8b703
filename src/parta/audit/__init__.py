"""Append-only account of who did what, when, and what was there before; chained by hash."""
