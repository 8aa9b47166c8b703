"""Whether a password is hard to guess beyond what every installation asks."""

LONG = 14
DIFFERENT = 6


def is_varied(password: str) -> bool:
    """Tell whether a password has six different signs and, when shorter than fourteen, is not of one kind of sign.

    Kinds are letters, figures and everything else: three words in a row pass by their length.
    """
    if len(set(password.casefold())) < DIFFERENT:
        return False
    kinds = {"letter" if sign.isalpha() else "figure" if sign.isdigit() else "sign" for sign in password}
    return len(password) >= LONG or len(kinds) > 1
