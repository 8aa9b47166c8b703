"""A folder per outside system that Parta reads from or writes to."""
