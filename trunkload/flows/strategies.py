"""Knows by which strategies numbers are chosen: those of the import, else those of the settings, trunk by trunk."""

from collections.abc import Mapping

from trunkload.intake.choices import Choices
from trunkload.inventory.account import Account
from trunkload.inventory.strategy import LOWEST, Choosing, Strategy, read_strategy
from trunkload.settings import Settings, SettingsError, SettingsProblem
from trunkload.validation.trunk_names import fold, trunk_names


def choosing_of(settings: Settings, choices: Choices, account: Account | None) -> Choosing:
    """Raises SettingsError where the settings name a trunk that the account has not."""
    if account is None:
        return LOWEST
    told, ids = settings.allocation, _ids(account)
    for trunk in told.trunks:
        if fold(trunk) not in ids:
            names = ", ".join(one.id for one in account.trunks)
            raise SettingsError(f"allocation.trunks.{trunk}", SettingsProblem.CHOICE, names)
    chosen = _chosen(choices)
    trunks = {} if "" in chosen else {trunk: read_strategy(written) for trunk, written in told.trunks.items()}
    return Choosing(
        default=chosen.get("") or read_strategy(told.strategy),
        trunks=_by_id(trunks, ids) | _by_id(chosen, ids),
        leading_zero=told.leading_zero == "allow",
        max_national_digits=settings.rules.max_national_digits,
    )


def unknown_trunks(choices: Choices, account: Account) -> list[str]:
    """What options call a trunk, and the account has none of that name."""
    return [name for name in _chosen(choices) if name and fold(name) not in _ids(account)]


def _chosen(choices: Choices) -> dict[str, Strategy]:
    """The import's own strategies by trunk, the one for all trunks by the empty name."""
    pairs = (written.rpartition("=") for written in choices.strategies)
    return {trunk: read_strategy(name) for trunk, _, name in pairs}


def _ids(account: Account) -> dict[str, str]:
    return {fold(name): trunk for name, trunk in trunk_names(account).items()}


def _by_id(strategies: Mapping[str, Strategy], ids: Mapping[str, str]) -> dict[str, Strategy]:
    return {ids[fold(name)]: strategy for name, strategy in strategies.items() if fold(name) in ids}
