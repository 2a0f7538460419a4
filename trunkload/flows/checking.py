"""The first half of the story, which writes nothing and asks nobody: an upload is read and every row is judged."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from trunkload.intake.choices import Choices
from trunkload.intake.limits import Limits
from trunkload.intake.raw import RawFile
from trunkload.intake.read import read_raw, read_sheet, visible_cells
from trunkload.intake.sheet import Sheet, Upload
from trunkload.intake.upload import open_upload
from trunkload.inventory.account import Account, PriceList
from trunkload.settings import Settings
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.quick_account import read_account_of, sqlite_file
from trunkload.validation.accepting import codes_to_accept
from trunkload.validation.check import Checked, check_sheet


def limits_of(settings: Settings) -> Limits:
    return Limits(upload_bytes=settings.upload_bytes)


def pick_up(path: Path, settings: Settings) -> Upload:
    """The file as given. Raises Refused."""
    return open_upload(path, limits=limits_of(settings))


def read_upload(upload: Upload, settings: Settings) -> Sheet:
    """Raises Refused."""
    return read_sheet(upload, limits=limits_of(settings))


def read_cells(upload: Upload, choices: Choices, settings: Settings) -> RawFile:
    """What stands in the file, before any meaning is given to it. Raises Refused."""
    return visible_cells(read_raw(upload.content, limits_of(settings)), choices)


def known_account(settings: Settings) -> Account | None:
    """The last snapshot, or None where nobody loaded one yet. Raises StorageError; creates no file."""
    file = sqlite_file(settings.ledger_url)
    try:
        return _account_on_server(settings.ledger_url) if file is None else read_account_of(file)
    except StorageError as error:
        if error.problem in {StorageProblem.NOT_THERE, StorageProblem.OLDER_VERSION}:
            return None
        raise


def _account_on_server(url: str) -> Account | None:
    from trunkload.storage import accounts, database, upgrade  # noqa: PLC0415 - SQLAlchemy, which a file does not need

    ledger = database.open_database(url, read_only=True)
    try:
        upgrade.require_current(ledger)
        with database.reading(ledger) as conn:
            return accounts.read_account(conn)
    finally:
        ledger.dispose()


def judge(
    sheet: Sheet, account: Account | None, settings: Settings, today: date, accept: Iterable[str] = ()
) -> Checked:
    """The same judgement for `check` and for `import`; `accept`: codes whose suggestions are taken.

    Raises NotAcceptableError.
    """
    return check_sheet(sheet, account, settings.rules, today, codes_to_accept(accept))


def price_list(account: Account, settings: Settings) -> PriceList:
    """The prices that are configured, else those that the carrier tells."""
    return prices_in_force(account.price_list, settings)


def prices_in_force(told: PriceList, settings: Settings) -> PriceList:
    """The prices that are configured, else those that the carrier `told`."""
    return settings.prices.price_list() or told
