"""All HTML: a folder per workspace, named for who sits in front of it."""
