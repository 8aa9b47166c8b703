"""Write docs/norms.md anew."""

from tests.norms.page import PAGE, page
from tests.norms.rows import rows

PAGE.write_text(page(rows()), encoding="utf-8")
