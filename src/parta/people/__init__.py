"""Persons, appointments, pupils, guardians and their roles."""
