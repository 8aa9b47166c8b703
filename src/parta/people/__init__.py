"""Persons of the school: employees, pupils, guardians, enrolment, movement, roles, consents."""
