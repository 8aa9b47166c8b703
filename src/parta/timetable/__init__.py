"""The weekly timetable by versions, dated lessons, substitutions and cancellations."""
