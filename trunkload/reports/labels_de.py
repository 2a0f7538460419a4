"""Knows the German words of a report."""

from trunkload.intake.field_names import field_names
from trunkload.inventory.account import Package
from trunkload.reports.card import PasswordDelivery, RowStatus
from trunkload.reports.file_notes import FileNote
from trunkload.reports.labels import Counted, Labels
from trunkload.reports.plan_view import NextStep
from trunkload.reports.view import SkipReason
from trunkload.validation.actions.action import Action
from trunkload.validation.findings import Severity
from trunkload.validation.language import Lang

GERMAN = Labels(
    skip_to_rows="Zu den Zeilen springen",
    row_links="Zu den Zeilen",
    made_at="Erstellt",
    import_id="Import",
    account_at="Stand beim Anbieter",
    result="Ergebnis",
    orderable=Counted("1 Person ist bereit.", "{n} Personen sind bereit."),
    none_orderable="Keine Zeile ist bereit zum Bestellen.",
    to_fix=Counted("1 Zeile braucht eine Korrektur.", "{n} Zeilen brauchen eine Korrektur."),
    repeated=Counted(
        "Für 1 Person ist nichts zu tun: es ist schon so, geplant oder bestellt.",
        "Für {n} Personen ist nichts zu tun: es ist schon so, geplant oder bestellt.",
    ),
    nothing_ordered="Noch ist nichts davon bestellt.",
    held_back=Counted(
        "1 Zeile ist richtig und wartet, weil alles oder nichts bestellt wird.",
        "{n} Zeilen sind richtig und warten, weil alles oder nichts bestellt wird.",
    ),
    stays_behind=Counted(
        "1 Zeile bleibt zurück. Korrigieren Sie sie und senden Sie dieselbe Liste noch einmal: Wer schon geplant oder "
        "bestellt ist, wird erkannt und nicht noch einmal bestellt.",
        "{n} Zeilen bleiben zurück. Korrigieren Sie sie und senden Sie dieselbe Liste noch einmal: Wer schon geplant "
        "oder bestellt ist, wird erkannt und nicht noch einmal bestellt.",
    ),
    all_together=Counted(
        "Alles oder nichts: Die eine Zeile ist richtig.", "Alles oder nichts: Alle {n} Zeilen sind richtig."
    ),
    receipt="Was in der Datei steht",
    rows_in_file=Counted("1 Zeile in der Datei", "{n} Zeilen in der Datei"),
    statuses={
        RowStatus.BLOCKED: "korrigieren",
        RowStatus.WARNING: "bereit, mit Hinweis",
        RowStatus.READY: "bereit",
        RowStatus.WAITING: "richtig, wartet auf die anderen",
        RowStatus.SKIPPED: "ausgelassen",
    },
    skip_reasons={
        SkipReason.BLANK: "leer",
        SkipReason.HIDDEN: "ausgeblendet",
        SkipReason.EXAMPLE: "Beispiel der Vorlage",
        SkipReason.FOOTER: "Summe oder Fußzeile",
        SkipReason.REPEATED: "schon so, geplant oder bestellt",
    },
    rows=Counted("1 Zeile", "{n} Zeilen"),
    accepted=Counted("1 Zelle genommen wie vorgeschlagen", "{n} Zellen genommen wie vorgeschlagen"),
    cells=Counted("1 Zelle", "{n} Zellen"),
    taken_as="genommen als",
    remembered_from="gemerkt von {file} am {when}",
    row="Zeile",
    more=Counted("und 1 weitere", "und {n} weitere"),
    first="Zuerst zu tun",
    more_causes=Counted("und 1 weitere Ursache, bei ihren Zeilen", "und {n} weitere Ursachen, bei ihren Zeilen"),
    about_the_file="Zur Datei und ihren Spalten",
    shortages="Fehlende Rufnummern",
    shortage="{asked} gebraucht, {free} frei: {missing} zu wenig",
    groups={
        RowStatus.BLOCKED: "Zu korrigieren",
        RowStatus.WARNING: "Bereit, mit Hinweis",
        RowStatus.READY: "Bereit",
        RowStatus.WAITING: "Richtig, wartet auf die anderen",
        RowStatus.SKIPPED: "Schon so, geplant oder bestellt",
    },
    severities={Severity.BLOCKED: "Korrigieren", Severity.WARNING: "Prüfen", Severity.NOTE: "Zur Kenntnis"},
    as_typed="So steht es in der Datei",
    empty="leer",
    suggestion="Vorschlag",
    will_be={Action.ADD: "Wird bestellt", Action.MODIFY: "Wird geändert", Action.DELETE: "Wird gelöscht"},
    kept="{number} wird beim Import für diese Zeile aufgehoben",
    kept_until="{number} ist bis {date} für diese Zeile aufgehoben",
    modified=Counted("1 davon wird geändert.", "{n} davon werden geändert."),
    deleted=Counted(
        "1 davon wird gelöscht; Monatspreise, die damit enden, sind nicht abgezogen.",
        "{n} davon werden gelöscht; Monatspreise, die damit enden, sind nicht abgezogen.",
    ),
    number="Rufnummer",
    why="Warum diese Nummer",
    username="Benutzername",
    internal_number="Interne Nummer",
    package="Konferenzpaket",
    packages={
        Package.NONE: "keins",
        Package.BASIC: "Konferenz Basic",
        Package.PLUS: "Konferenz Plus",
        Package.PREMIUM: "Konferenz Premium",
    },
    password="Passwort",  # noqa: S106 — a label, not a password
    deliveries={PasswordDelivery.SMS: "per SMS", PasswordDelivery.EMAIL: "per E-Mail"},
    site="Standort",
    trunk="SIP-Trunk",
    start="Beginn",
    soonest="so bald wie möglich",
    monthly="Kosten im Monat",
    one_off="Kosten einmalig",
    unknown_price="Preis unbekannt",
    plan="Der Plan",
    workplaces=Counted("1 Arbeitsplatz", "{n} Arbeitsplätze"),
    orders=Counted("1 Auftrag", "{n} Aufträge"),
    workplaces_word=Counted("Arbeitsplatz", "Arbeitsplätze"),
    orders_word=Counted("Auftrag", "Aufträge"),
    plan_size="Umfang",
    per_month="im Monat",
    once="einmalig",
    sample_prices="Musterpreise: kein Angebot eines Anbieters.",
    numbers="Rufnummern",
    number_range="{first} bis {last}",
    no_new_number="ohne neue Rufnummer",
    every_order="Alle Aufträge",
    reference="Auftrag",
    term="Mindestlaufzeit {days} Tage: Vorher lässt sich kein Arbeitsplatz löschen und kein Paket verkleinern.",
    steps={NextStep.KEEP: "Plan festhalten", NextStep.APPROVE: "Kostenpflichtig bestellen"},
    step_means={
        NextStep.KEEP: "Das war nur eine Prüfung. Dieser Befehl merkt die Rufnummern vor und hält den Plan fest; "
        "bestellt wird damit noch nichts:",
        NextStep.APPROVE: "Dieser Befehl bestellt genau diesen Plan, verbindlich. Ändert sich etwas daran, gilt er "
        "nicht mehr:",
    },
    digest="Prüfsumme des Plans",
    columns="So wurden die Spalten gelesen",
    letter="Spalte",
    header="Überschrift",
    read_as="Gelesen als",
    not_used="nicht verwendet",
    may_mean="vielleicht",
    how="Woran erkannt",
    hows={
        "decided": "so entschieden",
        "synonym": "an der Überschrift",
        "context": "an den Nachbarspalten",
        "content": "am Inhalt",
        "fuzzy": "an einer sehr ähnlichen Überschrift",
        "hidden": "ausgeblendet, nicht gelesen",
        "unknown": "Überschrift unbekannt",
    },
    fields=field_names(Lang.DE),
    file="Die Datei",
    name="Name",
    size="Größe",
    format="Format",
    sheet="Tabellenblatt",
    encoding="Zeichensatz",
    delimiter="Trennzeichen",
    delimiters={";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "Senkrechter Strich"},
    header_row="Überschriften in Zeile",
    fingerprint="Fingerabdruck der Überschriften",
    hidden_sheets="Ausgeblendete Tabellenblätter, nicht gelesen",
    to_know="Gut zu wissen",
    notes={
        FileNote.WINDOWS_1252: "Gelesen als Windows-1252: Prüfen Sie die Umlaute.",
        FileNote.MACROS: "Die Makros der Datei werden nicht ausgeführt.",
        FileNote.DATES_1904: "Die Datei zählt Tage ab 1904; so sind sie gelesen.",
    },
    unusable="Diese Datei lässt sich so nicht verwenden",
    what_to_do="Was zu tun ist",
    found_columns="Diese Spalten wurden gefunden",
)
