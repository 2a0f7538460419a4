"""Knows how it is worded when a trunk runs out of numbers (N-10)."""

from datetime import date

from trunkload.flows.words import say, say_count
from trunkload.inventory.forecast import PACE_DAYS, Forecast
from trunkload.reports.notation import day_text
from trunkload.validation.language import Lang


def forecast_line(one: Forecast, today: date, lang: Lang, *, named: bool = True) -> str:
    """`named`: with the pace, where no column says it."""
    out = one.runs_out_on(today)
    if not one.free:
        return say("forecast_out", lang)
    if not one.activated:
        return say("forecast_nobody", lang, days=PACE_DAYS)
    pace = say_count("forecast_pace", one.activated, lang, days=PACE_DAYS) + " " if named else ""
    if out is None:
        return pace + say("forecast_years", lang)
    return pace + say("forecast_soon" if one.is_short else "forecast_until", lang, date=day_text(out, lang))
