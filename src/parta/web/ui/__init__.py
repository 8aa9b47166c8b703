"""Base page, components, tags and static files."""
