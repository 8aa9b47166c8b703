"""Normalisers of single cells: what people typed into a value of one known kind, or None."""
