"""Papers of the service: who asked and what was written, counted and destroyed; only an act of destruction asks.

What stays is the line of the book, the decision and its days.
"""

from collections import Counter
from collections.abc import Collection

from django.db.models import Q, QuerySet

from parta.audit.models import Event
from parta.public_service.enums import Act
from parta.public_service.models import AccessRequest, Appeal, Delivery, Letter, RequestScan
from parta.public_service.services.letters import CHAIN

GONE = "—"
"""What stands where a name or words stood that may not be empty."""
_ASKED = (
    "last_name", "first_name", "patronymic", "phone", "email", "address", "child_last_name", "child_first_name",
    "child_patronymic", "child_birth_date", "child_class", "document", "words",
)  # fmt: skip
_WRITTEN = ("author", "phone", "email", "address", "text")
_ACTS = (Act.LETTER_ASKED, Act.LETTER_POSTED, Act.REQUEST_REFUSED)
Contents = dict[int, Counter[str]]


def requests(ids: Collection[int]) -> Contents:
    """Count what is kept of requests for access and the letters about them (a fixed number of queries)."""
    found = _filled(AccessRequest, _ASKED, ids)
    for one in Letter.objects.filter(~Q(body=GONE), request__in=ids).values_list("request", flat=True):
        found[one or 0]["letters"] += 1
    for one in RequestScan.objects.filter(request__in=ids).values_list("request", flat=True):
        found[one]["scans"] += 1
    return found


def appeals(ids: Collection[int]) -> Contents:
    """Count what is kept of appeals and the letters that answer them (a fixed number of queries)."""
    found = _filled(Appeal, _WRITTEN, ids)
    answered = Appeal.objects.filter(~Q(answer__body=GONE), pk__in=ids, answer__isnull=False)
    for one in answered.values_list("pk", flat=True):
        found[one]["letters"] += 1
    return found


def paper_events(*, request_id: int | None = None, appeal_id: int | None = None) -> list[int]:
    """Give the events that say to which address a letter about the paper went, and in which words it was refused."""
    letters = list(_letters(request_id, appeal_id).values_list("pk", flat=True))
    about = Q(subject__kind="letter", subject__id__in=letters)
    if request_id is not None:
        about |= Q(subject__kind="access_request", subject__id=request_id)
    rows = Event.objects.filter(about, chain=CHAIN, act__in=_ACTS, erased_by=None).exclude(before=None, after=None)
    return list(rows.values_list("pk", flat=True))


def destroy_request(request_id: int) -> None:
    """Destroy who asked for access to whose diary, and the letters about it; the number and the decision stay."""
    empty = {name: "" for name in _ASKED if name != "child_birth_date"}
    names = {"last_name": GONE, "child_last_name": GONE, "search_key": GONE, "child_birth_date": None}
    AccessRequest.objects.filter(pk=request_id).update(**{**empty, **names})
    RequestScan.objects.filter(request=request_id).delete()
    _destroy_letters(request_id, None)


def destroy_appeal(appeal_id: int) -> None:
    """Destroy who wrote an appeal, its words and the answer; the number and the days stay."""
    Appeal.objects.filter(pk=appeal_id).update(author=GONE, text=GONE, phone="", email="", address="")
    _destroy_letters(None, appeal_id)


def _letters(request_id: int | None, appeal_id: int | None) -> QuerySet[Letter]:
    return Letter.objects.filter(request=request_id) if request_id else Letter.objects.filter(appeal=appeal_id)


def _destroy_letters(request_id: int | None, appeal_id: int | None) -> None:
    letters = _letters(request_id, appeal_id)
    Delivery.objects.filter(letter__in=letters).update(address=GONE, answer="")
    letters.update(recipient=GONE, body=GONE, address="", email="")


def _filled(model: type[AccessRequest] | type[Appeal], names: tuple[str, ...], ids: Collection[int]) -> Contents:
    found: Contents = {one: Counter() for one in ids}
    for pk, *values in model._default_manager.filter(pk__in=ids).values_list("pk", *names):
        filled = sum(value not in (None, "", GONE) for value in values)
        if filled:
            found[pk]["fields"] += filled
    return found
