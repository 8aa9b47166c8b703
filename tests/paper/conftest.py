"""What tests of paper share with tests of pages."""

from tests.web.conftest import frozen

__all__ = ["frozen"]
