"""Knows how probes look at the same time: none for longer than it may, and none that breaks hides another."""

import time
from collections.abc import Callable, Iterable, Mapping
from threading import Thread

from trunkload.flows.health.checks import Check, Sight, failed_with, seen
from trunkload.notify.errors import NotifyError
from trunkload.portal.protocol import PortalError
from trunkload.settings import SettingsError
from trunkload.storage.failures import StorageError

PROBE_SECONDS = 5.0
"""For everything that one room is asked."""

OURS = (StorageError, PortalError, NotifyError, SettingsError)
"""Failures from outside that have a sentence."""

Probe = Callable[[], Iterable[Check]]


class _Looking:
    """What a probe has seen so far; a thread that hangs ends with the process."""

    def __init__(self, name: str, probe: Probe) -> None:
        self.seen: list[Check] = []
        self._name = name
        self._probe = probe
        self.thread = Thread(target=self._look, name=f"doctor {name}", daemon=True)

    def _look(self) -> None:
        try:
            for check in self._probe():
                self.seen.append(check)
        except OURS as failure:
            self.seen.append(failed_with(self._name, failure))
        except Exception as failure:  # noqa: BLE001 - a doctor reports what nobody foresaw, and goes on
            self.seen.append(seen(self._name, Sight.UNFORESEEN, kind=type(failure).__name__))


def side_by_side(probes: Mapping[str, Probe], seconds: float = PROBE_SECONDS) -> tuple[Check, ...]:
    """What each has seen, in their order, and which did not come to an end."""
    looking = {name: _Looking(name, probe) for name, probe in probes.items()}
    for one in looking.values():
        one.thread.start()
    deadline = time.monotonic() + seconds
    for one in looking.values():
        one.thread.join(max(0.0, deadline - time.monotonic()))
    found: list[Check] = []
    for name, one in looking.items():
        late = one.thread.is_alive()
        found += list(one.seen)
        found += [seen(name, Sight.TOO_SLOW, seconds=seconds)] if late else []
    return tuple(found)
