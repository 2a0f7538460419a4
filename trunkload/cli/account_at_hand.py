"""Knows how the overviews find the account, and what a person means by the name of a trunk, site, block or state."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import typer

from trunkload.cli.imports_at_hand import house_in
from trunkload.cli.refusal import Refusal
from trunkload.cli.say import say
from trunkload.flows.strategies import choosing_of
from trunkload.flows.wiring import House
from trunkload.intake.choices import AS_ASKED
from trunkload.inventory.account import Account
from trunkload.inventory.number_search import search_pattern
from trunkload.inventory.phone_text import phone_text
from trunkload.inventory.strategy import Choosing
from trunkload.reports.notation import moment_text
from trunkload.storage.accounts import read_account
from trunkload.storage.database import reading
from trunkload.validation.block_names import blocks_behind, read_blocks
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class AtHand:
    """The account as it is stored, with what our imports hold; and how to speak of it."""

    house: House
    account: Account
    lang: Lang

    @property
    def choosing(self) -> Choosing:
        """What may be given unasked here, as the settings say."""
        return choosing_of(self.house.settings, AS_ASKED, self.account)


def account_at_hand(lang: str | None) -> AtHand:
    """Raises Refusal before the first snapshot."""
    house, spoken = house_in(lang)
    with reading(house.ledger) as conn:
        account = read_account(conn)
    if account is None:
        raise Refusal("account_missing")
    return AtHand(house, account, spoken)


def tell_time(at_hand: AtHand) -> None:
    """Free numbers are as old as the snapshot, so its time stands beside them."""
    time = moment_text(at_hand.account.taken_at.astimezone(), at_hand.lang)
    typer.echo(say("account_time", at_hand.lang, time=time))


def trunks_named(named: str | None, account: Account) -> set[str] | None:
    """By id or alias; None where nobody asks."""
    if named is None:
        return None
    ids = {one.id for one in account.trunks if named.casefold() in _folded((one.id, *one.aliases))}
    if not ids:
        raise Refusal("trunk_unknown", trunk=named, trunks=", ".join(one.id for one in account.trunks))
    return ids


def sites_named(named: str | None, account: Account) -> set[str] | None:
    if named is None:
        return None
    names = {one.name for one in account.sites if one.name.casefold() == named.casefold()}
    if not names:
        raise Refusal("site_unknown", site=named, sites=", ".join(one.name for one in account.sites))
    return names


def blocks_named(named: str | None, account: Account) -> set[str] | None:
    """By id, or all that stand behind a base number in any notation."""
    if named is None:
        return None
    by_name = read_blocks(pd.Series([named], dtype=pd.StringDtype("pyarrow")), account).dropna()
    found = set(by_name) or blocks_behind(named, account)
    if not found:
        shown = dict.fromkeys(phone_text(one.base) for one in account.blocks)
        raise Refusal("block_unknown", block=named, blocks=", ".join(shown))
    return found


def one_of_these(named: str, words: Mapping[str, str], kind: str) -> str:
    """The code that is named by itself or by its word; `words`: what each code is called."""
    wanted = named.casefold()
    found = next((code for code, word in words.items() if wanted in _folded((code, word))), None)
    if found is None:
        raise Refusal(f"{kind}_unknown", **{kind: named, f"{kind}s": ", ".join(words.values())})
    return found


def states_named(named: Sequence[str], words: Mapping[str, str]) -> set[str] | None:
    return {one_of_these(one, words, "state") for one in named} or None


def pattern_of(search: str | None) -> str | None:
    """The pattern of telephone numbers; raises Refusal where the text is no part of one."""
    pattern = None if search is None else search_pattern(search)
    if search is not None and pattern is None:
        raise Refusal("search_no_digits", search=search)
    return pattern


def _folded(names: Iterable[str]) -> set[str]:
    return {name.casefold() for name in names}
