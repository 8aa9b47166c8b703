"""The service of giving families access to the diary: requests, decisions, letters, appeals, questions."""
