"""The house itself: sources, commands, the embedded database."""
