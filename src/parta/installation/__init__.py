"""The shared schema: register of schools, accounts, sessions, memberships, one-time codes."""
