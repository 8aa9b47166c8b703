"""Names of periods."""

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def term_title(kind: str, number: int) -> str:
    """Say a period in full: «II четверть», «1 полугодие», «1 семестр»."""
    match kind:
        case "quarter":
            return f"{_ROMAN[number]} четверть"
        case "trimester":
            return f"{_ROMAN[number]} триместр"
        case "half_year":
            return f"{number} полугодие"
        case "semester":
            return f"{number} семестр"
    return f"{number} модуль"


def period_title(kind: str, number: int) -> str:
    """Say a period, or the whole year, in full."""
    return "учебный год" if kind == "year" else term_title(kind, number)


def term_short(kind: str, number: int) -> str:
    """Say a period in the head of a narrow column: «II четв.»."""
    words = {"quarter": "четв.", "trimester": "трим.", "half_year": "полуг.", "semester": "сем."}
    return f"{term_numeral(kind, number)} {words.get(kind, 'мод.')}"


def term_numeral(kind: str, number: int) -> str:
    """Number a period where its kind is clear: «II», «2»."""
    return _ROMAN[number] if kind in ("quarter", "trimester") else str(number)


RESULT_TITLES = {"year": "Год", "exam": "Экз.", "gia": "ГИА", "final": "Итог"}
