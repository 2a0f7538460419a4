"""Tells in our words how a command was called wrongly; typer's own sentences are for programmers."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from trunkload.cli.exits import WRONG_CALL


class SpokenGroup(TyperGroup):
    """Commands that say in German or English what of a call they do not understand."""

    def make_context(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - typer's own types are private
        with _told():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the same
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    """Only a wrong call knows the command that it went to; a call without any words gets the help as ever."""
    try:
        yield
    except Exception as failed:
        if not hasattr(failed, "cmd") or type(failed).__name__ == "NoArgsIsHelpError":
            raise
        from trunkload.cli.failures import sentence_of  # noqa: PLC0415 - a failure may load what names it
        from trunkload.cli.refusal import Refusal  # noqa: PLC0415 - the same

        key, params = _wrong_with(failed)
        typer.echo(sentence_of(Refusal(key, **params), None), err=True)
        raise typer.Exit(WRONG_CALL) from None


def _wrong_with(failed: Any) -> tuple[str, dict[str, str]]:  # noqa: ANN401 - typer's own types are private
    """The text of the command line, and what fills it."""
    command = "trunkload" if failed.ctx is None else failed.ctx.command_path
    option, parameter = getattr(failed, "option_name", None), getattr(failed, "param", None)
    if option is not None:
        return "usage_option", {"name": option, "command": command}
    if parameter is None:
        return "usage_other", {"command": command}
    name = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.metavar or parameter.name.upper()
    return ("usage_missing" if hasattr(failed, "param_type") else "usage_value"), {"name": name, "command": command}
