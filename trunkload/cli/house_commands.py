"""Knows the commands about the house itself: what is remembered, the rehearsal carrier, the database's version."""

from pathlib import Path
from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Lang, Overview, TableFormat

carrier_app = typer.Typer(help="The rehearsal carrier.", no_args_is_help=True, rich_markup_mode=None)
mappings_app = typer.Typer(help="What was decided with --map and --accept.", rich_markup_mode=None)
db_app = typer.Typer(help="The database's version.", no_args_is_help=True, rich_markup_mode=None)


@mappings_app.callback(invoke_without_command=True)
def mappings(ctx: typer.Context, answer: Overview = TableFormat.TABLE, lang: Lang = None) -> None:
    """Show what was decided about columns and values, by the header row that it counts for."""
    if ctx.invoked_subcommand is not None:
        return
    with ending(lang) as end:
        from trunkload.cli.mappings import run_mappings  # noqa: PLC0415

        end(run_mappings(answer.value, lang))


@mappings_app.command("forget")
def mappings_forget(
    fingerprint: Annotated[str, typer.Argument(metavar="FINGERPRINT", help="Its beginning, as the list shows it.")],
    lang: Lang = None,
) -> None:
    """Forget what was decided for one header row."""
    with ending(lang) as end:
        from trunkload.cli.mappings import run_forget  # noqa: PLC0415

        end(run_forget(fingerprint, lang))


@carrier_app.command("init")
def carrier_init(
    account: Annotated[Path, typer.Argument(metavar="ACCOUNT.toml", help="What the customer has.")], lang: Lang = None
) -> None:
    """Load an account into the rehearsal carrier and read it from there."""
    with ending(lang) as end:
        from trunkload.cli.account import run_carrier_init  # noqa: PLC0415

        end(run_carrier_init(account, lang))


@carrier_app.command("serve")
def carrier_serve(  # noqa: PLR0913 - every option of a command is a parameter
    *,
    host: Annotated[str, typer.Option(help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free port.")] = 8622,
    account: Annotated[
        Path | None, typer.Option(metavar="ACCOUNT.toml", help="Load this customer first, unless it is there.")
    ] = None,
    faults: Annotated[Path | None, typer.Option(metavar="FILE", help="The faults that the carrier is to have.")] = None,
    api_key: Annotated[str | None, typer.Option(metavar="KEY", help="Take only requests with this key.")] = None,
    client: Annotated[
        str | None, typer.Option(metavar="ID:SECRET", help="Take only requests with a token of this OAuth2 client.")
    ] = None,
    token_seconds: Annotated[int, typer.Option(min=1, help="How long a token counts.")] = 300,
    delay_ms: Annotated[int, typer.Option(min=0, help="Milliseconds before each answer.")] = 0,
    rate: Annotated[
        float | None, typer.Option(min=0.1, help="Requests a second; what is above gets 429 with Retry-After.")
    ] = None,
    callback_hosts: Annotated[
        list[str] | None,
        typer.Option("--callback-host", metavar="HOST", help="Events may go there too. May be repeated."),
    ] = None,
    silent: Annotated[bool, typer.Option("--silent", help="Send nobody login data for a day; for measuring.")] = False,
    lang: Lang = None,
) -> None:
    """Serve the rehearsal carrier over HTTP, as a carrier of TM Forum APIs; Ctrl-C ends it."""
    with ending(lang) as end:
        from trunkload.cli.carrier_serving import Serving, run_carrier_serve  # noqa: PLC0415

        serving = Serving(
            host=host,
            port=port,
            account=account,
            faults=faults,
            api_key=api_key,
            client=client,
            token_seconds=token_seconds,
            delay_ms=delay_ms,
            rate=rate,
            callback_hosts=frozenset(callback_hosts or ()),
            silent=silent,
        )
        end(run_carrier_serve(serving, lang))


@db_app.command("status")
def db_status(lang: Lang = None) -> None:
    """Show the version that the database has and the one that this program needs; changes nothing."""
    with ending(lang) as end:
        from trunkload.cli.database import run_db_status  # noqa: PLC0415

        end(run_db_status(lang))


@db_app.command("upgrade")
def db_upgrade(lang: Lang = None) -> None:
    """Bring the database to this program's version; what is in it stays."""
    with ending(lang) as end:
        from trunkload.cli.database import run_db_upgrade  # noqa: PLC0415

        end(run_db_upgrade(lang))


@db_app.command("recover")
def db_recover(lang: Lang = None) -> None:
    """After a back-up was restored: ask the carrier what it has by now, before anything is sent; orders nothing."""
    with ending(lang) as end:
        from trunkload.cli.recovering import run_db_recover  # noqa: PLC0415

        end(run_db_recover(lang))
