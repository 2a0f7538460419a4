"""Orders what waits in a home and prints what it took; its settings are in the environment."""

import json
import resource
import sys
import time
from itertools import chain

from bench.ordering.town import sheet
from trunkload.flows.approving import approve_plan
from trunkload.flows.importing import receive_upload
from trunkload.flows.story import import_story, submit_story
from trunkload.flows.wiring import House, open_house
from trunkload.intake.upload import upload_of
from trunkload.settings import read_settings
from trunkload.storage.database import reading
from trunkload.storage.imports import list_imports
from trunkload.storage.ordered import read_orders
from trunkload.validation.language import Lang


def main(people: int) -> None:
    """With people: plan them. Without: order what is planned."""
    house = open_house(read_settings())
    if people:
        content = "\n".join(chain(sheet(people), [""])).encode()
        import_story(house, receive_upload(house, upload_of("staff.csv", content), "hr", Lang.DE))
    else:
        sys.stdout.write(json.dumps(_ordered(house)))


def _ordered(house: House) -> dict[str, float | str]:
    with reading(house.ledger) as conn:
        record = list_imports(conn)[0]
    approve_plan(house, record.id, record.digest or "", "admin")
    before = time.perf_counter()
    state = submit_story(house, record.id).state
    seconds = time.perf_counter() - before
    with reading(house.ledger) as conn:
        orders = len(read_orders(conn, record.id))
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu = used.ru_utime + used.ru_stime
    return {"seconds": seconds, "orders": orders, "state": state.value, "peak_mib": used.ru_maxrss / 1024, "cpu": cpu}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
