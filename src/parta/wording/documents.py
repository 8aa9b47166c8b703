"""The register of local acts in Russian."""

from parta.kernel.decisions import Decision
from parta.regulation.enums import ActKind, ActRefusal, KnownBy
from parta.wording.dates import date_text

KINDS = {
    ActKind.STATUTE: "положение",
    ActKind.RULES: "регламент",
    ActKind.ORDER: "приказ",
    ActKind.INSTRUCTION: "инструкция",
    ActKind.OTHER: "другой документ",
}
KNOWN_BY = {
    KnownBy.NOBODY: "никого",
    KnownBy.STAFF: "всех, кто здесь работает",
    KnownBy.EVERYBODY: "всех: сотрудников, учеников и родителей",
}
_REFUSALS = {
    ActRefusal.NOT_PDF: "Это не PDF, или файл повреждён. Сохраните документ как PDF и выберите его снова.",
    ActRefusal.TOO_BIG: "Файл больше {limit} МБ. Сожмите PDF или отсканируйте документ с меньшим разрешением.",
    ActRefusal.ENCRYPTED: "PDF закрыт паролем. Сохраните его без пароля: документ должен открываться у всех.",
    ActRefusal.ACTIVE: (
        "В PDF есть скрипты, вложенные файлы или запуск программ. Напечатайте документ в новый PDF: "
        "останутся только страницы."
    ),
    ActRefusal.STARTS_BEFORE_LAST: "Новая редакция должна начинать действовать позже {day}: с этого дня действует прежняя.",
    ActRefusal.WITHDRAWN: "Акт отменён с {day}: новая редакция к нему не добавляется. Разместите новый акт.",
    ActRefusal.ENDS_BEFORE_START: "Отменить акт можно не раньше {day}: с этого дня действует его последняя редакция.",
    ActRefusal.ORDER_MISSING: "Укажите и номер, и дату приказа, а при отмене — чем она решена.",
}


def act_refusal(decision: Decision) -> str:
    """Say why a document is not taken, replaced or withdrawn."""
    said = {name: date_text(value) if name == "day" else value for name, value in decision.params.items()}
    return _REFUSALS[ActRefusal(decision.code)].format(**said)


def kind_title(kind: str) -> str:
    """Name the kind of a document."""
    return KINDS[ActKind(kind)]


def size_text(size: int) -> str:
    """Say how big a file is: «340 КБ», «2,4 МБ»."""
    if size < 1 << 20:
        return f"{max(1, round(size / 1024))} КБ"
    return f"{size / (1 << 20):.1f} МБ".replace(".", ",")
