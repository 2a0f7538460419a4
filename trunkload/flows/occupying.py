"""Knows which steps keep busy what all runs share: the carrier, or the database. Each has a limit for all together."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from trunkload.flows.approving_typed import approve_typed
from trunkload.flows.arriving import begin_arrival
from trunkload.flows.comparing import compare_uploads
from trunkload.flows.following import finish_import, follow_to_the_end
from trunkload.flows.lapsing import lapse
from trunkload.flows.planning import plan_import
from trunkload.flows.reading_back import read_back_orders
from trunkload.flows.replanning import approve_within_blocks, plan_failed_anew
from trunkload.flows.retaining import retain
from trunkload.flows.submitting import send_orders
from trunkload.flows.syncing import sync_account, sync_ordered
from trunkload.flows.taking_up import report_planned
from trunkload.flows.telling_nights import close_night
from trunkload.settings import Settings


class Shared(StrEnum):
    """By the name of its limit at Prefect."""

    CARRIER = "trunkload-carrier"
    DATABASE = "trunkload-database"


OCCUPIES: Mapping[Callable[..., Any], Shared] = {
    **dict.fromkeys((sync_account, approve_typed, approve_within_blocks, send_orders), Shared.CARRIER),
    **dict.fromkeys((follow_to_the_end, read_back_orders, sync_ordered), Shared.CARRIER),
    **dict.fromkeys((lapse, begin_arrival, plan_import, compare_uploads, plan_failed_anew), Shared.DATABASE),
    **dict.fromkeys((report_planned, finish_import, close_night, retain), Shared.DATABASE),
}
"""What a step spends its time with; those that are not here have files, mail or only themselves."""


def limits_in(settings: Settings) -> dict[Shared, int]:
    """How many steps of all runs may keep it busy at the same time."""
    return {Shared.CARRIER: settings.flows.carrier_limit, Shared.DATABASE: settings.flows.database_limit}
