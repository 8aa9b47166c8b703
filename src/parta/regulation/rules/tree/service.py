"""Settings of what families are served with: access to the diary, correspondence."""

from dataclasses import dataclass
from typing import Annotated

from parta.regulation.enums import Audience, Cycle, PaperKind, RefusalGround, Sender, SupportChannel
from parta.regulation.rules import values
from parta.regulation.rules.deadlines import Deadlines, deadlines
from parta.regulation.rules.tree.setting import Setting, Spec
from parta.regulation.rules.values import Hours

_CYCLE = values.one_of(Cycle)


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """The public service «current results, diary»: asking for access, refusing, ending, questions."""

    access_request_sla: Annotated[Setting[Deadlines], Spec(deadlines, "by when a request for access is carried out")]
    access_papers: Annotated[
        Setting[tuple[PaperKind, ...]], Spec(values.many_of(PaperKind), "which papers are shown with a request")
    ]
    service_age_limit: Annotated[
        Setting[int | None],
        Spec(values.or_none(values.number(1, 99)), "at what age of the pupil the parents' service ends", "year"),
    ]
    refusal_reasons: Annotated[
        Setting[tuple[RefusalGround, ...]], Spec(values.many_of(RefusalGround), "why access may be refused")
    ]
    termination_notice_required: Annotated[
        Setting[bool], Spec(values.flag, "the end of the service is told of on the school's letterhead")
    ]
    support_channels: Annotated[
        Setting[tuple[SupportChannel, ...]], Spec(values.many_of(SupportChannel), "where questions are asked")
    ]
    appeal_answer_days: Annotated[
        Setting[int | None],
        Spec(values.or_none(values.days), "how soon a written appeal is answered", "calendar_day"),
    ]
    reception_hours: Annotated[
        Setting[Hours | None], Spec(values.or_none(values.hours), "when requests are taken in person")
    ]


@dataclass(frozen=True, slots=True)
class CommunicationSettings:
    """Who writes to whom, and what families are told without asking."""

    parent_digest_cycle: Annotated[Setting[Cycle], Spec(_CYCLE, "how often parents are sent a digest of results")]
    paper_only_family_cycle: Annotated[
        Setting[Cycle], Spec(_CYCLE, "how often families without the electronic diary get it on paper")
    ]
    parent_view_tracking: Annotated[Setting[bool], Spec(values.flag, "how regularly parents look in is watched")]
    pupil_messaging_allowed: Annotated[Setting[bool], Spec(values.flag, "pupils may write messages")]
    message_priority_order: Annotated[
        Setting[tuple[Sender, ...]], Spec(values.many_of(Sender), "whose messages are answered first")
    ]
    forum_enabled: Annotated[Setting[bool], Spec(values.flag, "there is a forum")]
    notice_board_audiences: Annotated[
        Setting[tuple[Audience, ...]], Spec(values.many_of(Audience), "whom the notice board speaks to")
    ]
    group_news_feed_enabled: Annotated[Setting[bool], Spec(values.flag, "a class or group has its own news")]
    portfolio_enabled: Annotated[Setting[bool], Spec(values.flag, "pupils keep a portfolio")]
