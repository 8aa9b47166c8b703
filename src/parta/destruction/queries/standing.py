"""What is known of people's data on a day: when what they serve was over, and who still needs them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from parta.destruction.enums import Hold, Kind
from parta.destruction.rules.deciding import Standing
from parta.kernel.sql import sql
from parta.kernel.text import normal
from parta.public_service.models import Appeal

_PEOPLE = """
WITH leave AS (
    SELECT DISTINCT ON (m.pupil_id) m.pupil_id AS id, m.kind FROM people_movement m
    ORDER BY m.pupil_id, m.date DESC, m.id DESC
), study AS (
    SELECT e.pupil_id AS id, max(e.ends_on) AS over_on,
           bool_or(e.ends_on IS NULL OR e.ends_on >= %(today)s::date)
           OR COALESCE(bool_or(l.kind = 'academic_leave'), false) AS studies
    FROM people_enrolment e LEFT JOIN leave l ON l.id = e.pupil_id GROUP BY e.pupil_id
), ward AS (
    SELECT g.guardian_id AS id, array_agg(g.pupil_id) AS pupils,
           max(CASE WHEN s.studies THEN g.ends_on ELSE LEAST(g.ends_on, s.over_on) END) AS over_on,
           bool_or(COALESCE(s.studies, true) AND (g.ends_on IS NULL OR g.ends_on >= %(today)s::date)) AS cares
    FROM (SELECT guardian_id, pupil_id, ends_on FROM people_guardianship
          UNION ALL SELECT person_id, pupil_id, ends_on FROM people_trustedperson WHERE person_id IS NOT NULL) g
    LEFT JOIN study s ON s.id = g.pupil_id GROUP BY g.guardian_id
), work AS (
    SELECT w.person_id AS id, w.left_on IS NULL OR w.left_on >= %(today)s::date OR EXISTS (
               SELECT FROM people_appointment a WHERE a.employee_id = w.person_id
               AND (a.ends_on IS NULL OR a.ends_on >= %(today)s::date)) AS works,
           GREATEST(w.left_on, (SELECT max(a.ends_on) FROM people_appointment a WHERE a.employee_id = w.person_id))
               AS over_on
    FROM people_employee w
)
SELECT p.id, concat_ws(' ', p.last_name, NULLIF(p.first_name, ''), NULLIF(p.patronymic, '')), p.sort_key,
       u.person_id IS NOT NULL, ward.id IS NOT NULL, work.id IS NOT NULL, study.over_on, ward.over_on,
       COALESCE(study.studies, false), COALESCE(work.works, false), COALESCE(ward.cares, false),
       (SELECT CASE WHEN bool_and(COALESCE(c.withdrawn_on <= %(today)s::date, false)) THEN max(c.withdrawn_on) END
        FROM people_consent c WHERE c.kind = 'personal_data' AND c.given
            AND (c.person_id = p.id OR c.person_id = ANY(ward.pupils))),
       EXISTS (SELECT FROM people_compromise c WHERE c.person_id = p.id AND c.returned_at IS NULL),
       EXISTS (SELECT FROM people_correction c WHERE c.person_id = p.id AND c.accepted IS NULL),
       EXISTS (SELECT FROM public_service_accessrequest r WHERE r.state IN ('waiting', 'granted')
               AND (r.pupil_id = p.id OR r.guardian_id = p.id)),
       EXISTS (SELECT FROM public_service_helprequest h WHERE h.author_id = p.id AND h.answered_at IS NULL),
       EXISTS (SELECT FROM public.installation_transfercode t JOIN public.installation_school s ON s.id = t.school_id
               WHERE s.schema_name = current_schema() AND t.person_id = p.id AND t.used_at IS NULL
               AND t.withdrawn_at IS NULL AND t.expires_at > now()),
       EXISTS (SELECT FROM people_carenote n WHERE n.pupil_id = p.id),
       EXISTS (SELECT FROM people_consent c WHERE c.person_id = p.id), work.over_on
FROM people_person p LEFT JOIN people_pupil u ON u.person_id = p.id LEFT JOIN study ON study.id = p.id
LEFT JOIN ward ON ward.id = p.id LEFT JOIN work ON work.id = p.id
WHERE (%(ids)s::bigint[] IS NULL OR p.id = ANY(%(ids)s::bigint[]))
  AND (%(ids)s::bigint[] IS NOT NULL OR study.over_on IS NOT NULL OR ward.over_on IS NOT NULL OR work.over_on IS NOT NULL)
ORDER BY p.sort_key, p.id
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, what they are here, and what is known of their data."""

    id: int
    name: str
    pupil: bool
    parent: bool
    employee: bool
    noted: bool
    signed: bool
    standing: Standing
    worked_until: date | None

    def standing_for(self, kind: Kind) -> Standing:
        """Give what is known of data of a kind: of the staff's card, when the work was over too."""
        if kind is not Kind.STAFF:
            return self.standing
        ends = [day for day in (self.standing.over_on, self.worked_until) if day is not None]
        return replace(self.standing, over_on=max(ends, default=None))

    def has(self, kind: Kind) -> bool:
        """Tell whether data of a kind are this person's: somebody's one card is a pupil's, a parent's or the staff's.

        Who ever worked here has the staff's, which is kept by other terms.
        """
        match kind:
            case Kind.CARD:
                return self.pupil and not self.employee
            case Kind.FAMILY:
                return self.parent and not self.pupil and not self.employee
            case Kind.CONSENT:
                return self.signed and not self.employee
            case Kind.CARE:
                return self.noted
            case Kind.STAFF:
                return self.employee and self.worked_until is not None
        return False


def people(*, today: date, ids: Collection[int] | None = None) -> list[Person]:
    """Read who has left, or these people, by name (two queries)."""
    asked = {normal(author) for author in Appeal.objects.filter(answer__isnull=True).values_list("author", flat=True)}
    rows = sql(_PEOPLE, {"today": today, "ids": None if ids is None else list(ids)})
    return list(_people(rows, asked))


def _people(rows: list[tuple[object, ...]], asked: set[str]) -> Iterator[Person]:
    order = (
        Hold.STUDIES, Hold.WORKS, Hold.CARES, None, Hold.COMPROMISE, Hold.CORRECTION, Hold.REQUEST, Hold.QUESTION,
        Hold.TRANSFER,
    )  # fmt: skip
    for pk, name, key, pupil, parent, employee, left, released, *told, noted, signed, worked in rows:
        holds = [hold for hold, holds in zip(order, told, strict=True) if hold is not None and holds]
        if key in asked:
            holds.append(Hold.APPEAL)
        ends = [day for day in (left, released) if isinstance(day, date)]
        withdrawn = told[3] if isinstance(told[3], date) else None
        standing = Standing(max(ends, default=None), withdrawn, tuple(holds))
        assert isinstance(pk, int)
        yield Person(
            pk,
            str(name),
            bool(pupil),
            bool(parent),
            bool(employee),
            bool(noted),
            bool(signed),
            standing,
            worked if isinstance(worked, date) else None,
        )
