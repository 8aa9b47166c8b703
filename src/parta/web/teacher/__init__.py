"""A teacher's day, lessons and journals."""
