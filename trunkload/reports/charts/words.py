"""Knows the words of the charts in German and in English."""

from dataclasses import dataclass

from trunkload.reports.labels import Counted
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class ChartWords:
    """`{n}` is a count, the other places are named for what fills them."""

    # numbers left
    numbers: str
    by_plan: str
    left: str
    not_given: str
    assigned: str
    lasts: str
    left_here: str
    until: str
    nothing_left: str
    years: str
    unknown_pace: str
    imports_alike: Counted
    no_import_alike: str
    trunk: str
    as_of: str
    pace: str
    no_pace: str
    more_trunks: Counted
    # findings by cause
    causes: str
    cause: str
    blocked: str
    warning: str
    rows: Counted
    rows_head: str
    more_causes: Counted
    # cost
    cost: str
    workplace: str
    together: str
    one_off: str
    one_off_told: str
    all_trunks: str
    unknown: Counted


GERMAN = ChartWords(
    numbers="Freie Rufnummern je SIP-Trunk",
    by_plan="für diesen Plan",
    left="danach frei",
    not_given="vorgemerkt, ruhend, reserviert oder ausgeschlossen",
    assigned="belegt",
    lasts="reicht noch",
    left_here="{trunk}: noch {left} frei",
    until="bis {date}",
    nothing_left="nichts mehr frei",
    years="länger als zehn Jahre",
    unknown_pace="Tempo unbekannt",
    imports_alike=Counted("genug für 1 weiteren Import wie diesen", "genug für {n} weitere Importe wie diesen"),
    no_import_alike="zu wenig für einen weiteren Import wie diesen",
    trunk="SIP-Trunk",
    as_of="Stand {when}.",
    pace="„Bis“ rechnet mit dem Tempo der letzten {days} Tage.",
    no_pace="In {days} Tagen kam bei {trunks} kein Arbeitsplatz dazu: Das Tempo ist nicht bekannt.",
    more_trunks=Counted(
        "1 weiteren SIP-Trunk zeigt „trunkload numbers forecast“.",
        "{n} weitere SIP-Trunks zeigt „trunkload numbers forecast“.",
    ),
    causes="Was gefunden wurde, nach Ursache",
    cause="Ursache",
    blocked="korrigieren",
    warning="prüfen",
    rows=Counted("1 Zeile", "{n} Zeilen"),
    rows_head="Zeilen",
    more_causes=Counted("und 1 weitere Ursache, bei ihren Zeilen", "und {n} weitere Ursachen, bei ihren Zeilen"),
    cost="Kosten im Monat, in {currency}",
    workplace="Arbeitsplatz",
    together="im Monat",
    one_off="einmalig",
    one_off_told="Dazu einmalig {amount}.",
    all_trunks="Alle",
    unknown=Counted(
        "1 Preis ist unbekannt; er fehlt im Bild.",
        "{n} Preise sind unbekannt; sie fehlen im Bild.",
    ),
)

ENGLISH = ChartWords(
    numbers="Free numbers of each SIP trunk",
    by_plan="for this plan",
    left="free afterwards",
    not_given="held, resting, reserved or ruled out",
    assigned="in use",
    lasts="lasts for",
    left_here="{trunk}: {left} left",
    until="until {date}",
    nothing_left="nothing left",
    years="more than ten years",
    unknown_pace="pace unknown",
    imports_alike=Counted("enough for 1 more import like this one", "enough for {n} more imports like this one"),
    no_import_alike="too few for another import like this one",
    trunk="SIP trunk",
    as_of="As of {when}.",
    pace="“Until” reckons with the pace of the last {days} days.",
    no_pace="In {days} days no workplace was added at {trunks}: the pace is not known.",
    more_trunks=Counted(
        "“trunkload numbers forecast” shows 1 more SIP trunk.",
        "“trunkload numbers forecast” shows {n} more SIP trunks.",
    ),
    causes="What was found, by cause",
    cause="Cause",
    blocked="to fix",
    warning="to check",
    rows=Counted("1 row", "{n} rows"),
    rows_head="Rows",
    more_causes=Counted("and 1 more cause, at its rows", "and {n} more causes, at their rows"),
    cost="Cost per month, in {currency}",
    workplace="Workplace",
    together="a month",
    one_off="once",
    one_off_told="And {amount} once.",
    all_trunks="All",
    unknown=Counted(
        "1 price is unknown; it is missing in the picture.",
        "{n} prices are unknown; they are missing in the picture.",
    ),
)

WORDS = {Lang.DE: GERMAN, Lang.EN: ENGLISH}
