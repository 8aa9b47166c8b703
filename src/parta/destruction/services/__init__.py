"""Acts of destruction drawn up, approved and carried out."""
