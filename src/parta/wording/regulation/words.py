"""Words that values of settings are said with, by enumeration."""

from enum import StrEnum

from parta.regulation.enums import (
    ArchiveCopy,
    AttendanceCheck,
    Audience,
    AuthMethod,
    CertificationPart,
    CredentialsIssuer,
    Cycle,
    ExtraRole,
    HomeworkDueRule,
    LatePolicy,
    Milestone,
    PasswordRule,
    PersonalDataEditor,
    PrintResponsible,
    RefusalGround,
    RosterSource,
    Sender,
    SubjectNameStyle,
    SupportChannel,
    Terminology,
    YearCloser,
)

WORDS: dict[type[StrEnum], dict[StrEnum, str]] = {
    LatePolicy: {
        LatePolicy.DENY: "нельзя",
        LatePolicy.APPROVE: "с согласия завуча",
        LatePolicy.LOG_ONLY: "можно, с записью в журнале действий",
    },
    HomeworkDueRule: {
        HomeworkDueRule.ANY: "на любой урок",
        HomeworkDueRule.FUTURE_ONLY: "только на будущие уроки",
    },
    AttendanceCheck: {
        AttendanceCheck.NONE: "не назначена",
        AttendanceCheck.SCHOOL_DAY: "в течение учебного дня",
        AttendanceCheck.DAILY: "ежедневно",
    },
    Cycle: {
        Cycle.NONE: "не назначено",
        Cycle.ON_DEMAND: "по запросу",
        Cycle.UNSPECIFIED: "без указания, как часто",
        Cycle.PERIODIC: "периодически",
        Cycle.CURRENT: "постоянно, в текущем порядке",
        Cycle.TIMELY: "своевременно",
        Cycle.CONTINUOUS: "постоянно",
        Cycle.REPORTS: "отчётами из журнала",
        Cycle.TRADITIONAL: "традиционными средствами",
        Cycle.DAY: "каждый день",
        Cycle.WEEK: "раз в неделю",
        Cycle.MONTH: "раз в месяц",
        Cycle.PERIOD: "каждый учебный период",
        Cycle.PERIOD_AND_YEAR: "каждый учебный период и год",
        Cycle.YEAR: "раз в год",
    },
    RosterSource: {RosterSource.LOCAL: "ведутся здесь", RosterSource.EXTERNAL: "приходят из другой системы"},
    PersonalDataEditor: {
        PersonalDataEditor.ADMINISTRATOR: "администратор",
        PersonalDataEditor.HOMEROOM: "классный руководитель",
        PersonalDataEditor.SECRETARY: "секретарь",
        PersonalDataEditor.EXTERNAL: "другая система",
    },
    ExtraRole: {
        ExtraRole.SECRETARY: "секретарь",
        ExtraRole.HR_INSPECTOR: "инспектор по кадрам",
        ExtraRole.NURSE: "медсестра",
        ExtraRole.SOCIAL_PEDAGOGUE: "социальный педагог",
        ExtraRole.PSYCHOLOGIST: "психолог",
        ExtraRole.PARENTS_COMMITTEE: "член родительского комитета",
        ExtraRole.LIBRARIAN: "библиотекарь",
        ExtraRole.CURATOR: "куратор",
        ExtraRole.ADMISSIONS_SECRETARY: "секретарь приёмной комиссии",
        ExtraRole.ADDITIONAL_EDUCATION: "ответственный за дополнительное образование",
        ExtraRole.ADMISSIONS_REGISTER: "ответственный за приём (ЕСЗ)",
        ExtraRole.TRUSTED_PERSON: "доверенное лицо",
    },
    AuthMethod: {
        AuthMethod.PASSWORD: "логин и пароль",
        AuthMethod.INVITATION_CODE: "код приглашения",
        AuthMethod.ESIA: "ЕСИА (Госуслуги)",
        AuthMethod.REGIONAL_PORTAL: "региональный портал услуг",
        AuthMethod.REGIONAL_SIGN_IN: "РСААГ",
    },
    CredentialsIssuer: {
        CredentialsIssuer.ADMINISTRATOR: "администратор",
        CredentialsIssuer.HOMEROOM: "классный руководитель",
        CredentialsIssuer.SYSTEM: "сама система",
        CredentialsIssuer.ESIA: "ЕСИА (Госуслуги)",
        CredentialsIssuer.REGIONAL_PORTAL: "региональный портал",
    },
    PasswordRule: {
        PasswordRule.STRONG: "трудно подобрать",
        PasswordRule.CHANGE_AT_FIRST_SIGN_IN: "меняют при первом входе",
    },
    RefusalGround: {
        RefusalGround.NOT_AN_APPLICANT: "просит не тот, кто вправе",
        RefusalGround.NOT_A_PUPIL: "ребёнок учится не здесь",
        RefusalGround.OF_AGE: "ученику 18 лет",
        RefusalGround.BAD_DOCUMENTS: "документы не по требованиям",
        RefusalGround.CONTRADICTORY_DATA: "сведения противоречат друг другу",
        RefusalGround.OWN_REFUSAL: "заявитель отказался сам",
    },
    SupportChannel: {
        SupportChannel.CONSULTATION: "консультация",
        SupportChannel.ADMINISTRATOR: "администратор",
        SupportChannel.VENDOR: "разработчик",
        SupportChannel.INTERNAL_MAIL: "сообщение в системе",
        SupportChannel.EMAIL: "электронная почта",
        SupportChannel.VISIT: "лично",
        SupportChannel.PHONE: "телефон",
    },
    Sender: {
        Sender.ADMINISTRATION: "администрация",
        Sender.HOMEROOM: "классный руководитель",
        Sender.TEACHER: "учитель",
        Sender.PARENT: "родитель",
        Sender.PUPIL: "ученик",
    },
    Audience: {Audience.PUPILS: "ученики", Audience.PARENTS: "родители", Audience.TEACHERS: "учителя"},
    ArchiveCopy: {
        ArchiveCopy.SERVER: "сервер",
        ArchiveCopy.REMOVABLE: "съёмный носитель в другом помещении",
        ArchiveCopy.PDF: "PDF",
        ArchiveCopy.PAPER: "бумага",
        ArchiveCopy.EXPORT: "выгрузка",
    },
    CertificationPart: {
        CertificationPart.TITLE_PAGE: "титульный лист",
        CertificationPart.CONTENTS: "содержание",
        CertificationPart.SHEET_COUNT: "число листов",
        CertificationPart.STITCH: "прошивка",
        CertificationPart.DIRECTOR: "подпись директора",
        CertificationPart.SEAL: "печать",
        CertificationPart.DATE: "дата",
    },
    PrintResponsible: {
        PrintResponsible.ADMINISTRATOR: "администратор",
        PrintResponsible.DEPUTY: "заместитель директора",
        PrintResponsible.HOMEROOM: "классный руководитель",
        PrintResponsible.SECRETARY: "секретарь",
    },
    YearCloser: {
        YearCloser.ADMINISTRATOR: "администратор",
        YearCloser.DEPUTY: "заместитель директора",
        YearCloser.DIRECTOR_ORDER: "приказ директора",
    },
    Milestone: {Milestone.YEAR_END: "конец учебного года"},
    SubjectNameStyle: {
        SubjectNameStyle.AS_ENTERED: "как внесены",
        SubjectNameStyle.FULL_LOWER_CASE: "полностью, как в учебном плане, со строчной буквы",
    },
    Terminology: {Terminology.SCHOOL: "школьные", Terminology.COLLEGE: "техникума"},
}
LANGUAGES = {"ru": "русский"}


def word(value: StrEnum) -> str:
    """Say one word out of an enumeration of the regulation."""
    return WORDS.get(type(value), {}).get(value, str(value))
