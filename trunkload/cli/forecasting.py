"""The command `numbers forecast`: when each trunk runs out of numbers (N-10)."""

from datetime import date

import pandas as pd

from trunkload.cli.account_at_hand import account_at_hand, tell_time
from trunkload.cli.exits import READY
from trunkload.cli.say import say
from trunkload.cli.table import print_records, print_table
from trunkload.flows.forecast_words import forecast_line
from trunkload.inventory.account import Account
from trunkload.inventory.availability import may_be_given
from trunkload.inventory.forecast import Forecast, forecasts
from trunkload.reports.notation import count_text

FORECAST_COLUMNS = ["trunk", "site", "may_be_given", "activated_last_90_days", "days_left", "runs_out_on", "taken_at"]


def run_forecast(answer: str, lang: str | None) -> int:
    at_hand = account_at_hand(lang)
    account, spoken, today = at_hand.account, at_hand.lang, at_hand.house.today
    told = forecasts(account, may_be_given(account, at_hand.choosing))
    if answer != "table":
        print_records(_for_machines(told, account, today), answer)
        return READY
    sites = {one.id: one.site for one in account.trunks}
    counts = (tuple(count_text(count, spoken) for count in (one.free, one.activated)) for one in told)
    rows = [
        [one.trunk, sites[one.trunk], *counted, forecast_line(one, today, spoken, named=False)]
        for one, counted in zip(told, counts, strict=True)
    ]
    print_table(say("columns_forecast", spoken).split("|"), rows, (0, 1, 2, 3))
    tell_time(at_hand)
    return READY


def _for_machines(told: tuple[Forecast, ...], account: Account, today: date) -> pd.DataFrame:
    sites, taken_at = {one.id: one.site for one in account.trunks}, account.taken_at.isoformat()
    rows = [
        (one.trunk, sites[one.trunk], one.free, one.activated, one.days_left, _iso(one.runs_out_on(today)), taken_at)
        for one in told
    ]
    frame = pd.DataFrame(rows, columns=FORECAST_COLUMNS).astype({"days_left": "Int64", "runs_out_on": "str"})
    return frame.set_index("trunk")


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
