"""Knows how an import is judged once more, against the account as it is now, as if it held nothing yet."""

from dataclasses import dataclass

from trunkload.flows.checking import judge, read_upload
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.importing import upload_key
from trunkload.flows.reporting_again import as_if_given_up
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.intake.sheet import Upload
from trunkload.intake.upload import upload_of
from trunkload.inventory.account import Account
from trunkload.storage.database import writing
from trunkload.validation.checked import Checked


@dataclass(frozen=True, slots=True)
class Judged:
    """What was sent, and what there is to say of it, against this account."""

    upload: Upload
    checked: Checked
    account: Account


def judged_again(house: House, import_id: str) -> Judged:
    """Raises Refused, Stopped or StorageError; changes nothing."""
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        account = as_if_given_up(house, conn, import_id)
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    upload = upload_of(record.file_name, house.files.open(upload_key(import_id)))
    sheet = read_upload(upload, house.settings, record.choices)
    return Judged(upload, judge(sheet, account, house.settings, house.today, record.choices), account)
