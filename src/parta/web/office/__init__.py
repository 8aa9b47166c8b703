"""Pages of the school's office and heads."""
