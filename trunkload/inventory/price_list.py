"""Knows what a price list tells; light enough for the settings."""

from dataclasses import dataclass
from decimal import Decimal

from trunkload.inventory.account_words import Package


@dataclass(frozen=True, slots=True)
class Price:
    """What one thing costs; `name` is `workplace` or a Package. `None` is an unknown price: said, never guessed."""

    name: str
    monthly: Decimal | None
    one_off: Decimal | None


@dataclass(frozen=True, slots=True)
class PriceList:
    """Prices in one currency; `sample` marks figures that are no carrier's offer."""

    currency: str
    prices: tuple[Price, ...]
    sample: bool = False

    def price_of(self, name: str) -> Price:
        """The price of `name`; an unlisted thing has unknown prices, no package costs nothing."""
        if name == Package.NONE:
            return Price(name, Decimal(0), Decimal(0))
        return next((price for price in self.prices if price.name == name), Price(name, None, None))
