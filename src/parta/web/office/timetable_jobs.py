"""What the worker does for a timetable: looks for one, telling the best so far; a stop keeps it."""

from datetime import date

from parta.jobs.running import Made, Run, Stopped
from parta.kernel.decisions import refusal, require
from parta.timetable.access import may_make_timetable
from parta.timetable.enums import MakingRefusal
from parta.timetable.queries.weekly import standing_on
from parta.timetable.rules.quality import judge
from parta.timetable.services.drafts import keep_draft
from parta.timetable.solver import is_installed
from parta.wording.timetable_making import searching_words

KIND = "timetable"


def make(run: Run) -> Made:
    """Make a timetable from a day, or mend the standing one, and keep it as one more draft.

    Refuses without the solver, where there is no timetable or none was found in the time given.
    """
    require(may_make_timetable(run.actor))
    if not is_installed():
        raise refusal(MakingRefusal.NO_SOLVER)
    from parta.timetable.solver.search import Found, Limits, NoTimetable, make, repair

    day, seconds = date.fromisoformat(run.parameters["day"]), int(run.parameters["seconds"])
    standing = standing_on(day)
    if standing.year is None or not standing.week.courses:
        raise refusal(MakingRefusal.NOTHING_TO_PLACE, day=day)
    before = judge(standing.week, standing.cells)
    stopped: list[Stopped] = []
    best: list[Found] = []

    def tell(found: Found) -> bool:
        if found.quality is not None:
            best[:] = [found]
        words = searching_words(best[0].quality if best else None, before)
        try:
            run.step(min(round(found.seconds), seconds), seconds, words)
        except Stopped as stop:
            stopped.append(stop)
            return False
        return True

    limits = Limits(seconds=seconds)
    try:
        if run.parameters["repair"]:
            found = repair(standing.week, standing.cells, limits=limits, tell=tell)
        else:
            scratch = bool(run.parameters.get("scratch"))
            found = make(standing.week, standing.cells, limits=limits, tell=tell, from_scratch=scratch)
    except NoTimetable as none:
        if stopped:
            raise stopped[0] from none
        raise refusal(MakingRefusal.IMPOSSIBLE if none.proved else MakingRefusal.NOT_FOUND) from none
    kept = keep_draft(
        actor=run.actor, year=standing.year, starts_on=day, cells=found.cells, repaired=run.parameters["repair"],
        stopped=bool(stopped), seconds=found.seconds, now=run.now,
    )  # fmt: skip
    return Made({"draft": kept.pk, "stopped": bool(stopped)})
