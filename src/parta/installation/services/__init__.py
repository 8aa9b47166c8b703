"""Writes of the shared schema: schools, accounts, memberships, one-time codes."""
