"""This school: its card, rooms, years, terms, calendar, bells and classes."""
