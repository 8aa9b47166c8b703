"""The installation's settings with jobs that tests can follow."""

from config.settings import *  # noqa: F403

JOBS = {name: f"tests.jobs.bodies.{name}" for name in ("slow", "breaks", "refuses", "dies")}
