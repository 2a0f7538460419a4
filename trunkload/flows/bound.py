"""Runs a module that ends with whoever started it, however that one ends: the pipe between them has an end then."""

import os
import runpy
import signal
import sys
from threading import Thread


def main() -> None:
    """Arguments: the module and its own. Standard input is the pipe; whatever the module starts gets none of it.

    The process has to lead a group of its own: all of that is killed. Nothing else can be relied on once nobody is
    left to wait for an end in order, and a run that is cut off goes on at the next start (promise 6).
    """
    pipe = os.dup(sys.stdin.fileno())
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, sys.stdin.fileno())
    os.close(nothing)
    Thread(target=_end_with, args=(pipe,), name="bound", daemon=True).start()
    module = sys.argv[1]
    del sys.argv[0]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _end_with(pipe: int) -> None:
    while os.read(pipe, 1):
        continue
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    main()
