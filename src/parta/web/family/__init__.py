"""The diary that pupils and parents read."""
