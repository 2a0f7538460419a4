"""kill -9 between the delivery of a password and the end of its transaction (promises 6 and 10)."""

import signal
import subprocess
import sys
from pathlib import Path

from trunkload.orders.states import OrderState
from trunkload.portal.protocol import OrderRequest
from trunkload.portal.rehearsal import Credentials
from trunkload.portal.tmforum import TmForumPortal

CHILD = """
import os, signal, sys
from datetime import UTC, datetime
from trunkload.portal.rehearsal import RehearsalCarrier, rehearsal_client
from trunkload.portal.tmforum import TmForumPortal
from trunkload.storage.database import open_database

NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)

class DiesAtTheSecond:
    count = 0
    def deliver(self, credentials):
        print(credentials.item_id, flush=True)
        self.count += 1
        if self.count == 2:
            os.kill(os.getpid(), signal.SIGKILL)

carrier = RehearsalCarrier(open_database(sys.argv[1]), DiesAtTheSecond(), lambda: NOW)
TmForumPortal(rehearsal_client(carrier), "muster-gmbh").read_order(sys.argv[2])
"""


def test_a_carrier_that_is_killed_while_it_hands_over_does_it_again_when_it_is_next_asked(
    tmp_path: Path,
    portal: TmForumPortal,
    delivered: list[Credentials],
    request_of_two: OrderRequest,
) -> None:
    placed = portal.place_order(request_of_two)
    portal.read_order(placed.carrier_id)
    url = f"sqlite:///{tmp_path / 'carrier.db'}"
    child = subprocess.run(
        [sys.executable, "-c", CHILD, url, placed.carrier_id],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (child.returncode, child.stdout.split()) == (-signal.SIGKILL, ["2", "3"])
    workplaces = portal.read_workplaces(["+492214710001", "+492214710002"])
    assert list(workplaces["workplace_id"]) == ["wp-6001", "wp-6002"]
    assert [one.used for one in portal.read_account().contingents if one.name == "workplace"] == [17]
    assert [one.item_id for one in delivered] == ["2", "3"]
    assert portal.read_order(placed.carrier_id).state is OrderState.COMPLETED
    assert [one.item_id for one in delivered] == ["2", "3"]
