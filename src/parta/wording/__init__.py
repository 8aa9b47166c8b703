"""Russian words for codes that rules and readers give; shared by pages and commands."""
