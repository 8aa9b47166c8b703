"""What happened at lessons: topics, homework, works, marks, attendance, term results."""
