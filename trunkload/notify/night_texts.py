"""Knows every sentence about a night of imports, in German and in English."""

from dataclasses import dataclass

from trunkload.orders.arrival import ArrivalOutcome
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class NightTexts:
    """One language; the words in braces are filled. Pairs are for one and for any other number."""

    greeting: str
    closing: str
    subject_files: tuple[str, str]
    subject_waiting: tuple[str, str]
    subject_else: str
    intro: str
    quiet: str
    files: tuple[str, str]
    headers: tuple[str, str, str, str]
    counts: dict[ArrivalOutcome, str]
    outcomes: dict[ArrivalOutcome, str]
    folder: str
    laid_aside: str
    ready: str
    blocked: str
    skipped: str
    waiting: str
    too_long: str
    orders: tuple[str, str]
    unsent: tuple[str, str]
    failures: dict[str, str]
    same_note: str


NIGHT_TEXTS: dict[Lang, NightTexts] = {
    Lang.DE: NightTexts(
        greeting="Guten Tag,",
        closing="Ihre Telefonie-Administration",
        subject_files=("Import: eine Datei gelesen", "Import: {n} Dateien gelesen"),
        subject_waiting=("eine Freigabe wartet", "{n} Freigaben warten"),
        subject_else="Import: noch nicht alles erledigt",
        intro="das ist seit der letzten Übersicht geschehen, und das wartet. Bestellt ist davon nichts ohne Freigabe.",
        quiet="Nichts ist angekommen, und nichts wartet.",
        files=("Eine Datei ist angekommen: {counts}.", "{n} Dateien sind angekommen: {counts}."),
        headers=("Datei", "Ergebnis", "Import", "Zeilen"),
        counts={
            ArrivalOutcome.PLANNED: "{n} geplant",
            ArrivalOutcome.NEEDS_FIXING: "{n} mit Zeilen zum Korrigieren",
            ArrivalOutcome.NOTHING_TO_ORDER: "{n} ohne etwas zu bestellen",
            ArrivalOutcome.REFUSED: "{n} abgelehnt",
            ArrivalOutcome.SAME: "{n} schon importiert",
            ArrivalOutcome.FAILED: "{n} noch nicht importiert",
        },
        outcomes={
            ArrivalOutcome.PLANNED: "geplant",
            ArrivalOutcome.NEEDS_FIXING: "Zeilen korrigieren: siehe {id}-to-fix in „done“",
            ArrivalOutcome.NOTHING_TO_ORDER: "nichts zu bestellen: siehe {id}-report in „done“",
            ArrivalOutcome.REFUSED: "abgelehnt: {why}",
            ArrivalOutcome.SAME: "dieselbe Datei wie {id}: nicht noch einmal importiert",
            ArrivalOutcome.FAILED: "noch nicht importiert, seit {since} versucht, wird noch einmal versucht: {why}",
        },
        folder="ein Ordner: wird nicht angesehen. Legen Sie seine Dateien einzeln in den Eingang.",
        laid_aside="Jede gelesene Datei liegt mit ihrem Bericht in {done}, jede abgelehnte in {refused}.",
        ready="{n} bereit",
        blocked="{n} zu korrigieren",
        skipped="{n} ausgelassen",
        waiting="{id} ({file}) wartet seit {since} auf Freigabe und verfällt am {until}.",
        too_long="Zu lange: {id} ({file}) wartet seit {since} auf Freigabe und verfällt am {until}. Sehen Sie den Plan "
        "mit „trunkload show {id}“ an, und geben Sie ihn frei oder brechen Sie ihn ab.",
        orders=(
            "{id}: Ein Auftrag ist seit {since} nicht abgeschlossen.",
            "{id}: {n} Aufträge sind seit {since} nicht abgeschlossen.",
        ),
        unsent=(
            "Eine Nachricht ging nicht hinaus. „trunkload messages --failed“ sagt, warum.",
            "{n} Nachrichten gingen nicht hinaus. „trunkload messages --failed“ sagt, warum.",
        ),
        failures={
            "carrier": "der Anbieter war nicht zu erreichen oder lehnte ab",
            "inbox": "im Eingang ließ sich die Datei nicht lesen oder nicht bewegen",
            "worker": "wer daran arbeitete, endete mittendrin",
            "defect": "der Import brach an etwas ab, das im Programm nicht vorgesehen ist",
            "storage": "Datenbank oder Dateiablage waren nicht zu erreichen",
            "reader": "das Lesen wurde abgebrochen",
            "stopped": "etwas fehlt; „trunkload inbox“ sagt, was",
        },
        same_note="{file} hat genau den Inhalt, der als {id} schon importiert ist. Trunkload hat die Datei nicht noch "
        "einmal importiert. „trunkload show {id}“ zeigt, was daraus geworden ist.\n",
    ),
    Lang.EN: NightTexts(
        greeting="Hello,",
        closing="Your telephony administration",
        subject_files=("Import: one file read", "Import: {n} files read"),
        subject_waiting=("one approval waits", "{n} approvals wait"),
        subject_else="Import: not everything is done yet",
        intro="This has happened since the last summary, and this waits. Nothing of it is ordered without an approval.",
        quiet="Nothing has arrived, and nothing waits.",
        files=("One file has arrived: {counts}.", "{n} files have arrived: {counts}."),
        headers=("File", "Result", "Import", "Rows"),
        counts={
            ArrivalOutcome.PLANNED: "{n} planned",
            ArrivalOutcome.NEEDS_FIXING: "{n} with rows to fix",
            ArrivalOutcome.NOTHING_TO_ORDER: "{n} with nothing to order",
            ArrivalOutcome.REFUSED: "{n} refused",
            ArrivalOutcome.SAME: "{n} imported already",
            ArrivalOutcome.FAILED: "{n} not imported yet",
        },
        outcomes={
            ArrivalOutcome.PLANNED: "planned",
            ArrivalOutcome.NEEDS_FIXING: "fix rows: see {id}-to-fix in “done”",
            ArrivalOutcome.NOTHING_TO_ORDER: "nothing to order: see {id}-report in “done”",
            ArrivalOutcome.REFUSED: "refused: {why}",
            ArrivalOutcome.SAME: "the same file as {id}: not imported again",
            ArrivalOutcome.FAILED: "not imported yet, tried since {since}, is tried again: {why}",
        },
        folder="a folder: not looked into. Put its files into the inbox one by one.",
        laid_aside="Every file that was read lies with its report in {done}, every refused one in {refused}.",
        ready="{n} ready",
        blocked="{n} to fix",
        skipped="{n} left out",
        waiting="{id} ({file}) has waited for approval since {since} and lapses on {until}.",
        too_long="Too long: {id} ({file}) has waited for approval since {since} and lapses on {until}. Look at the "
        "plan with “trunkload show {id}”, then approve or cancel it.",
        orders=(
            "{id}: one order has not been final since {since}.",
            "{id}: {n} orders have not been final since {since}.",
        ),
        unsent=(
            "One message did not get out. “trunkload messages --failed” says why.",
            "{n} messages did not get out. “trunkload messages --failed” says why.",
        ),
        failures={
            "carrier": "the carrier could not be reached or refused",
            "inbox": "the file could not be read or moved in the inbox",
            "worker": "who worked on it ended half-way",
            "defect": "the import broke off at something that the program does not provide for",
            "storage": "the database or the file store could not be reached",
            "reader": "reading was broken off",
            "stopped": "something is missing; “trunkload inbox” says what",
        },
        same_note="{file} has exactly the content that is imported already as {id}. Trunkload has not imported it "
        "again. “trunkload show {id}” shows what became of it.\n",
    ),
}
