"""Knows every sentence that Prefect's page shows of a run, in German and in English."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class RunTexts:
    """One language; the words in braces are filled. `stops`: by the code of a stop, why a run ends without an order."""

    receipt: str
    kinds: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    plan: str
    columns: tuple[str, str, str]
    cost: str
    unknown: str
    sample: str
    approve: str
    report: str
    report_lies: str
    form: str
    digest: str
    digest_help: str
    approver: str
    approver_help: str
    again: str
    stops: MappingProxyType[str, str]


RUN_TEXTS: Final[dict[Lang, RunTexts]] = {
    Lang.DE: RunTexts(
        receipt="Beleg von {id} ({file}): jede Zeile der Datei einmal.",
        kinds=("Zeilen", "Anzahl"),
        rows=(
            ("rows", "in der Datei"),
            ("ready", "bereit"),
            ("ready_with_warnings", "bereit, mit Hinweis"),
            ("blocked", "zu korrigieren"),
            ("blank", "leer"),
            ("hidden", "ausgeblendet"),
            ("example", "Beispiel"),
            ("footer", "Fußzeile"),
            ("repeated", "schon so, geplant oder bestellt"),
        ),
        plan="Plan von {id} ({file}), Prüfsumme `{digest}`: {cost}. {approve}",
        columns=("SIP-Trunk", "Aufträge", "Arbeitsplätze"),
        cost="{monthly} im Monat, {one_off} einmalig",
        unknown="Preis unbekannt",
        sample=" (Beispielpreise)",
        approve="Bestellt ist nichts ohne Freigabe: `{command}`",
        report="Bericht von {id}",
        report_lies="Der Bericht liegt in `{place}`; `trunkload report {id} --open` zeigt ihn.",
        form="Der Plan von **{id}** ({file}) wartet auf Freigabe: {items} Arbeitsplätze, {cost}. Wer ihn freigibt, "
        "bestellt verbindlich. Er verfällt am {until}.",
        digest="Prüfsumme",
        digest_help="Mindestens 16 Zeichen der Prüfsumme des Plans, wie Bericht oder „trunkload show {id}“ sie zeigen.",
        approver="Wer gibt frei?",
        approver_help="Ihr Name, wie er im Protokoll stehen soll.",
        again="**Nicht freigegeben: {why}** ",
        stops=MappingProxyType(
            {
                "no_such_import": "Diesen Import gibt es hier nicht.",
                "data_deleted": "Die Daten dieses Imports sind nach der Aufbewahrungsfrist gelöscht.",
                "digest_wrong": "Die Prüfsumme gehört nicht zu diesem Plan.",
                "plan_changed": "Der Plan ist nicht mehr der, der gezeigt wurde; nichts ist bestellt. Senden Sie die "
                "Liste noch einmal.",
                "four_eyes": "Wer die Liste hochgeladen hat, darf ihren Plan nicht freigeben.",
                "was_cancelled": "Der Plan wurde abgebrochen; nichts ist bestellt.",
                "has_lapsed": "Der Plan ist verfallen; nichts ist bestellt. Senden Sie die Liste noch einmal.",
                "was_rejected": "Zu bestellen gab es nichts.",
                "already_ordered": "Der Plan ist schon bestellt.",
                "already_approved": "Der Plan ist schon anderswo freigegeben.",
                "nothing_planned": "Ein Plan ist noch nicht gemacht.",
                "account_missing": "Was der Kunde beim Anbieter hat, ist nicht bekannt. Lesen Sie es mit "
                "„trunkload sync“.",
            }
        ),
    ),
    Lang.EN: RunTexts(
        receipt="Receipt of {id} ({file}): every row of the file once.",
        kinds=("rows", "count"),
        rows=(
            ("rows", "in the file"),
            ("ready", "ready"),
            ("ready_with_warnings", "ready, with a warning"),
            ("blocked", "to fix"),
            ("blank", "blank"),
            ("hidden", "hidden"),
            ("example", "example"),
            ("footer", "footer"),
            ("repeated", "so already, planned or ordered"),
        ),
        plan="Plan of {id} ({file}), digest `{digest}`: {cost}. {approve}",
        columns=("SIP trunk", "orders", "workplaces"),
        cost="{monthly} a month, {one_off} once",
        unknown="price unknown",
        sample=" (sample prices)",
        approve="Nothing is ordered without an approval: `{command}`",
        report="Report of {id}",
        report_lies="The report lies in `{place}`; `trunkload report {id} --open` shows it.",
        form="The plan of **{id}** ({file}) waits for approval: {items} workplaces, {cost}. Whoever approves it orders "
        "bindingly. It lapses on {until}.",
        digest="Digest",
        digest_help="At least 16 characters of the plan’s digest, as its report or “trunkload show {id}” shows it.",
        approver="Who approves?",
        approver_help="Your name, as the audit trail is to have it.",
        again="**Not approved: {why}** ",
        stops=MappingProxyType(
            {
                "no_such_import": "There is no such import here.",
                "data_deleted": "The data of this import are deleted: its time of retention is over.",
                "digest_wrong": "The digest is not that of this plan.",
                "plan_changed": "The plan is no longer the one that was shown; nothing is ordered. Send the sheet "
                "again.",
                "four_eyes": "Whoever uploaded the sheet may not approve its plan.",
                "was_cancelled": "The plan was cancelled; nothing is ordered.",
                "has_lapsed": "The plan has lapsed; nothing is ordered. Send the sheet again.",
                "was_rejected": "There was nothing to order.",
                "already_ordered": "The plan is ordered already.",
                "already_approved": "The plan is approved elsewhere already.",
                "nothing_planned": "No plan is made yet.",
                "account_missing": "What the customer has at the carrier is not known. Read it with “trunkload sync”.",
            }
        ),
    ),
}
