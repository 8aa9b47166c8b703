"""One way to paper: a template and data in, PDF/A-2b bytes out. Data are never source: nothing in them is markup."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

LONGEST = 600
"""Seconds after which a file is given up: the journals of a class for a year take some ten."""


class PressBroken(Exception):
    """The press could not set the file: an error of a template, no memory, or it took too long."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every sheet says of itself: the school, who printed it and when (in the school's zone)."""

    school: str
    person: str
    moment: datetime
    college: bool = False


def typeset(template: str, data: Mapping[str, Any], *, imprint: Imprint) -> bytes:
    """Set a template of `templates/` with data and give the PDF/A-2b file; raises `PressBroken`."""
    words = {
        "school": imprint.school,
        "foot": f"Распечатано {imprint.moment:%d.%m.%Y %H:%M}: {imprint.person}. Парта",
        "college": imprint.college,
    }
    order = {"template": template, "data": {**words, **data}, "moment": int(imprint.moment.timestamp())}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "parta.paper.press"],
            input=json.dumps(order).encode(),
            capture_output=True,
            check=False,
            timeout=LONGEST,
        )
    except subprocess.TimeoutExpired as late:
        raise PressBroken(f"no file after {LONGEST} s") from late
    if done.returncode != 0:
        raise PressBroken(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout
