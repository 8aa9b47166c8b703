"""Small words that every layer shares: who acts, what was decided, what was refused."""
