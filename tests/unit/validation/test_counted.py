import pytest

from trunkload.validation.counted import Counted
from trunkload.validation.language import Lang


@pytest.mark.parametrize(
    ("count", "german", "english"),
    [
        ("0", "0 Zeilen", "0 rows"),
        ("1", "1 Zeile", "1 row"),
        ("2", "2 Zeilen", "2 rows"),
        ("21", "21 Zeilen", "21 rows"),
        ("999", "999 Zeilen", "999 rows"),
        ("1000", "1.000 Zeilen", "1,000 rows"),
        ("1234567", "1.234.567 Zeilen", "1,234,567 rows"),
        ("?", "? Zeilen", "? rows"),
    ],
)
def test_a_count_has_its_plural_and_its_thousands(count: str, german: str, english: str) -> None:
    assert f"{Counted(count, Lang.DE):Zeile|Zeilen}" == german
    assert f"{Counted(count, Lang.EN):row|rows}" == english


def test_a_count_alone_is_only_the_figure() -> None:
    assert (f"{Counted('12345', Lang.DE)}", f"{Counted('12345', Lang.EN)}") == ("12.345", "12,345")
