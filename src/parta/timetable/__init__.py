"""The weekly timetable, the dated lessons that follow from it, and their changes."""
