"""What became of a code, a login name or an account, in plain Russian."""

from parta.kernel.decisions import Decision

_WORDS = {
    "code_unknown": "Такого кода нет. Сверьте его с листком, знак за знаком.",
    "code_used": "Этот код уже использован. Войдите с именем и паролем, а если они забыты, попросите в школе новый код.",
    "code_withdrawn": "Этот код отменён: вместо него выдан новый. Возьмите последний листок или попросите в школе ещё один.",
    "code_expired": "Срок этого кода истёк. Попросите в школе новый.",
    "login_taken": "Имя «{login}» уже занято. Добавьте к нему цифру или слово.",
    "account_closed": "Эта учётная запись закрыта. Обратитесь в канцелярию школы.",
    "account_is_another_person": (
        "Ваша учётная запись в этой школе уже принадлежит другому человеку. Выйдите и заведите по этому коду отдельную."
    ),
}

_SHUT = {
    "consent_withdrawn": (
        "Вход закрыт: согласие на обработку персональных данных отозвано, а без него школа не даёт учётную запись. "
        "Когда в школе запишут новое согласие, вход откроется с прежними именем и паролем."
    ),
    "compromised": (
        "Вход закрыт: в школу сообщили, что этой учётной записью пользовался другой человек. "
        "Обратитесь к администратору Парты в вашей школе: он выдаст одноразовый код, и по нему вы зададите новый пароль."
    ),
    "service_ended": (
        "Доступ к дневнику прекращён, школа направила об этом уведомление. Чтобы получить его снова, подайте в школу "
        "новый запрос."
    ),
}


def account_text(decision: Decision) -> str:
    """Say what cannot be done with a code or an account, and what to do instead."""
    return _WORDS[decision.code].format(**decision.params)


def shut_text(ground: str) -> str:
    """Say why somebody is shut out; empty for a ground that has no words."""
    return _SHUT.get(ground, "")
