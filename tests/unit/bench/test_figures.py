"""Figures of the benchmarks are shown with their goals, and nobody's time counts who found something else."""

from bench.line import Line, ratio_line
from bench.validation.measure import Taken, difference
from bench.validation.shown import figures


def test_a_ratio_says_whether_its_goal_and_its_moonshot_are_met() -> None:
    shown = ratio_line(Line("check", "90 ms", "import", "60 ms", 1.5, 1.8, 1.0))
    assert " 1.50 " in shown
    assert shown.endswith("1.8  met, moonshot 1 MISSED")


def test_a_ratio_without_goal_is_not_judged() -> None:
    shown = ratio_line(Line("check", "90 ms", "import", "60 ms", 1.5, None)).rstrip()
    assert shown.endswith("1.50")


def test_equal_failures_do_not_differ() -> None:
    assert difference({(1, "username.username_ends")}, {(1, "username.username_ends")}) == ""


def test_other_failures_are_named_with_their_rows() -> None:
    told = difference({(1, "mobile.missing")}, {(2, "username.missing"), (3, "username.missing")})
    assert told == (
        "tells too much 1: mobile.missing of row 1; "
        "does not tell 2: username.missing of row 2, username.missing of row 3"
    )


def test_a_peer_without_figures_is_shown_with_the_reason() -> None:
    taken = {"hand": Taken("polars 2", first=0.3, cpu=0.2, wall=0.1, peak=5e6)}
    shown = list(figures("validation", {"hand": "by hand", "other": "other"}, "hand", taken, {"other": "no room"}))
    assert shown[-2].split() == ["by", "hand", "polars", "2", "300", "ms", "200", "ms", "1.00", "100", "ms", "5", "MB"]
    assert shown[-1].split(maxsplit=1) == ["other", "not measured: no room"]
