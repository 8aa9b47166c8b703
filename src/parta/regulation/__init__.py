"""The school's regulation as typed data with clauses, by the date it takes effect."""
