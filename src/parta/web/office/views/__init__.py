"""Pages of the office, one file each."""
