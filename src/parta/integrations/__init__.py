"""Doors to outside systems: a package per system, siblings do not import each other."""
