"""Words of the form by which a parent asks for access: the consent, and the letter with the number."""

from datetime import date


def consent_words(school: str) -> str:
    """Give what the applicant agrees to (152-ФЗ, art. 9)."""
    return (
        f"Я даю согласие на обработку персональных данных, указанных в этом запросе и приложенных к нему документах:"
        f" фамилии, имени, отчества, адреса, телефона, электронной почты, сведений о ребёнке. Оператор: {school}."
        " Цель: рассмотреть запрос о доступе к электронному дневнику и дать доступ. Действия: запись, хранение, сверка"
        " со списками, использование, уничтожение, в том числе без средств автоматизации. Согласие действует, пока"
        " хранится запрос; его можно отозвать письменным заявлением."
    )


def request_letter(*, number: int, day: date, due: date, school: str) -> tuple[str, str]:
    """Give the title and the text of a letter that names the number, the day and the term, and nobody."""
    text = (
        f"{school}\n\nЗапрос о доступе к электронному дневнику зарегистрирован: № {number} от {day:%d.%m.%Y}.\n"
        f"Срок рассмотрения: до {due:%d.%m.%Y} включительно.\n\nЕсли запроса вы не посылали, не отвечайте на это письмо"
        " и скажите о нём в школе.\n"
    )
    return f"Запрос № {number} зарегистрирован", text


def appeal_letter(*, number: int, day: date, due: date, school: str) -> tuple[str, str]:
    """Give the title and the text of a letter that names the number, the day and the term of an appeal, and nobody."""
    text = (
        f"{school}\n\nОбращение зарегистрировано: № {number} от {day:%d.%m.%Y}.\n"
        f"Срок ответа: до {due:%d.%m.%Y} включительно.\n\nЕсли обращения вы не посылали, не отвечайте на это письмо"
        " и скажите о нём в школе.\n"
    )
    return f"Обращение № {number} зарегистрировано", text
