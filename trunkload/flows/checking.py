"""The first half of the story, which writes nothing and asks nobody: an upload is read and every row is judged."""

from datetime import date
from pathlib import Path

from trunkload.intake.limits import Limits
from trunkload.intake.read import read_sheet
from trunkload.intake.sheet import Sheet, Upload
from trunkload.intake.upload import open_upload
from trunkload.inventory.account import Account, PriceList
from trunkload.settings import Settings
from trunkload.storage.accounts import read_account
from trunkload.storage.database import open_database, reading
from trunkload.storage.failures import StorageError, StorageProblem
from trunkload.storage.upgrade import require_current
from trunkload.validation.check import Checked, check_sheet


def limits_of(settings: Settings) -> Limits:
    return Limits(upload_bytes=settings.upload_bytes)


def pick_up(path: Path, settings: Settings) -> Upload:
    """The file as given. Raises Refused."""
    return open_upload(path, limits=limits_of(settings))


def read_upload(upload: Upload, settings: Settings) -> Sheet:
    """Raises Refused."""
    return read_sheet(upload, limits=limits_of(settings))


def known_account(settings: Settings) -> Account | None:
    """The last snapshot, or None where nobody loaded one yet. Raises StorageError; creates no file."""
    try:
        ledger = open_database(settings.ledger_url, read_only=True)
        require_current(ledger)
        with reading(ledger) as conn:
            return read_account(conn)
    except StorageError as error:
        if error.problem in {StorageProblem.NOT_THERE, StorageProblem.OLDER_VERSION}:
            return None
        raise


def judge(sheet: Sheet, account: Account | None, settings: Settings, today: date) -> Checked:
    """The same judgement for `check` and for `import`."""
    return check_sheet(sheet, account, settings.rules, today)


def price_list(account: Account, settings: Settings) -> PriceList:
    """The prices that are configured, else those that the carrier tells."""
    return settings.prices.price_list() or account.price_list
