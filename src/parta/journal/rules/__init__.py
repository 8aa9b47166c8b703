"""Pure decisions and computations of the journal."""
