"""Subjects, the curriculum, study groups, courses, teaching load and lesson plans (КТП)."""
