"""The correction sheet of a journal's plan on paper: what was changed, when, why, with places for signatures."""

from django.db import transaction

from parta.journal.access import CourseView
from parta.journal.queries.plan_fit import course_plan
from parta.paper.enums import Form
from parta.paper.queries import imprint_of
from parta.paper.services import Printed, keep
from parta.paper.typesetting import typeset
from parta.people.queries.actors import Frame
from parta.wording.plans import correction_text, told_lines


@transaction.atomic
def print_corrections(*, frame: Frame, view: CourseView) -> Printed:
    """Print the correction sheet of a journal that the actor may see: norm S4-39."""
    page = course_plan(view, now=frame.now)
    place = ", ".join(part for part in (view.title, view.class_name, view.group_name) if part)
    rows = [
        {
            "no": str(number),
            "date": f"{one.at.astimezone(frame.now.tzinfo):%d.%m.%Y}",
            "kind": correction_text(one.kind),
            "before": told_lines(one.before),
            "after": told_lines(one.after),
            "reason": one.reason,
            "who": one.employee.person.full_name if one.employee else "",
        }
        for number, one in enumerate(page.corrections, 1)
    ]
    data = {
        "title": f"Лист коррекции, {place}",
        "heading": "Лист коррекции календарно-тематического плана",
        "place": place,
        "plan": page.plan.title if page.plan else "",
        "rows": rows,
    }
    content = typeset("corrections", data, imprint=imprint_of(frame))
    keep(frame, Form.CORRECTIONS, {"course": view.id})
    return Printed(f"Лист коррекции, {place}.pdf", content)
