"""Knows the commands of the page: serve it, and who may use it; work is loaded when they run."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import Lang

users_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Login = Annotated[str, typer.Argument(metavar="LOGIN", help="The username.")]
Roles = Annotated[list[str], typer.Option("--role", help="uploader, approver, operator or reader. May be repeated.")]
Generated = Annotated[bool, typer.Option("--generate", help="Make a password and print it once, instead of asking.")]


def add_web_commands(app: typer.Typer) -> None:
    app.command("web")(web)
    app.add_typer(users_app, name="user", help="Who may use the page with a password of its own.")


def web(
    host: Annotated[str | None, typer.Option(help="The address to listen at; else as the settings say.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port; 0 takes a free one; else as the settings say.")
    ] = None,
    lang: Lang = None,
) -> None:
    """Serve the page where sheets are sent, reports are seen and plans are approved."""
    with ending(lang) as end:
        from trunkload.cli.web import run_web  # noqa: PLC0415

        end(run_web(host, port, lang))


@users_app.command("add")
def add(login: Login, roles: Roles, *, generate: Generated = False, lang: Lang = None) -> None:
    """Make a user; the password is asked for, or made and printed once."""
    with ending(lang) as end:
        from trunkload.cli.users import run_add  # noqa: PLC0415

        end(run_add(login, roles, lang, generate=generate))


@users_app.command("list")
def list_(lang: Lang = None) -> None:
    """Show who may use the page, and with which roles."""
    with ending(lang) as end:
        from trunkload.cli.users import run_list  # noqa: PLC0415

        end(run_list(lang))


@users_app.command("disable")
def disable(login: Login, lang: Lang = None) -> None:
    """End a user's sessions and let the user log in no more; `password` lets one with a password in again, `release`
    a company account."""
    with ending(lang) as end:
        from trunkload.cli.users import run_disable  # noqa: PLC0415

        end(run_disable(login, lang))


@users_app.command("release")
def release(login: Login, lang: Lang = None) -> None:
    """Free the username of a company account, disabled or not: the next one of that name gets it."""
    with ending(lang) as end:
        from trunkload.cli.users import run_release  # noqa: PLC0415

        end(run_release(login, lang))


@users_app.command("password")
def password(login: Login, *, generate: Generated = False, lang: Lang = None) -> None:
    """Give a user another password, which ends the user's sessions."""
    with ending(lang) as end:
        from trunkload.cli.users import run_password  # noqa: PLC0415

        end(run_password(login, lang, generate=generate))
