"""The worker's part of an act: line after line outside one transaction, the end in its own."""

from parta.destruction.services.carrying_out import act_to_carry_out, carry_out, finish
from parta.jobs.running import Later, Made, Run


def destroy(run: Run) -> Later:
    """Carry out an approved act; a stop leaves what is settled, and the act goes on later."""
    act = act_to_carry_out(actor=run.actor, act_id=run.parameters["act"])

    def apart() -> None:
        carry_out(actor=run.actor, school=run.school, act=act, now=run.now, tell=run.step)

    def then() -> Made:
        made = finish(actor=run.actor, act_id=act.pk, now=run.now)
        return Made(report={"destruction": act.pk, "destroyed": made.destroyed, "kept": made.kept})

    return Later(apart, then)
