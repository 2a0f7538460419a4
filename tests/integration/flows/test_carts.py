"""The cart of a plan is put together of the part of the account that it is about."""

from dataclasses import replace

from tests.integration.flows.houses import account_of, first_import
from trunkload.flows.carts import stored_cart
from trunkload.flows.wiring import House
from trunkload.reports.build_plan_view import trunk_views
from trunkload.reports.plan_json import plan_document
from trunkload.validation.language import Lang


def test_it_is_the_same_as_of_the_whole_account(house: House) -> None:
    told = stored_cart(house, first_import(house).id)
    whole = replace(told, account=account_of(house))
    assert len(told.account.numbers) < len(whole.account.numbers)
    assert plan_document(told, Lang.EN) == plan_document(whole, Lang.EN)
    assert trunk_views(told.plan, told.account) == trunk_views(whole.plan, whole.account)
    assert set(told.kept.values()) == set(whole.account.kept.index)
    assert set(told.account.kept.index) <= set(told.account.numbers.index)


def test_of_a_page_of_its_items_only_those_are_told(house: House) -> None:
    told = stored_cart(house, first_import(house).id)
    whole = plan_document(told, Lang.EN)
    page = plan_document(told, Lang.EN, slice(10, 20))
    assert page["items"] == whole["items"][10:20]
    assert page["totals"] == whole["totals"]
