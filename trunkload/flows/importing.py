"""The story of an import, step by step: received, account read, judged, planned and held, reported."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from trunkload.flows.checking import judge, price_list, read_upload
from trunkload.flows.failures import StopCode, Stopped
from trunkload.flows.remembering import remember
from trunkload.flows.stored import known_import
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED, Choices
from trunkload.intake.sheet import Sheet, Upload
from trunkload.intake.upload import upload_of
from trunkload.inventory.account import Account
from trunkload.orders.build import build_plan
from trunkload.orders.plan import Plan
from trunkload.orders.states import ImportState
from trunkload.storage import accounts, audit, holding, imports, plans
from trunkload.storage.database import reading, writing
from trunkload.storage.failures import ClaimLost
from trunkload.validation.check import Checked
from trunkload.validation.language import Lang

PLANNING_ATTEMPTS = 3
"""A number lost to another import is proposed anew from what is free then; more losses in a row say "contended"."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of one upload. `plan` is None where no row could be ordered."""

    import_id: str
    account: Account
    checked: Checked
    plan: Plan | None


def receive_upload(house: House, upload: Upload, user: str, lang: Lang, choices: Choices = AS_ASKED) -> str:
    """Keep the file untouched, and how it is to be read; from here on the import's id is all that is passed on."""
    record = imports.ImportRecord(
        id="",
        state=ImportState.RECEIVED,
        file_name=upload.name,
        sha256=upload.sha256,
        size=len(upload.content),
        format="",
        received_at=house.clock(),
        uploaded_by=user,
        lang=lang.value,
        choices=choices,
    )
    with writing(house.ledger) as conn:
        import_id = imports.next_import_id(conn, house.today)
        house.files.save(upload_key(import_id), upload.content)
        imports.save_import(conn, replace(record, id=import_id))
        audit.note(conn, user, "received", import_id, sha256=upload.sha256, **_chosen(choices))
    return import_id


def _chosen(choices: Choices) -> dict[str, str]:
    """What the audit trail tells of the choices: codes, fields, policy and strategies, no value that a person typed."""
    told = {
        "accepted": ", ".join(choices.accept),
        "decided": ", ".join(dict.fromkeys(one.field for one in choices.decisions)),
        "policy": choices.policy or "",
        "strategies": ", ".join(choices.strategies),
    }
    return {name: text for name, text in told.items() if text}


def upload_key(import_id: str) -> str:
    return f"imports/{import_id}/upload"


def read_received(house: House, import_id: str) -> Sheet:
    with reading(house.ledger) as conn:
        record = known_import(conn, import_id)
    upload = upload_of(record.file_name, house.files.open(upload_key(import_id)))
    return read_upload(upload, house.settings, record.choices)


def plan_import(house: House, import_id: str, sheet: Sheet, account: Account) -> Imported:
    """Judge, allocate, build, and hold the numbers: all of it or nothing (promise 3)."""
    with reading(house.ledger) as conn:
        choices = known_import(conn, import_id).choices
    for _ in range(PLANNING_ATTEMPTS):
        checked = judge(sheet, account, house.settings, house.today, choices)
        try:
            return _keep(house, import_id, account, checked)
        except ClaimLost:
            with reading(house.ledger) as conn:
                account = accounts.read_account(conn) or account
    raise Stopped(StopCode.CONTENDED)


def _keep(house: House, import_id: str, account: Account, checked: Checked) -> Imported:
    prices = price_list(account, house.settings)
    plan = build_plan(import_id, checked, prices, house.settings.carrier.batch_size) if len(checked.ready) else None
    until = house.clock() + timedelta(days=house.settings.holding.days)
    with writing(house.ledger) as conn:
        record = known_import(conn, import_id)
        user = record.uploaded_by
        remember(conn, house, record, checked)
        if not imports.move_import(conn, import_id, {ImportState.RECEIVED}, ImportState.CHECKED, **_counts(checked)):
            raise Stopped(StopCode.NO_SUCH_IMPORT, id=import_id)
        if plan is None:
            imports.move_import(conn, import_id, {ImportState.CHECKED}, ImportState.REJECTED, finished_at=house.clock())
            audit.note(conn, user, "nothing to order", import_id)
            return Imported(import_id, account, checked, None)
        plans.save_plan(conn, plan)
        if holding.hold_numbers(conn, import_id, until, user) != len(plan.new_numbers):
            raise ClaimLost("number")
        imports.move_import(
            conn,
            import_id,
            {ImportState.CHECKED},
            ImportState.PLANNED,
            digest=plan.digest,
            rule_version=plan.rule_version,
            held_until=until,
            monthly=plan.cost.monthly,
            one_off=plan.cost.one_off,
            currency=plan.cost.currency,
            sample_prices=plan.cost.sample,
        )
        audit.note(conn, user, "planned", import_id, digest=plan.digest, items=len(plan.items))
    return Imported(import_id, account, checked, plan)


def _counts(checked: Checked) -> imports.ImportChanges:
    receipt = checked.receipt
    return {
        "rows": receipt.rows,
        "ready": receipt.ready,
        "ready_with_warnings": receipt.ready_with_warnings,
        "blocked": receipt.blocked,
        "skipped_blank": receipt.blank,
        "skipped_hidden": receipt.hidden,
        "skipped_example": receipt.example,
        "skipped_footer": receipt.footer,
        "skipped_repeated": receipt.repeated,
        "accepted": dict(receipt.accepted),
        "decisions": [asdict(one) for one in receipt.decisions],
    }


def reject_import(house: House, import_id: str, why: str) -> None:
    """Nothing is planned; the file is not kept, what happened is."""
    with writing(house.ledger) as conn:
        if imports.move_import(
            conn, import_id, {ImportState.RECEIVED}, ImportState.REJECTED, finished_at=house.clock()
        ):
            audit.note(conn, house.settings.user, "rejected", import_id, why=why)
    house.files.delete(upload_key(import_id))
