"""Settings about people: who writes and reads, personal data, the doors."""

from dataclasses import dataclass
from typing import Annotated

from parta.regulation.enums import (
    AuthMethod,
    CredentialsIssuer,
    Cycle,
    ExtraRole,
    GroupSplitter,
    PasswordRule,
    PersonalDataEditor,
    RosterSource,
)
from parta.regulation.rules import values
from parta.regulation.rules.tree.setting import Setting, Spec
from parta.regulation.rules.values import MonthDay

_DATE = values.or_none(values.month_day)
_CYCLE = values.one_of(Cycle)
_ISSUER = values.one_of(CredentialsIssuer)
_SLA = values.or_none(values.days)
_WORKING = "working_day"


@dataclass(frozen=True, slots=True)
class AccessSettings:
    """What the regulation adds to the rights that a role has by itself."""

    homeroom_edit_all_pages: Annotated[
        Setting[bool], Spec(values.flag, "the homeroom teacher writes on every page of the class")
    ]
    homeroom_edit_attendance: Annotated[
        Setting[bool], Spec(values.flag, "the homeroom teacher enters absences and their reasons")
    ]
    director_edit_all_pages: Annotated[Setting[bool], Spec(values.flag, "the director writes on every page")]
    deputy_read_all_pages: Annotated[Setting[bool], Spec(values.flag, "deputies read every page")]
    deputy_decides_access: Annotated[
        Setting[bool], Spec(values.flag, "a deputy takes requests for access to the diary and decides on them")
    ]
    homeroom_shuts_access: Annotated[
        Setting[bool], Spec(values.flag, "the homeroom teacher shuts the way in of a family of the class, on a ground")
    ]
    deputy_gives_roles: Annotated[
        Setting[bool], Spec(values.flag, "a deputy too appoints who answers for additional education and for admission")
    ]
    administrator_sets_rights: Annotated[
        Setting[bool],
        Spec(values.flag, "the administrator takes functions from categories of users without the director"),
    ]
    substitute_access_before_days: Annotated[
        Setting[int], Spec(values.days, "how long before the lesson its page is open to the substitute", "calendar_day")
    ]
    substitute_access_after_days: Annotated[
        Setting[int], Spec(values.days, "how long after the lesson its page is open to the substitute", "calendar_day")
    ]
    roles_enabled: Annotated[
        Setting[tuple[ExtraRole, ...]], Spec(values.many_of(ExtraRole), "roles that the act names beyond the usual")
    ]


@dataclass(frozen=True, slots=True)
class PeopleSettings:
    """Personal data of pupils and families: who keeps them and how often they are looked through."""

    roster_source: Annotated[
        Setting[RosterSource], Spec(values.one_of(RosterSource), "where lists of pupils are kept first")
    ]
    personal_data_editor: Annotated[
        Setting[tuple[PersonalDataEditor, ...]],
        Spec(values.many_of(PersonalDataEditor), "who changes personal data, the first named first"),
    ]
    personal_data_check_cycle: Annotated[
        Setting[Cycle], Spec(_CYCLE, "how often the homeroom teacher checks personal data")
    ]
    personal_data_full_check_date: Annotated[
        Setting[MonthDay | None], Spec(_DATE, "by which date all personal data are checked every year")
    ]
    personal_card_deadline: Annotated[
        Setting[MonthDay | None], Spec(_DATE, "by which date pupils' personal cards are filled")
    ]
    class_card_deadline: Annotated[Setting[MonthDay | None], Spec(_DATE, "by which date class cards are filled")]
    group_check_deadline: Annotated[
        Setting[MonthDay | None], Spec(_DATE, "by which date the composition of groups is checked")
    ]
    briefing_deadline: Annotated[
        Setting[MonthDay | None], Spec(_DATE, "by which date families are told what the journal can do")
    ]
    subgroup_split_cycle: Annotated[Setting[Cycle], Spec(_CYCLE, "how often classes are split into subgroups")]
    subgroup_split_by: Annotated[
        Setting[GroupSplitter],
        Spec(values.one_of(GroupSplitter), "who splits a class: its leader with the subject teachers, or the office"),
    ]


@dataclass(frozen=True, slots=True)
class DoorSettings:
    """Accounts: how people come in, who gives them what for, what happens when a secret leaks."""

    auth_methods: Annotated[Setting[tuple[AuthMethod, ...]], Spec(values.many_of(AuthMethod), "by what people come in")]
    credentials_issuer_staff: Annotated[Setting[CredentialsIssuer], Spec(_ISSUER, "who lets staff in")]
    credentials_issuer_families: Annotated[Setting[CredentialsIssuer], Spec(_ISSUER, "who lets pupils and parents in")]
    account_requires_consent: Annotated[
        Setting[bool], Spec(values.flag, "an account is given only where consent is on file")
    ]
    newcomer_code_sla: Annotated[
        Setting[int | None], Spec(_SLA, "how soon a newcomer's code is in the homeroom teacher's hands", _WORKING)
    ]
    compromise_report_sla: Annotated[
        Setting[int | None], Spec(_SLA, "how soon people report that their secret is known to others", _WORKING)
    ]
    void_after_compromise: Annotated[
        Setting[bool], Spec(values.flag, "what was done in a compromised account after the report is void")
    ]
    idle_logout: Annotated[Setting[bool], Spec(values.flag, "a session left alone ends; people sign out themselves")]
    idle_minutes: Annotated[
        Setting[int], Spec(values.number(1, 1440), "after how long without work such a session ends", "minute")
    ]
    password_policy: Annotated[
        Setting[tuple[PasswordRule, ...]], Spec(values.many_of(PasswordRule), "what is asked of passwords")
    ]
