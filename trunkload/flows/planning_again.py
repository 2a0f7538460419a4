"""Plans an upload anew whose plan is not approved and cannot be any more: another import of the same file."""

from dataclasses import replace

from trunkload.flows.giving_up import cancel_import
from trunkload.flows.importing import receive_upload, received_upload
from trunkload.flows.stored import items_of_import, known_import, rows_left_out
from trunkload.flows.wiring import House
from trunkload.storage.database import reading
from trunkload.validation.language import Lang


def plan_again(house: House, import_id: str, user: str) -> str:
    """The id of the new import, received and not read yet; it is still the first uploader's, who may be asked for.

    Rows that a person took out of the plan stay out, and so do then those that were no part of it. Raises Stopped where
    the plan was approved or given up, StorageError where the file is not there any more.
    """
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
        planned = tuple(one.row for one in items_of_import(conn, import_id))
        left_out = rows_left_out(conn, import_id)
    upload = received_upload(house, record)
    cancel_import(house, import_id, user)
    choices = replace(record.choices, rows=planned) if left_out else record.choices
    return receive_upload(house, upload, record.uploaded_by, Lang(record.lang), choices)
