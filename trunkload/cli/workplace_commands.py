"""Knows the commands about one workplace, their arguments and help; work is loaded when it runs."""

from typing import Annotated

import typer

from trunkload.cli.exits import ending
from trunkload.cli.options import AnswerFormat, Format, Lang

workplace_app = typer.Typer(help="Change or remove one workplace; nothing is ordered yet.", rich_markup_mode=None)

Who = Annotated[str, typer.Argument(metavar="WHO", help="The workplace's id, its username or its telephone number.")]
Day = Annotated[str | None, typer.Option("--start", metavar="DATE", help="The day on which it is carried out.")]


def _wish(option: str, said: str) -> object:
    return typer.Option(option, metavar="TEXT", help=said)


@workplace_app.command()
def change(  # noqa: PLR0913 - every option of a command is a parameter
    who: Who,
    *,
    number: Annotated[str | None, _wish("--number", "Another telephone number, free on the same trunk.")] = None,
    extension: Annotated[str | None, _wish("--extension", "The same by its extension.")] = None,
    internal_number: Annotated[str | None, _wish("--internal-number", "Another internal number.")] = None,
    package: Annotated[str | None, _wish("--package", "Conference package: none, Basic, Plus or Premium.")] = None,
    username: Annotated[str | None, _wish("--username", "Another username; it stays as long as the workplace.")] = None,
    email: Annotated[str | None, _wish("--email", "Address that gets the username.")] = None,
    mobile: Annotated[str | None, _wish("--mobile", "Number that gets the password by SMS.")] = None,
    no_mobile: Annotated[bool, typer.Option("--no-mobile", help="No mobile number any more.")] = False,
    first_name: Annotated[str | None, _wish("--first-name", "Another first name.")] = None,
    last_name: Annotated[str | None, _wish("--last-name", "Another last name.")] = None,
    street: Annotated[str | None, _wish("--street", "Street without the house number.")] = None,
    house_number: Annotated[str | None, _wish("--house-number", "House number.")] = None,
    postal_code: Annotated[str | None, _wish("--postal-code", "Postal code.")] = None,
    city: Annotated[str | None, _wish("--city", "City.")] = None,
    country: Annotated[str | None, _wish("--country", "Country, such as DE.")] = None,
    start: Day = None,
    answer: AnswerFormat = Format.TEXT,
    lang: Lang = None,
) -> None:
    """Plan a change of one workplace, old and new shown; orders nothing."""
    with ending(lang) as end:
        from trunkload.cli.workplace_life import run_change  # noqa: PLC0415 - loaded when the command runs

        asked = {
            "phone_number": number,
            "extension": extension,
            "internal_number": internal_number,
            "conference_package": package,
            "username": username,
            "auth_email": email,
            "mobile": mobile,
            "auth_without_mobile": "yes" if no_mobile else None,
            "first_name": first_name,
            "last_name": last_name,
            "street": street,
            "house_number": house_number,
            "postal_code": postal_code,
            "city": city,
            "country": country,
        }
        end(run_change(who, asked, start, lang, as_json=answer is Format.JSON))


@workplace_app.command()
def remove(who: Who, start: Day = None, answer: AnswerFormat = Format.TEXT, lang: Lang = None) -> None:
    """Plan the end of one workplace; orders nothing."""
    with ending(lang) as end:
        from trunkload.cli.workplace_life import run_remove  # noqa: PLC0415 - the same

        end(run_remove(who, start, lang, as_json=answer is Format.JSON))
