"""Knows what can be set about the log."""

from typing import Literal

from trunkload.settings.section import Section


class LogSettings(Section):
    """How much is logged to stderr, and how it looks; `format` None: `console` on a terminal, else `json`."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    format: Literal["console", "json"] | None = None
