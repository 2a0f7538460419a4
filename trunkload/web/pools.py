"""Knows how processes beside the page are made and ended: from one that has loaded what is heavy, once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from typing import Final

from trunkload.settings import Settings
from trunkload.web import work

JOBS_OF_A_PROCESS: Final = 100
"""Then a new one takes its place, so that none grows for ever."""


ENDS_WITHIN: Final = 5.0
"""Seconds; nothing is lost with a process that is killed."""


def new_pool(settings: Settings, processes: int, *, gives_way: bool = False) -> ProcessPoolExecutor:
    """They are forked as they are needed. `gives_way`: whatever else wants the processor has it first."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.HEAVY])
    return ProcessPoolExecutor(
        processes,
        mp_context=context,
        initializer=work.begin_work,
        initargs=(settings, gives_way),
        max_tasks_per_child=JOBS_OF_A_PROCESS,
    )


def processes_of(*pools: ProcessPoolExecutor) -> list[BaseProcess]:
    """A pool has no other way to end what they do."""
    return [one for pool in pools for one in (pool._processes or {}).values()]  # noqa: SLF001 - see above


def end_pools(*pools: ProcessPoolExecutor) -> None:
    """What they do is broken off."""
    processes = processes_of(*pools)
    for pool in pools:
        pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(ENDS_WITHIN)
        process.kill()
