"""Decides what of an ordered row can be taken back now, what stays as it is, and what is locked until a day."""

from datetime import date

from trunkload.inventory.account import NumberState, Package
from trunkload.inventory.workplace_record import ADDRESS, RECORDED, Changed, Record, differing
from trunkload.orders.reversal import Done, Ground, Now, Reversal, Standing
from trunkload.orders.undo_cells import cells_of_new, cells_of_record, cells_of_removal, cells_that_empty
from trunkload.validation.actions.action import Action
from trunkload.validation.actions.terms import SIZES


def record_of(done: Done) -> dict[str, str | None]:
    """What was ordered, as a record."""
    return {name: getattr(done, name) for name in RECORDED}


def number_wanted(done: Done) -> str | None:
    """The number that would come back, None where none would."""
    if done.action is Action.DELETE:
        return done.number
    before = done.record_before
    own = None if before is None else before["number"]
    return own if done.action is Action.MODIFY and own != done.number else None


def undo_row(done: Done, now: Now, today: date) -> Reversal:
    """One completed row, against what is so now."""
    if done.action is Action.DELETE:
        return _undo_removal(done, now)
    touched = _touched(done, now)
    if touched is not None or now.record is None:
        return touched or Reversal(done.row, Standing.STAYS, Ground.GONE)
    if done.action is Action.MODIFY:
        return _undo_change(done, now, now.record, today)
    if _is_later(now.ends_on, today):
        return Reversal(done.row, Standing.LOCKED, Ground.TERM, until=now.ends_on)
    return Reversal(done.row, Standing.NOW, Ground.REMOVAL, cells_of_removal(now.record))


def _touched(done: Done, now: Now) -> Reversal | None:
    """Somebody has changed the workplace since: an import of ours, or somebody at the carrier."""
    if now.changed_by is not None:
        return Reversal(done.row, Standing.STAYS, Ground.CHANGED_BY, by=now.changed_by)
    if now.record is None:
        return None
    if now.record.get("state") == "changing":
        return Reversal(done.row, Standing.STAYS, Ground.CHANGING, by=now.record.get("import_id"))
    ordered = record_of(done)
    if done.action is Action.ADD and ordered["street"] is None:  # then the address is the carrier's own
        ordered = {name: value for name, value in ordered.items() if name not in ADDRESS}
    changes = tuple(differing(ordered, now.record))
    return Reversal(done.row, Standing.STAYS, Ground.ELSEWHERE, changes=changes) if changes else None


def _undo_change(done: Done, now: Now, record: Record, today: date) -> Reversal:
    """All of it or nothing: a change that goes back in part is neither the one nor the other."""
    before = done.record_before
    if before is None:
        return Reversal(done.row, Standing.STAYS, Ground.NOT_KEPT)
    changes = tuple(differing({name: record[name] for name in RECORDED}, before))
    if not changes:
        return Reversal(done.row, Standing.STAYS, Ground.AS_BEFORE)
    empty = cells_that_empty(changes)
    if empty:
        return Reversal(done.row, Standing.STAYS, Ground.WAS_EMPTY, changes=empty)
    held = _number_kept(done, now)
    if held is not None and held.standing is Standing.STAYS:
        return held
    locked = [one for one in (held, _package_locked(done, now, changes, today)) if one is not None]
    if locked:
        return max(locked, key=lambda one: one.until or "")
    return Reversal(done.row, Standing.NOW, Ground.CHANGE_BACK, cells_of_record(record, changes), changes)


def _package_locked(done: Done, now: Now, changes: tuple[Changed, ...], today: date) -> Reversal | None:
    """S-22: a larger package that would become smaller again has a term of its own."""
    sizes = [
        (SIZES[one.now or Package.NONE], SIZES[one.before or Package.NONE]) for one in changes if one.name == "package"
    ]
    if any(back < there for back, there in sizes) and _is_later(now.package_ends_on, today):
        return Reversal(done.row, Standing.LOCKED, Ground.PACKAGE_TERM, until=now.package_ends_on)
    return None


def _undo_removal(done: Done, now: Now) -> Reversal:
    """The carrier cannot take an end back: the same person can be ordered anew, with the same number if it is free."""
    if now.record is not None:
        return Reversal(done.row, Standing.STAYS, Ground.STILL_THERE)
    if now.again is not None:
        return Reversal(done.row, Standing.STAYS, Ground.BACK_ALREADY, by=now.again)
    held = _number_kept(done, now)
    return held or Reversal(done.row, Standing.NOW, Ground.NEW_AGAIN, cells_of_new(record_of(done)))


def _number_kept(done: Done, now: Now) -> Reversal | None:
    """The number that would come back rests, or is somebody else's."""
    if number_wanted(done) is None or now.number.state == NumberState.FREE:
        return None
    if now.number.state == NumberState.RESTING and now.number.free_on is not None:
        return Reversal(done.row, Standing.LOCKED, Ground.NUMBER_RESTS, until=now.number.free_on)
    return Reversal(done.row, Standing.STAYS, Ground.NUMBER_TAKEN, by=now.number.state)


def _is_later(day: str | None, today: date) -> bool:
    return day is not None and day > today.isoformat()
