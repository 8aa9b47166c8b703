"""What happened at lessons: topics, homework, works, marks, attendance and term results."""
