"""Letters to people: what happened, what to do, nothing else."""

from collections.abc import Sequence


def recovery_letter(codes: Sequence[tuple[str, str]], address: str) -> tuple[str, str]:
    """Say by what code a new password is set; `codes` are pairs of a login and a code."""
    lines = [f"Имя для входа: {login}\nКод: {code}\nСтраница: {address}#{code}" for login, code in codes]
    return (
        "Парта: новый пароль",
        "Здравствуйте.\n\nКто-то, вероятно вы, попросил новый пароль.\n\n"
        + "\n\n".join(lines)
        + "\n\nКод действует час и только один раз. Если вы об этом не просили, ничего не делайте: "
        "прежний пароль остаётся.\n",
    )


def email_letter(login: str, code: str) -> tuple[str, str]:
    """Say by what code an e-mail is confirmed."""
    return (
        "Парта: подтвердите почту",
        f"Здравствуйте.\n\nЭтот адрес указали для учётной записи {login}. Если это вы, введите на её странице код:\n\n"
        f"{code}\n\nКод действует час. Если это не вы, ничего не делайте.\n",
    )


def new_device_letter(login: str, words: str, place: str, moment: str) -> tuple[str, str]:
    """Say that an account was opened on a device where it never was."""
    where = f", адрес {place}" if place else ""
    return (
        "Парта: вход с нового устройства",
        f"Здравствуйте.\n\nВ учётную запись {login} вошли с нового устройства: {words}{where}, {moment}.\n\n"
        "Если это вы, ничего делать не нужно. Если нет, откройте в Парте «Моя учётная запись», смените пароль "
        "и выйдите везде. Не получается войти — сообщите администратору школы.\n",
    )
