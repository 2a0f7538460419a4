"""The first half of the story, which writes nothing and asks nobody: an upload is read and every row is judged."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from trunkload.flows.strategies import choosing_of
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.limits import Limits
from trunkload.intake.raw import RawFile
from trunkload.intake.read import read_raw, read_sheet, visible_cells
from trunkload.intake.sheet import Sheet, Upload
from trunkload.intake.upload import open_upload
from trunkload.inventory.account import Account, PriceList
from trunkload.settings import Settings
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.quick_account import read_account_of, read_remembered_of, sqlite_file
from trunkload.storage.remembered import Remembered
from trunkload.validation.accepting import codes_to_accept
from trunkload.validation.check import Checked, check_sheet
from trunkload.validation.deciding import in_force
from trunkload.validation.fitting import still_fitting
from trunkload.validation.rules import Policy, Rules
from trunkload.validation.shares import ALL_HERE, Shares

if TYPE_CHECKING:  # `check` reads a SQLite file without SQLAlchemy
    from sqlalchemy import Connection

Told = TypeVar("Told")


def limits_of(settings: Settings) -> Limits:
    return Limits(**settings.limits.model_dump())


def pick_up(path: Path, settings: Settings) -> Upload:
    """The file as given. Raises Refused."""
    return open_upload(path, limits=limits_of(settings))


def read_upload(upload: Upload, settings: Settings, choices: Choices = AS_ASKED) -> Sheet:
    """Raises Refused."""
    return read_sheet(upload, choices, limits=limits_of(settings))


def read_cells(upload: Upload, choices: Choices, settings: Settings) -> RawFile:
    """What stands in the file, before any meaning is given to it. Raises Refused."""
    return visible_cells(read_raw(upload.content, limits_of(settings)), choices)


def known_account(settings: Settings) -> Account | None:
    """The last snapshot, or None where nobody loaded one yet. Raises StorageError; creates no file.

    A file of an older version counts as none: the next command that may write brings it up to date. A server's does
    not: nobody but `trunkload db upgrade` would.
    """
    return known_in(settings, read_account_of, _account_on_server)


def with_remembered(choices: Choices, settings: Settings) -> Choices:
    """The choices with what was decided before for header rows like one of theirs. Raises and creates as above."""
    known = known_in(settings, read_remembered_of, _remembered_on_server) or Remembered()
    return replace(choices, remembered=known.columns, remembered_decisions=known.decisions)


def known_in(settings: Settings, of_file: Callable[[Path], Told], of_server: Callable[[str], Told]) -> Told | None:
    """None where there is no database yet, or one of an older version. Raises StorageError."""
    url = settings.ledger_url
    file = sqlite_file(url)
    try:
        return of_server(url) if file is None else of_file(file)
    except StorageError as error:
        if url.startswith("sqlite") and error.problem in {StorageProblem.NOT_THERE, StorageProblem.OLDER_VERSION}:
            return None
        raise


def _account_on_server(url: str) -> Account | None:
    from trunkload.storage.accounts import read_account  # noqa: PLC0415 - SQLAlchemy, which a file does not need

    with on_server(url) as conn:
        return read_account(conn)


def _remembered_on_server(url: str) -> Remembered:
    from trunkload.storage.mappings import read_remembered  # noqa: PLC0415 - as above

    with on_server(url) as conn:
        return read_remembered(conn)


@contextmanager
def on_server(url: str) -> "Iterator[Connection]":
    """A server's database, read only. Raises StorageError."""
    from trunkload.storage import database, upgrade  # noqa: PLC0415 - as above

    ledger = database.open_database(url, read_only=True)
    try:
        upgrade.require_current(ledger)
        with database.reading(ledger) as conn:
            yield conn
    finally:
        ledger.dispose()


def rules_of(settings: Settings, choices: Choices) -> Rules:
    """The rules as they are set, with the policy that was chosen for this import."""
    rules = settings.rules
    return rules if choices.policy is None else replace(rules, policy=Policy(choices.policy))


def judge(  # noqa: PLR0913 - all that a judgement depends on
    sheet: Sheet,
    account: Account | None,
    settings: Settings,
    today: date,
    choices: Choices = AS_ASKED,
    *,
    shares: Shares = ALL_HERE,
) -> Checked:
    """The same judgement for `check` and for `import`, under what was chosen, now or for a header row like this.

    Raises NotAcceptableError, and SettingsError as `choosing_of`.
    """
    rules = rules_of(settings, choices)
    before = choices.remembered_decisions.get(sheet.facts.fingerprint, ())
    remembered = still_fitting(before, sheet, account, rules, today) if before else ()
    decisions = in_force(remembered, choices.decisions)
    choosing = choosing_of(settings, choices, account)
    accept = codes_to_accept(choices.accept)
    return check_sheet(sheet, account, rules, today, accept, decisions=decisions, choosing=choosing, shares=shares)


def price_list(account: Account, settings: Settings) -> PriceList:
    """The prices that are configured, else those that the carrier tells."""
    return prices_in_force(account.price_list, settings)


def prices_in_force(told: PriceList, settings: Settings) -> PriceList:
    """The prices that are configured, else those that the carrier `told`."""
    return settings.prices.price_list() or told
