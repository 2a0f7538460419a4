"""Knows who judges the rows of a very large sheet: this process, or the workers of a Dask cluster where one is set."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from trunkload.logs.events import Event
from trunkload.logs.telling import tell
from trunkload.settings.sections import FlowSettings
from trunkload.validation.shares import Ground, Outcome, Piece, Shares, here

Content = TypeVar("Content")
Step = Callable[[Ground, Piece], Outcome]

PATIENCE: Final = 5
"""Seconds until a scheduler that does not answer counts as not there."""

NO_WORKER: Final = frozenset({"KilledWorker", "NoValidWorkerError", "CommClosedError"})
"""Dask's own failures, by name: who shares nothing does not load it."""


class Sealed(Generic[Content]):
    """Rows on their way: nothing looks inside that shows, names or counts what it carries."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def __repr__(self) -> str:
        return "Sealed"


def unsealed(step: Callable[[Any, Any], Outcome], ground: Sealed[Any], piece: Sealed[Any]) -> Sealed[Outcome]:
    """What a worker does."""
    return Sealed(step(ground.content, piece.content))


AtCluster = Callable[[str, Callable[[Any, Any], Any], Sealed[Any], Sequence[Sealed[Any]]], list[Sealed[Any]]]
"""Works pieces out at the cluster of this address."""


@dataclass(frozen=True, slots=True)
class OnDask:
    """Partitions go to workers of a cluster. Where those are lost, the rows are judged here: slower, but the same."""

    flows: FlowSettings
    at_cluster: AtCluster

    def __call__(
        self, step: Callable[[Ground, Piece], Outcome], ground: Ground, pieces: Sequence[Piece]
    ) -> list[Outcome]:
        if len(pieces) == 1:
            return here(step, ground, pieces)
        try:
            with cluster_of(self.flows) as address:
                outcomes = self.at_cluster(address, step, Sealed(ground), [Sealed(one) for one in pieces])
            return [one.content for one in outcomes]
        except Exception as failed:
            if not _is_lost(failed):
                raise
            tell(Event.PARTITIONS_HERE, problem=type(failed).__name__)
            return here(step, ground, pieces)


def _is_lost(failed: Exception) -> bool:
    """Whether the cluster failed, and not the step: then it would fail here too."""
    return isinstance(failed, (OSError, CancelledError, ModuleNotFoundError)) or type(failed).__name__ in NO_WORKER


def by_client(
    address: str, step: Callable[[Any, Any], Any], ground: Sealed[Any], pieces: Sequence[Sealed[Any]]
) -> list[Sealed[Any]]:
    """By Dask alone."""
    from distributed import Client  # noqa: PLC0415 - for very large sheets only

    with Client(address, timeout=PATIENCE, set_as_default=False) as client:
        known = client.scatter(ground, broadcast=True, hash=False)
        sent = [client.scatter(one, hash=False) for one in pieces]
        futures = [client.submit(unsealed, step, known, one, pure=False) for one in sent]
        outcomes: list[Sealed[Any]] = client.gather(futures)
        return outcomes


@contextmanager
def cluster_of(flows: FlowSettings) -> Iterator[str]:
    """The address of the cluster that is set; else one of this machine begins now and ends with the block."""
    if flows.dask_address:
        yield flows.dask_address
        return
    from distributed import LocalCluster  # noqa: PLC0415 - the same

    alone = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "threads_per_worker": 1}
    with LocalCluster(n_workers=flows.dask_workers, **alone) as cluster:
        yield cluster.scheduler_address


def shares_of(flows: FlowSettings, at_cluster: AtCluster = by_client) -> Shares:
    """How the rows of a sheet are shared out by these settings; without workers all of them stay here."""
    if not flows.dask_address and not flows.dask_workers:
        return Shares(flows.partition_rows)
    return Shares(flows.partition_rows, max(1, flows.dask_workers), OnDask(flows, at_cluster))
