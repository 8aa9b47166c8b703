"""Small words of paper."""


def capital(text: str) -> str:
    """Begin a title with a capital letter, as subjects stand in a paper journal."""
    return text[:1].upper() + text[1:]
