"""Proofs of what `docs` promise about saved records: kills, broken networks, other schools. See `README.md` here."""
