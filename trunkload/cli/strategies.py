"""Knows how a person says on the command line how numbers are chosen, and how it is shown again."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from trunkload.cli.refusal import WrongCall
from trunkload.cli.say import say
from trunkload.intake.choices import Choices
from trunkload.inventory.strategy import KNOWN, StrategyError, read_strategy

if TYPE_CHECKING:  # pandas, which a wrong call need not wait for
    from trunkload.inventory.account import Account
    from trunkload.settings import Settings
    from trunkload.validation.language import Lang


def written_strategies(options: Sequence[str]) -> tuple[str, ...]:
    """`spread`, or `KOELN-1=spread` for one trunk. Raises WrongCall where one is none, or a trunk has two."""
    chosen: dict[str, str] = {}
    for written in options:
        trunk, _, name = (part.strip() for part in written.rpartition("="))
        try:
            strategy = str(read_strategy(name))
        except StrategyError:
            raise WrongCall("strategy_unknown", strategy=name, strategies=", ".join(KNOWN)) from None
        if chosen.setdefault(trunk, strategy) != strategy:
            raise WrongCall("strategy_twice", strategy=strategy, other=chosen[trunk])
    return tuple(f"{trunk}={strategy}" if trunk else strategy for trunk, strategy in chosen.items())


def refuse_unknown_trunks(choices: Choices, account: "Account | None", settings: "Settings") -> None:
    """Raises WrongCall for a trunk of an option, SettingsError for one of the settings, that the account has not."""
    if account is None:
        return
    from trunkload.flows.strategies import choosing_of, unknown_trunks  # noqa: PLC0415 - as above

    choosing_of(settings, choices, account)
    for trunk in unknown_trunks(choices, account):
        raise WrongCall("trunk_unknown", trunk=trunk, trunks=", ".join(one.id for one in account.trunks))


def strategy_lines(choices: Choices, lang: "Lang") -> Iterator[str]:
    """What was chosen for this import; what the settings say counts unsaid."""
    if choices.strategies:
        yield "  " + say("strategies_chosen", lang, strategies=", ".join(choices.strategies))
