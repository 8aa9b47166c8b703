"""When data may be destroyed, and by whose hand."""
