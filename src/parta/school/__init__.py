"""This school: its card, rooms, academic years, calendars, terms, bells, classes."""
