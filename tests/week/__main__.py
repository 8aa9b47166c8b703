"""Act the week out in a database of tests and write docs/week.md anew."""

import os
import sys

import pytest

from tests.week import WRITE

os.environ[WRITE] = "1"
sys.exit(pytest.main(["tests/week/test_week.py", "-q"]))
