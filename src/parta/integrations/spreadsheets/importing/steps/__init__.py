"""The steps of an import, each for one subject, in the order in which they lean on each other."""
