import tomllib
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine, create_engine, text

from trunkload.inventory.account import Contingent, ExtensionRange, NumberBlock, Site, Trunk
from trunkload.portal.protocol import PortalError
from trunkload.portal.rehearsal import AccountFileError, Credentials, RehearsalCarrier, load_account
from trunkload.portal.rehearsal.transport import rehearsal_client
from trunkload.portal.tmforum import TmForumPortal

RESERVE = ExtensionRange("960", "969", "Reserve")
SINGLE = """
[[single_numbers]]
number = "+494066969001"
trunk = "BERLIN-1"
"""


class Nobody:
    """A CredentialDelivery that has nothing to do here."""

    def deliver(self, credentials: Credentials) -> None:
        raise AssertionError(credentials)


def test_the_account_that_is_read_is_the_account_file(portal: TmForumPortal) -> None:
    account = portal.read_account()
    assert (account.customer_id, account.customer) == ("muster-gmbh", "Muster GmbH")
    assert account.sites == (
        Site("Berlin", "Musterallee", "2", "10115", "Berlin"),
        Site("Köln", "Musterstraße", "1", "50667", "Köln"),
    )
    assert account.trunks == (Trunk("BERLIN-1", ("Berlin",), "Berlin"), Trunk("KOELN-1", ("Köln",), "Köln"))
    assert account.blocks == (
        NumberBlock("berlin-23125", "BERLIN-1", "+493023125", "100", "149"),
        NumberBlock("koeln-4710", "KOELN-1", "+492214710", "000", "999", "000", reserved=(RESERVE,)),
    )
    assert set(account.contingents) == {
        Contingent("workplace", 200, 15),
        Contingent("basic", 50, 5),
        Contingent("plus", 40, 5),
        Contingent("premium", 5, 1),
    }


def test_prices_are_marked_as_samples(portal: TmForumPortal) -> None:
    prices = portal.read_account().price_list
    assert (prices.currency, prices.sample) == ("EUR", True)
    monthly = {one.name: str(one.monthly) for one in prices.prices}
    assert monthly["workplace"] == "3.95"
    assert (monthly["plus"], monthly["premium"]) == ("4.90", "9.90")
    assert {one.one_off for one in prices.prices} == {Decimal("0.00")}


def test_every_number_comes_with_its_state(portal: TmForumPortal) -> None:
    """R-06, R-07: blocked, a function's and future numbers are there, and none of them is free."""
    numbers = portal.read_account().numbers
    assert numbers.groupby(["trunk", "state"]).size().to_dict() == {
        ("BERLIN-1", "assigned"): 3,
        ("BERLIN-1", "free"): 47,
        ("KOELN-1", "assigned"): 12,
        ("KOELN-1", "blocked"): 10,
        ("KOELN-1", "free"): 916,
        ("KOELN-1", "function"): 52,
        ("KOELN-1", "future"): 10,
    }
    assert numbers.index.is_monotonic_increasing
    assert {str(kind) for kind in numbers.dtypes} == {"string"}
    assert numbers.loc["+492214710007", "extension"] == "007"
    assert numbers.loc["+492214710000", "holder"] == "Abfragestelle"
    assert numbers.loc["+492214710999", "holder"] == "Fax"
    assert numbers.loc["+492214710955", "available_from"] == "2027-02-01"
    assert numbers["held_until"].isna().all()


def test_every_workplace_of_the_file_is_read(portal: TmForumPortal, account_file: str) -> None:
    workplaces = portal.read_account().workplaces
    wanted = {one["id"]: one for one in tomllib.loads(account_file)["workplaces"]}
    assert workplaces.index.tolist() == sorted(wanted)
    for name in ("username", "given_name", "family_name", "email", "trunk", "number", "internal_number", "package"):
        assert workplaces[name].to_dict() == {key: one[name] for key, one in wanted.items()}
    assert workplaces["activated_on"].to_dict() == {key: str(one["activated_on"]) for key, one in wanted.items()}
    assert workplaces["import_id"].isna().all()


def test_an_account_is_loaded_once(portal: TmForumPortal, engine: Engine, account_file: str) -> None:
    """What was ordered since must not be lost by loading the file again."""
    before = portal.read_account().workplaces
    assert load_account(engine, account_file.replace("anna.schmidt", "anna.changed")) is False
    assert portal.read_account().workplaces.equals(before)


def test_a_second_customer_cannot_bring_numbers_of_the_first(
    portal: TmForumPortal, engine: Engine, account_file: str
) -> None:
    with pytest.raises(AccountFileError) as failed:
        load_account(engine, account_file.replace('id = "muster-gmbh"', 'id = "other-gmbh"'))
    assert failed.value.key == "customer.id"
    with engine.connect() as connection:
        assert connection.execute(text("SELECT id FROM customer")).scalars().all() == ["muster-gmbh"]
    assert len(portal.read_account().numbers) == 1050


def test_new_workplaces_get_ids_above_those_of_the_file(engine: Engine, account_file: str) -> None:
    load_account(engine, account_file.replace("wp-5015", "wp-7000"))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT value FROM counter WHERE name = 'workplace'")).scalar() == 7000


def test_a_file_that_is_no_database_fails_as_ours(tmp_path: Path, account_file: str) -> None:
    (tmp_path / "carrier.db").write_text("no database, and long enough to be seen as none" * 30, encoding="utf-8")
    engine = create_engine(f"sqlite:///{tmp_path / 'carrier.db'}")
    with pytest.raises(PortalError) as failed:
        load_account(engine, account_file)
    assert "database" not in failed.value.detail
    engine.dispose()


@pytest.mark.parametrize("page_size", [1000, 500, 7])
def test_the_account_is_the_same_in_pages_of_any_size(
    portal: TmForumPortal, transport: httpx.BaseTransport, page_size: int
) -> None:
    whole = portal.read_account()
    with httpx.Client(transport=transport, base_url="https://carrier.example.org") as client:
        account = TmForumPortal(client, "muster-gmbh", page_size=page_size).read_account()
    assert account.numbers.equals(whole.numbers)
    assert account.workplaces.equals(whole.workplaces)
    assert account.contingents == whole.contingents


def test_a_block_tells_its_own_site_and_what_is_longer_than_its_numbers(engine: Engine, account_file: str) -> None:
    """R-05, R-10."""
    more = 'last = "149"\nsite = "Köln"\nextended = [{ first = "1500", last = "1509" }]\n'
    load_account(engine, account_file.replace('last = "149"\n', more))
    with rehearsal_client(RehearsalCarrier(engine, Nobody())) as client:
        account = TmForumPortal(client, "muster-gmbh").read_account()
    berlin = account.blocks[0]
    assert (berlin.site, berlin.extended) == ("Köln", (ExtensionRange("1500", "1509"),))
    longer = account.numbers.loc["+4930231251509"]
    assert (longer["block"], longer["extension"], longer["state"]) == ("berlin-23125", "1509", "free")
    assert len(account.numbers) == 1060


def test_a_single_number_has_neither_block_nor_extension(engine: Engine, account_file: str) -> None:
    load_account(engine, account_file + SINGLE)
    with rehearsal_client(RehearsalCarrier(engine, Nobody())) as client:
        single = TmForumPortal(client, "muster-gmbh").read_account().numbers.loc["+494066969001"]
    assert single.dropna().to_dict() == {"trunk": "BERLIN-1", "state": "free", "source": "carrier"}


def test_a_file_of_an_earlier_program_still_opens(engine: Engine, account_file: str) -> None:
    """It knew of no ranges and sites of blocks, and handed login data over by itself."""
    load_account(engine, account_file)
    with engine.begin() as connection:
        for table in ("block_range", "block_site", "handover"):
            connection.execute(text(f"DROP TABLE {table}"))
    with rehearsal_client(RehearsalCarrier(engine, Nobody())) as client:
        account = TmForumPortal(client, "muster-gmbh").read_account()
    assert [block.reserved for block in account.blocks] == [(), ()]
    assert len(account.numbers) == 1050
