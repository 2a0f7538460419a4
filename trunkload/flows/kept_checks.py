"""Knows the check that lies beside an upload: every later report is made of it, nothing is judged anew."""

from contextlib import suppress

from trunkload.flows.checking import judge, price_list
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.importing import Imported, read_received
from trunkload.flows.kept_keys import check_key
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.inventory.account import Account
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import StorageError
from trunkload.storage.kept_check import KeptCheck, read_check, written_check
from trunkload.storage.moving import PROGRAM, Why
from trunkload.storage.releasing import give_up_import


def keep_check(house: House, imported: Imported) -> KeptCheck:
    account = imported.account
    kept = KeptCheck(imported.checked, account.taken_at, price_list(account, house.settings))
    house.files.save(check_key(imported.import_id), written_check(kept))
    return kept


def kept_check(house: House, import_id: str) -> KeptCheck:
    """As it was made when the import was planned. Raises Refused, Stopped or StorageError.

    Where none lies there that can be read, because the process ended before or another version planned it, the upload
    is judged again as if the import held nothing.
    """
    key = check_key(import_id)
    if house.files.exists(key):
        with suppress(StorageError):
            return read_check(house.files.open(key))
    sheet = read_received(house, import_id)
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
    account = account_without(house, import_id)
    checked = judge(sheet, account, house.settings, house.today, record.choices, shares=house.shares)
    return keep_check(house, Imported(import_id, account, checked, None))


def account_without(house: House, import_id: str) -> Account:
    """As it was read last, and as if the import held nothing. Raises Stopped where none was ever read."""
    with writing(house.ledger) as conn:
        trial = conn.begin_nested()
        give_up_import(conn, import_id, PROGRAM, Why.CANCELLED)
        account = read_account(conn, house.clock())
        trial.rollback()
    if account is None:
        raise Stopped(StopCode.ACCOUNT_MISSING)
    return account
