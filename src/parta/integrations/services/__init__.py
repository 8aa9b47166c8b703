"""Acts of bringing files in on pages."""
