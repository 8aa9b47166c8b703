"""Jobs that do little and tell how often they did it."""

import os
import time

from parta.jobs.running import Made, MadeFile, Run
from parta.kernel.decisions import refusal
from parta.school.models import Room


def slow(run: Run) -> Made:
    """Write one room, then take as many steps as asked, a tenth of a second each."""
    Room.objects.create(number=run.parameters["room"], number_key=run.parameters["room"])
    steps = run.parameters["steps"]
    for step in range(steps):
        run.step(step, steps, f"шаг {step}")
        time.sleep(0.1)
    return Made({"steps": steps}, MadeFile("Файл «ё».pdf", "application/pdf", b"%PDF-" + bytes(10)))


def breaks(run: Run) -> None:
    """Write, and break."""
    Room.objects.create(number="сломанная", number_key="сломанная")
    raise ZeroDivisionError


def refuses(run: Run) -> None:
    """Write, and be refused."""
    Room.objects.create(number="отказанная", number_key="отказанная")
    raise refusal("job_too_many", most=20)


def dies(run: Run) -> None:
    """Take the whole worker along."""
    os.kill(os.getpid(), 9)
