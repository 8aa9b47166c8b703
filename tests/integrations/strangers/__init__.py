"""Invented institutions whose files keep their own habits: each module writes one folder, its test says what comes of it."""
