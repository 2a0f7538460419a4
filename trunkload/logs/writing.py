"""Knows how records are written to stderr: one line each, JSON or for people; structlog is loaded with the first."""

import logging
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Literal

from trunkload.logs.events import ALLOWED, Event, let_through
from trunkload.logs.telling import LOGGER

PREFECT = "prefect"
RUNS = {
    "prefect.flow": "flow_name",
    "prefect.flow_run.id": "flow_run_id",
    "prefect.task": "task_name",
    "prefect.task_run.id": "task_run_id",
}
"""Our keys, and the attributes of Prefect's records that they are read from."""

Level = Literal["debug", "info", "warning", "error"]
Form = Literal["console", "json"]


class LogLines(logging.Handler):
    """Writes our own records with their facts, and of other libraries' where and how bad, never their text."""

    def __init__(self, form: Form | None) -> None:
        super().__init__()
        self._form = form
        self._formatters: dict[str, logging.Formatter] = {}
        # Prefect takes a handler that has one for somebody's own, and leaves it where it is.
        self.setFormatter(logging.Formatter())

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{self._formatter().format(record)}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            # Whoever closed stderr wants no log.
            return

    def _formatter(self) -> logging.Formatter:
        form = self._form or ("console" if sys.stderr.isatty() else "json")
        if form not in self._formatters:
            self._formatters[form] = _structured(form)
        return self._formatters[form]


def configure(level: Level, form: Form | None) -> None:
    """From here on, whatever was set before; `form` None: for people on a terminal, else JSON.

    Other libraries are heard from warnings on, at any level: what they say below that names what they were given.
    Prefect is heard like ourselves; what its page shows goes its own way.
    """
    ours, others = LogLines(form), LogLines(form)
    others.setLevel(level.upper())
    others.addFilter(_is_heard)
    LOGGER.setLevel(level.upper())
    # On its own: Prefect's console at the root would tell everything a second time.
    LOGGER.propagate = False
    _replace(LOGGER, ours)
    _replace(logging.getLogger(), others)


class PrefectLines(LogLines):
    """In the place of Prefect's console, which writes the text of everybody's records: Prefect makes it, from the
    variable PREFECT_LOGGING_HANDLERS_CONSOLE_CLASS, before the settings are read."""

    def __init__(self, stream: object = None, styles: object = None) -> None:
        """`stream`, `styles`: what Prefect's own takes."""
        del stream, styles
        super().__init__(None)
        self.addFilter(_is_heard)


def _is_heard(record: logging.LogRecord) -> bool:
    library = record.name.partition(".")[0]
    return library != LOGGER.name and (record.levelno >= logging.WARNING or library == PREFECT)


def _replace(logger: logging.Logger, handler: LogLines) -> None:
    for one in [one for one in logger.handlers if isinstance(one, LogLines) or _is_prefects(one, logger)]:
        logger.removeHandler(one)
    logger.addHandler(handler)


def _is_prefects(handler: logging.Handler, logger: logging.Logger) -> bool:
    """Its console at the root, which writes the text of everybody's records."""
    return logger.parent is None and type(handler).__module__.startswith("prefect.")


def _structured(form: str) -> logging.Formatter:
    import structlog  # noqa: PLC0415 - most commands log nothing

    renderer = structlog.dev.ConsoleRenderer(colors=False) if form == "console" else structlog.processors.JSONRenderer()
    return structlog.stdlib.ProcessorFormatter(
        # Before the processors: from then on the record has no exception any more, and so no traceback.
        foreign_pre_chain=[_of_record],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_known,
            renderer,
        ],
        keep_exc_info=False,
        keep_stack_info=False,
        pass_foreign_args=False,
    )


def _of_record(_logger: Any, _name: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:  # noqa: ANN401 - structlog's
    """Facts for ours; for a library's record the place in its code, by which its text is found."""
    record: logging.LogRecord = line["_record"]
    kept: dict[str, Any] = {name: line[name] for name in ("_record", "_from_structlog") if name in line}
    facts = getattr(record, "facts", None)
    if record.name == LOGGER.name and isinstance(facts, dict):
        return {**kept, "event": record.getMessage(), **facts}
    if record.name.partition(".")[0] == PREFECT:
        return {**kept, "event": Event.PREFECT.value, **_run(record), **_place(record)}
    return {**kept, "event": Event.LIBRARY.value, **_place(record)}


def _run(record: logging.LogRecord) -> dict[str, Any]:
    """Which run of what; not its name."""
    return {key: getattr(record, attribute, None) for key, attribute in RUNS.items()}


def _place(record: logging.LogRecord) -> dict[str, Any]:
    raised = record.exc_info[0] if record.exc_info else None
    told = {"logger": record.name, "code.function": record.funcName, "code.lineno": record.lineno}
    return told if raised is None else {**told, "exception.type": raised.__name__}


def _only_known(_logger: Any, _name: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:  # noqa: ANN401 - structlog's
    told = let_through(dict(line))
    return {name: told[name] for name in ALLOWED if name in told}
