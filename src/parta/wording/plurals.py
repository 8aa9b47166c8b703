"""Numbers with Russian nouns: «1 день», «2 дня», «5 дней»."""

from decimal import Decimal

_FEMININE = ("ноль", "одна", "две", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")


def plural(number: int, one: str, few: str, many: str) -> str:
    """Choose the form of the noun that goes with the number: день, дня, дней."""
    tail = abs(number) % 100
    if 11 <= tail <= 14:
        return many
    return {1: one, 2: few, 3: few, 4: few}.get(tail % 10, many)


def counted(number: int, one: str, few: str, many: str) -> str:
    """Write the number with its noun: «7 дней»."""
    return f"{number} {plural(number, one, few, many)}"


def more_than_days(number: int) -> str:
    """Write «больше 1 дня», «больше 7 дней», «больше 21 дня»."""
    return f"больше {number} {plural(number, 'дня', 'дней', 'дней')}"


def feminine(number: int) -> str:
    """Write a small number in words for a feminine noun: «одна», «две»; a bigger one in figures."""
    return _FEMININE[number] if 0 <= number < len(_FEMININE) else str(number)


def number_text(number: Decimal) -> str:
    """Write a number with a comma and as many decimals as it has: «4,25»."""
    return f"{number:f}".replace(".", ",")


def hours_number(hours: Decimal) -> str:
    """Write hours without needless zeros: «17», «0,5»."""
    return number_text(hours.normalize() if hours % 1 else hours.quantize(Decimal(1)))
