"""The database backend of Parta: PostgreSQL with a schema a school."""
