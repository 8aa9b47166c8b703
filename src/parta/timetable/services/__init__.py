"""Writes of the timetable."""
