"""Knows how processes beside the page are made and ended: from one that has loaded what is heavy, once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from typing import Final

from trunkload.settings import Settings
from trunkload.web import work

JOBS_OF_A_PROCESS: Final = 100
"""Then a new one takes its place, so that none grows for ever."""


def new_pool(settings: Settings, processes: int) -> ProcessPoolExecutor:
    """They are forked as they are needed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.HEAVY])
    return ProcessPoolExecutor(
        processes,
        mp_context=context,
        initializer=work.begin_work,
        initargs=(settings,),
        max_tasks_per_child=JOBS_OF_A_PROCESS,
    )


def processes_of(pool: ProcessPoolExecutor) -> list[BaseProcess]:
    """The pool has no other way to end what they do."""
    return list((pool._processes or {}).values())  # noqa: SLF001 - see above


def end_pool(pool: ProcessPoolExecutor) -> None:
    """What they do is broken off."""
    processes = processes_of(pool)
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join()
