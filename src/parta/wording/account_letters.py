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


def leaders_letter(*, school: str, who: str, words: str, place: str, moment: str, page: str) -> tuple[str, str]:
    """Tell leaders that an account of the staff was opened on a device where it never was."""
    where = f", адрес {place}" if place else ""
    return (
        f"Парта: вход сотрудника с нового устройства. {school}"[:200],
        f"Здравствуйте.\n\n{who}: в учётную запись вошли с нового устройства — {words}{where}, {moment}.\n\n"
        "Владельцу сказано о том же. Если это не он, сообщите о чужом входе в его личной карте: доступ сразу "
        f"закроется, записи можно будет отменить.\n\nВсе такие входы: {page}\n",
    )


def portal_letter(login: str, portal: str) -> tuple[str, str]:
    """Say that a portal opens an account from now on."""
    return (
        "Парта: привязан вход через портал",
        f"Здравствуйте.\n\nУчётную запись {login} теперь можно открыть и через {portal}.\n\n"
        "Если это сделали вы, ничего делать не нужно. Если нет, откройте в Парте «Моя учётная запись», отвяжите портал и "
        "смените пароль. Не получается войти — сообщите администратору школы.\n",
    )


def code_letter(school: str, code: str, address: str, until: str) -> tuple[str, str]:
    """Give the one-time code by which somebody comes into the school's journal."""
    return (
        f"Код для входа в Парту: {school}"[:200],
        f"Здравствуйте.\n\nШкола «{school}» даёт вам одноразовый код для входа в электронный журнал и дневник.\n\n"
        f"Код: {code}\nСтраница: {address}#{code}\n\nКод действует до {until} и только один раз; прежний, если он был, "
        "больше не подходит. Никому его не показывайте. Если письмо пришло вам по ошибке, удалите его.\n",
    )
