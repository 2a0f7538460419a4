"""Knows which suggestions an import takes: kept beside its upload, so that whatever runs the import finds them."""

from trunkload.flows.wiring import House


def keep_accepted(house: House, import_id: str, accept: tuple[str, ...]) -> None:
    """`accept`: codes as the person gave them; nothing is kept where there are none."""
    if accept:
        house.files.save(accepted_key(import_id), "\n".join(accept).encode())


def accepted_of(house: House, import_id: str) -> tuple[str, ...]:
    """The codes whose suggestions this import takes."""
    key = accepted_key(import_id)
    return tuple(house.files.open(key).decode().splitlines()) if house.files.path(key).is_file() else ()


def accepted_key(import_id: str) -> str:
    return f"imports/{import_id}/accepted"
