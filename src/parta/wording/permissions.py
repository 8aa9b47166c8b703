"""The permission table in Russian."""

from parta.people.rules.permissions import Action, Condition, Relation, Resource

DUTIES: dict[tuple[Resource, Action], str] = {
    (Resource.JOURNAL, Action.VIEW): "открывать журнал",
    (Resource.JOURNAL, Action.MARK): "ставить отметки",
    (Resource.JOURNAL, Action.ATTENDANCE): "отмечать отсутствующих",
    (Resource.JOURNAL, Action.TOPIC): "писать темы",
    (Resource.JOURNAL, Action.HOMEWORK): "задавать на дом",
    (Resource.JOURNAL, Action.WORK): "добавлять работы",
    (Resource.JOURNAL, Action.TERM_RESULT): "выставлять отметки за период",
    (Resource.JOURNAL, Action.NOTE): "писать замечания",
    (Resource.EDIT_REQUEST, Action.VIEW): "видеть заявки на исправление",
    (Resource.EDIT_REQUEST, Action.ASK): "просить открыть доступ",
    (Resource.EDIT_REQUEST, Action.DECIDE): "решать чужие заявки",
    (Resource.LESSON, Action.VIEW): "открывать урок",
    (Resource.LESSON, Action.HOLD): "проводить урок",
    (Resource.LESSON, Action.SUBSTITUTE): "записывать замену",
    (Resource.LESSON, Action.CANCEL): "отменять урок",
    (Resource.LESSON, Action.MOVE): "переносить урок",
    (Resource.TIMETABLE, Action.VIEW): "видеть расписание",
    (Resource.DAY_PAGE, Action.VIEW): "видеть день учителя",
    (Resource.DIARY, Action.VIEW): "читать дневник",
    (Resource.DIARY, Action.TICK): "отмечать «сделано»",
    (Resource.DIARY, Action.ANNOUNCE): "сообщать о болезни ребёнка",
    (Resource.CLASS_PAGE, Action.VIEW): "открывать страницу класса",
    (Resource.CLASS_LIFE, Action.VIEW): "видеть день класса и его отметки",
    (Resource.CLASS_LIFE, Action.CHECK): "проверять пропуски класса",
    (Resource.PEOPLE_LIST, Action.VIEW): "искать людей",
    (Resource.PERSON_CARD, Action.VIEW): "открывать карточку человека",
    (Resource.PERSON_CARD, Action.EDIT): "исправлять карточку, если так сказано в положении",
    (Resource.PERSON_CARD, Action.PROPOSE): "предлагать исправление в карточке",
    (Resource.MOVEMENT, Action.VIEW): "видеть книгу движения и алфавитную книгу",
    (Resource.MOVEMENT, Action.EDIT): "вносить приказы о зачислении, переводе, выбытии",
    (Resource.INVITATION_CODE, Action.ISSUE): "выдавать коды для входа",
    (Resource.INVITATION_CODE, Action.PRINT): "печатать листки с кодами",
    (Resource.PUBLIC_SERVICE, Action.VIEW): "видеть запросы о доступе к дневнику",
    (Resource.PUBLIC_SERVICE, Action.REGISTER): "регистрировать запросы о доступе",
    (Resource.PUBLIC_SERVICE, Action.DECIDE): "давать доступ, отказывать, прекращать",
    (Resource.PUBLIC_SERVICE, Action.EDIT): "править тексты писем и отправлять их",
    (Resource.REGULATION, Action.VIEW): "читать положение о журнале",
    (Resource.REGULATION, Action.CHOOSE): "выбирать положение",
    (Resource.TERM, Action.VIEW): "видеть, какие периоды закрыты",
    (Resource.TERM, Action.CLOSE): "закрывать периоды и год",
    (Resource.TERM, Action.REOPEN): "открывать закрытый период",
    (Resource.TERM, Action.REOPEN_YEAR): "открывать закрытый год",
    (Resource.AUDIT, Action.VIEW): "смотреть, кто что делал",
    (Resource.AUDIT, Action.VERIFY): "проверять цепочку записей",
    (Resource.IMPORT, Action.RUN): "загружать таблицы",
    (Resource.IMPORT, Action.RUN_HISTORY): "загружать отметки прежних периодов",
    (Resource.JOB, Action.VIEW): "видеть задания: долгие печать и загрузку",
    (Resource.JOB, Action.STOP): "останавливать задания",
    (Resource.SCHOOL_SETTINGS, Action.VIEW): "видеть настройки школы",
    (Resource.SCHOOL_SETTINGS, Action.EDIT): "менять настройки школы",
    (Resource.OWN_ACCOUNT, Action.VIEW): "видеть свою учётную запись",
    (Resource.OWN_ACCOUNT, Action.EDIT): "менять свой пароль",
    (Resource.COMPROMISE, Action.VIEW): "видеть, что сделано чужими руками",
    (Resource.COMPROMISE, Action.REPORT): "сообщать, что учётной записью пользовался другой",
    (Resource.COMPROMISE, Action.VOID): "аннулировать сделанное чужими руками",
    (Resource.COMPROMISE, Action.RETURN): "возвращать замороженный вход",
}
RESOURCES = {
    Resource.JOURNAL: "Журнал",
    Resource.EDIT_REQUEST: "Заявки на исправление",
    Resource.LESSON: "Урок",
    Resource.TIMETABLE: "Расписание",
    Resource.DAY_PAGE: "День",
    Resource.DIARY: "Дневник",
    Resource.CLASS_PAGE: "Класс",
    Resource.CLASS_LIFE: "День класса",
    Resource.PEOPLE_LIST: "Люди",
    Resource.PERSON_CARD: "Карточка человека",
    Resource.MOVEMENT: "Движение",
    Resource.INVITATION_CODE: "Коды для входа",
    Resource.PUBLIC_SERVICE: "Доступ родителей",
    Resource.REGULATION: "Положение о журнале",
    Resource.TERM: "Учебный период",
    Resource.AUDIT: "Журнал действий",
    Resource.IMPORT: "Загрузка",
    Resource.JOB: "Задания",
    Resource.SCHOOL_SETTINGS: "Школа",
    Resource.OWN_ACCOUNT: "Учётная запись",
    Resource.COMPROMISE: "Чужой вход",
}
REACH = {Relation.OWN: "свои", Relation.SAME_CLASS: "свой класс", Relation.SAME_SCHOOL: "вся школа"}
CONDITIONS = {
    Condition.HOMEROOM_EDIT_ALL_PAGES: "если по положению классный руководитель пишет на всех страницах класса",
    Condition.HOMEROOM_EDIT_ATTENDANCE: "если по положению классный руководитель отмечает посещаемость",
    Condition.HOMEROOM_ISSUE_CODES: "если по положению классный руководитель выдаёт коды",
    Condition.DIRECTOR_EDIT_ALL_PAGES: "если по положению директор пишет на всех страницах",
    Condition.DEPUTY_READ_ALL_PAGES: "если по положению заместитель читает все страницы",
}


def reach_word(resource: Resource, relation: Relation) -> str:
    """Say how far a right reaches."""
    if resource in (Resource.CLASS_PAGE, Resource.CLASS_LIFE):
        return {Relation.OWN: "свой класс", Relation.SAME_CLASS: "где преподаёт"}.get(relation, "вся школа")
    if resource in (
        Resource.PUBLIC_SERVICE,
        Resource.REGULATION,
        Resource.TERM,
        Resource.IMPORT,
        Resource.SCHOOL_SETTINGS,
        Resource.OWN_ACCOUNT,
    ):
        return "да"
    return REACH[relation]
