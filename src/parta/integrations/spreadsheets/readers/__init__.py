"""Readers of tables: a module for each kind of sheet an office keeps."""
