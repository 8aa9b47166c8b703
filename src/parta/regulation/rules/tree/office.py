"""Settings of the office: setting up the year, control and reports, archive and paper, words."""

from dataclasses import dataclass
from typing import Annotated

from parta.regulation.enums import (
    ArchiveCopy,
    CertificationPart,
    Cycle,
    Milestone,
    PrintResponsible,
    SubjectNameStyle,
    Terminology,
    YearCloser,
)
from parta.regulation.rules import values
from parta.regulation.rules.tree.setting import Setting, Spec
from parta.regulation.rules.values import MonthDay

_DATE = values.or_none(values.month_day)
_YEAR_DAY = values.or_none(values.year_day)
_CYCLE = values.one_of(Cycle)
_SLA = values.or_none(values.days)
_DAYS, _WORKING = "calendar_day", "working_day"


@dataclass(frozen=True, slots=True)
class SetupSettings:
    """What is ready when before a year begins, and which journals there are."""

    curriculum_deadline: Annotated[Setting[MonthDay | None], Spec(_DATE, "by when the curriculum is approved")]
    load_deadline: Annotated[Setting[MonthDay | None], Spec(_DATE, "by when the teaching load is known")]
    timetable_deadline: Annotated[Setting[MonthDay | None], Spec(_DATE, "by when the timetable is known")]
    timetable_cycle: Annotated[Setting[Cycle], Spec(_CYCLE, "for how long a timetable is made")]
    tariff_deadline: Annotated[Setting[MonthDay | None], Spec(_DATE, "by when the tariff list is known")]
    setup_deadline: Annotated[Setting[MonthDay | None], Spec(_DATE, "by when the administrator has set up the journal")]
    setup_input_lead: Annotated[
        Setting[int | None], Spec(_SLA, "how long before a date the administrator has what is needed for it", _DAYS)
    ]
    work_programme_deadline: Annotated[
        Setting[MonthDay | None], Spec(_DATE, "by when work programmes are in the journal")
    ]
    extracurricular_journal_enabled: Annotated[
        Setting[bool], Spec(values.flag, "there are journals of extracurricular work")
    ]
    extended_day_journal_enabled: Annotated[
        Setting[bool], Spec(values.flag, "there are journals of extended-day groups")
    ]
    home_schooling_journal_enabled: Annotated[Setting[bool], Spec(values.flag, "there are journals of home schooling")]


@dataclass(frozen=True, slots=True)
class ControlSettings:
    """Who looks at the journal how often, and what is counted."""

    director_control_cycle: Annotated[Setting[Cycle], Spec(_CYCLE, "how often the director looks at the journal")]
    weekly_control_report: Annotated[Setting[bool], Spec(values.flag, "a weekly review stands on the teachers' board")]
    monthly_control_report: Annotated[Setting[bool], Spec(values.flag, "a monthly review goes to the deputies")]
    activity_report_cycle: Annotated[Setting[Cycle], Spec(_CYCLE, "how often activity of users is reported")]
    performance_report_cycle: Annotated[Setting[Cycle], Spec(_CYCLE, "how often results are reported")]
    preliminary_report_lead: Annotated[
        Setting[int | None], Spec(_SLA, "how long before a period's end a preliminary report is made", _DAYS)
    ]
    teacher_fill_min_frequency: Annotated[Setting[Cycle], Spec(_CYCLE, "how often, at least, a teacher writes")]
    forecast_enabled: Annotated[Setting[bool], Spec(values.flag, "results are forecast")]
    anonymised_stats_without_approval: Annotated[
        Setting[bool], Spec(values.flag, "authorities get figures without names without further approval")
    ]


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """Closing the year; files, paper, how long they are kept."""

    archive_cycle: Annotated[Setting[Cycle], Spec(_CYCLE, "how often archive files are made")]
    archive_file_sla: Annotated[Setting[int | None], Spec(_SLA, "how soon after a period its files are made", _DAYS)]
    archive_check_sla: Annotated[Setting[int | None], Spec(_SLA, "how soon those files are checked", _WORKING)]
    archive_final_after_gia: Annotated[
        Setting[int | None],
        Spec(_SLA, "how soon after the state examination the journals of leavers are final", _WORKING),
    ]
    archive_copies: Annotated[
        Setting[tuple[ArchiveCopy, ...]], Spec(values.many_of(ArchiveCopy), "in what form and where copies are kept")
    ]
    print_full_journal_deadline: Annotated[
        Setting[MonthDay | Milestone | None], Spec(_YEAR_DAY, "by when whole journals are printed")
    ]
    print_summary_deadline: Annotated[
        Setting[MonthDay | Milestone | None], Spec(_YEAR_DAY, "by when summary sheets are printed")
    ]
    print_certification: Annotated[
        Setting[tuple[CertificationPart, ...]],
        Spec(values.many_of(CertificationPart), "what makes a printed journal a document"),
    ]
    print_certification_text: Annotated[Setting[str], Spec(values.text, "the inscription on the last sheet")]
    print_responsible: Annotated[Setting[PrintResponsible], Spec(values.one_of(PrintResponsible), "who prints")]
    journal_retention_years: Annotated[Setting[int], Spec(values.number(1, 100), "how long journals are kept", "year")]
    summary_retention_years: Annotated[
        Setting[int], Spec(values.number(1, 100), "how long summary sheets are kept", "year")
    ]
    year_close_roles: Annotated[
        Setting[tuple[YearCloser, ...]], Spec(values.many_of(YearCloser), "whose hand closing the year needs")
    ]


@dataclass(frozen=True, slots=True)
class WordSettings:
    """In whose words and in which language the journal is kept."""

    terminology: Annotated[Setting[Terminology], Spec(values.one_of(Terminology), "a school's words or a college's")]
    record_language: Annotated[Setting[str], Spec(values.text, "the language of records")]
    subject_name_style: Annotated[
        Setting[SubjectNameStyle], Spec(values.one_of(SubjectNameStyle), "how subjects are named")
    ]
