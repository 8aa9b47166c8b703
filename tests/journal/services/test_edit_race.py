"""Two deputies decide the same cells at the same moment, and a teacher writes while it is decided."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.db import connections

from parta.audit.models import Event
from parta.audit.services import verify_chains
from parta.installation.schools import inside
from parta.journal.models import EditCell
from parta.journal.services.edit_decisions import grant_edits, refuse_edits
from parta.kernel.decisions import Refused
from tests.journal.services.conftest import Desk, mark, moment, on

pytestmark = pytest.mark.xdist_group("races")
UNTIL = moment("11-24", "00:00")


@pytest.mark.parametrize("attempt", range(3))
def test_one_decision_wins_and_the_other_deputy_is_told(kept, django_db_blocker, attempt):
    lesson = on(kept, date(2026, 11, 9))
    with django_db_blocker.unblock(), inside(kept.school):
        desk = Desk(kept)
        rows = [mark(kept, pupil, "4", lesson, str(uuid.uuid4())) for pupil in kept.pupils]
        now = desk.now + timedelta(weeks=attempt)
        cells = [cell.pk for cell in desk.ask(kept.teacher, kept.algebra, *rows, now=now).cells.all()]
        actors = [desk.actor(kept.deputy), desk.actor(kept.homeroom)]
        start = Barrier(2)

        def decide(actor, ids, act):
            try:
                with inside(kept.school):
                    start.wait(10)
                    return act(actor, ids).done
            except Refused as refused:
                return refused.decision.code
            finally:
                connections.close_all()

        def opens(actor, ids):
            return grant_edits(actor=actor, cell_ids=ids, until=UNTIL + timedelta(weeks=attempt), now=now)

        def refuses(actor, ids):
            return refuse_edits(actor=actor, cell_ids=ids, words="нет", now=now)

        with ThreadPoolExecutor(2) as threads:
            first = threads.submit(decide, actors[0], cells, opens)
            second = threads.submit(decide, actors[1], cells[::-1], refuses)
            found = {str(first.result(30)), str(second.result(30))}
        assert found == {"3", "edit_already_decided"}
        decided = EditCell.objects.filter(pk__in=cells)
        assert len({(cell.decided_by_id, cell.words, cell.granted_until) for cell in decided}) == 1
        acts = ("journal.edit_granted", "journal.edit_refused")
        assert Event.objects.filter(act__in=acts, subject__cell__in=cells).count() == 3
        assert list(verify_chains()) == []
