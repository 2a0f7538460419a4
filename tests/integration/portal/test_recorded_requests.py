"""Every request of a whole import, as it came over the wire, is one of TM Forum's documents."""

import json
import re
from pathlib import Path

from tests.integration.flows.houses import SAMPLES, USER, house_at, imported
from tests.integration.flows.hub_carrier import free_port, hub_carrier, over_http
from tests.integration.portal.servers import Asked
from tests.integration.portal.test_official_documents import NUMBERS, ORDERS, PRODUCTS, broken
from trunkload.flows.approving import approve_plan
from trunkload.flows.story import submit_story
from trunkload.flows.submitting import send_orders
from trunkload.flows.wiring import House, rehearsal_database
from trunkload.orders.states import ImportState, OrderState
from trunkload.portal.rehearsal import load_account
from trunkload.storage import ordered
from trunkload.storage.database import reading
from trunkload.storage.imports import find_import

FIRST = """Aktion;Vorname;Nachname;E-Mail;Mobilfunknummer;Standort;Benutzername;Durchwahl;Konferenzpaket
neu;Eva;Vogt;eva.vogt@example.org;0152 28817386;Köln;;;
ändern;;;;;;anna.schmidt;;Premium
ändern;;;;;;tim.bauer;300;
löschen;;;;;;laura.koch;;
"""
SECOND = """Vorname;Nachname;E-Mail;Mobilfunknummer;Standort
Ina;Wolf;ina.wolf@example.org;0152 28817386;Köln
"""
DOCUMENTS = {"productOrderingManagement": ORDERS, "productInventory": PRODUCTS, "resourceInventoryManagement": NUMBERS}
DEFINITIONS = {
    "/productOrder": "ProductOrder_Create",
    "/cancelProductOrder": "CancelProductOrder_Create",
    "/hub": "EventSubscriptionInput",
}


def planned(house: House, folder: Path, name: str, sheet: str) -> str:
    """Imported and approved."""
    path = folder / f"{name}.csv"
    path.write_text(sheet, "utf-8")
    import_id = imported(house, path).import_id
    with reading(house.ledger) as conn:
        record = find_import(conn, import_id)
    assert record is not None
    approve_plan(house, import_id, record.digest or "", USER)
    return import_id


def whole_life(house: House, folder: Path) -> None:
    """People come, change and go; another order is cancelled before it begins."""
    done = submit_story(house, planned(house, folder, "first", FIRST))
    assert done.state is ImportState.DONE
    second = planned(house, folder, "second", SECOND)
    send_orders(house, second)
    with reading(house.ledger) as conn:
        (order,) = ordered.read_orders(conn, second)
    answer = house.open_portal().cancel_order(str(order.carrier_id), "ordered by mistake")
    assert answer.state is OrderState.CANCELLED


def test_every_request_of_a_whole_import_is_an_official_one(official_documents: Path, tmp_path: Path) -> None:
    house = house_at(tmp_path / "home")
    load_account(rehearsal_database(house.settings), (SAMPLES / "account.toml").read_text("utf-8"))
    hub, port = hub_carrier(house), free_port()
    back = {"callback_url": f"http://127.0.0.1:{port}", "callback_bind": f"127.0.0.1:{port}"}
    with over_http(house, hub, poll_seconds=300, **back) as over:
        whole_life(over, tmp_path)

    named = {(one.method, template) for one in hub.asked for _, template in [place(official_documents, one)]}
    assert named == {
        *(("POST", path) for path in DEFINITIONS),
        ("DELETE", "/hub/{id}"),
        *(("GET", path) for path in ("/productOrder/{id}", "/product", "/resource")),
    }
    posted = [one for one in hub.asked if one.method == "POST"]
    for one in posted:
        document, template = place(official_documents, one)
        assert broken(official_documents, document, DEFINITIONS[template], json.loads(one.content)) == []
    orders = [json.loads(one.content) for one in posted if place(official_documents, one)[1] == "/productOrder"]
    assert {item["action"] for order in orders for item in order["productOrderItem"]} == {"add", "modify", "delete"}


def place(folder: Path, asked: Asked) -> tuple[str, str]:
    """The official document and its path that a request is for."""
    _, _, api, version, *rest = asked.path.partition("?")[0].split("/")
    document = DOCUMENTS[api]
    paths = json.loads((folder / document).read_text("utf-8"))["paths"]
    path = "/" + "/".join(rest)
    template = next(one for one in paths if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", one), path))
    assert version == "v4"
    assert asked.method.lower() in paths[template]
    return document, template
