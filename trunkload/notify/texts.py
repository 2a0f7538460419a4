"""Knows every sentence of our e-mails and SMS, in German and in English."""

from dataclasses import dataclass

from trunkload.inventory.account_words import Package
from trunkload.notify.occasions import Outcome
from trunkload.validation.actions.action import Action
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class Texts:
    """One language; the words in braces are filled."""

    greeting: str
    closing: str
    # to the person: the workplace
    welcome_subject: str
    welcome: str
    again_subject: str
    again: str
    login_at: str
    username: str
    number: str
    internal_number: str
    package: str
    packages: dict[Package, str]
    password_by_sms: str
    password_by_email: str
    # to the person: the password
    password_subject: str
    password_intro: str
    password: str
    password_next: str
    password_sms: str
    # to the person: what changed
    change_subject: str
    change_intro: str
    change_pair: str
    change_since: str
    change_number: str
    change_package: str
    # to the admin
    admin_greeting: str
    confirmation_subject: str
    confirmation_counts: dict[Action, str]
    confirmation_workplaces: str
    confirmation_intro: str
    outcomes: dict[Action, dict[Outcome, str]]
    outcome_next: dict[Outcome, str]
    reopening: str
    reopening_one: str
    not_compared: str
    login_by_carrier: str
    import_id: str
    row: str
    name: str
    result: str


TEXTS: dict[Lang, Texts] = {
    Lang.DE: Texts(
        greeting="Guten Tag {name},",
        closing="Ihre Telefonie-Administration",
        welcome_subject="Ihr Telefonarbeitsplatz: {number}",
        welcome="Ihr Telefonarbeitsplatz ist eingerichtet. Damit melden Sie sich an:",
        again_subject="Neue Zugangsdaten für Ihren Telefonarbeitsplatz: {number}",
        again="Sie bekommen neue Zugangsdaten; Ihr bisheriges Passwort gilt nicht mehr. Damit melden Sie sich an:",
        login_at="Anmelden unter",
        username="Benutzername",
        number="Rufnummer",
        internal_number="Interne Nummer",
        package="Konferenzpaket",
        packages={
            Package.NONE: "keins",
            Package.BASIC: "Konferenz Basic",
            Package.PLUS: "Konferenz Plus",
            Package.PREMIUM: "Konferenz Premium",
        },
        password_by_sms="Das Passwort für die erste Anmeldung kommt per SMS auf Ihr Mobiltelefon.",  # noqa: S106 — a sentence
        password_by_email="Das Passwort für die erste Anmeldung kommt in einer zweiten E-Mail.",  # noqa: S106 — a sentence
        password_subject="Ihr Passwort für die erste Anmeldung",  # noqa: S106 — a sentence
        password_intro="mit diesem Passwort melden Sie sich zum ersten Mal an Ihrem Telefonarbeitsplatz an:",  # noqa: S106 — a sentence
        password="Passwort",  # noqa: S106 — a label
        password_next="Der Benutzername steht in einer zweiten E-Mail. Wählen Sie bei der ersten Anmeldung ein "  # noqa: S106 — a sentence
        "eigenes Passwort und löschen Sie dann diese E-Mail.",
        password_sms="Ihr Telefonarbeitsplatz, Passwort für die erste Anmeldung:\n{password}\n"  # noqa: S106 — a sentence
        "Der Benutzername kommt per E-Mail.",
        change_subject="Ihr Telefonarbeitsplatz wurde geändert",
        change_intro="Ihr Telefonarbeitsplatz wurde geändert. Das ist jetzt anders:",
        change_pair="bisher {before}, jetzt {now}",
        change_since="Gilt ab",
        change_number="Unter der bisherigen Rufnummer erreicht Sie niemand mehr: Geben Sie die neue weiter.",
        change_package="Damit das andere Konferenzpaket wirkt: Schließen Sie Ihre Clients auf allen Geräten und "
        "öffnen Sie sie wieder. Melden Sie sich dabei nicht ab.",
        admin_greeting="Guten Tag,",
        confirmation_subject="Auftragsbestätigung: {counts}",
        confirmation_counts={
            Action.ADD: "{done} von {all}{workplaces} eingerichtet",
            Action.MODIFY: "{done} von {all}{workplaces} geändert",
            Action.DELETE: "{done} von {all}{workplaces} gelöscht",
        },
        confirmation_workplaces=" Arbeitsplätzen",
        confirmation_intro="die Aufträge dieses Imports, jede Zeile mit ihrem Ergebnis:",
        outcomes={
            Action.ADD: {
                Outcome.DONE: "eingerichtet und beim Anbieter nachgelesen",
                Outcome.DIFFERENT: "eingerichtet, aber anders als bestellt",
                Outcome.NOT_ORDERED: "nicht eingerichtet",
                Outcome.OPEN: "noch offen",
            },
            Action.MODIFY: {
                Outcome.DONE: "geändert und beim Anbieter nachgelesen",
                Outcome.DIFFERENT: "geändert, aber anders als bestellt",
                Outcome.NOT_ORDERED: "nicht geändert",
                Outcome.OPEN: "noch offen",
            },
            Action.DELETE: {
                Outcome.DONE: "gelöscht und beim Anbieter nachgelesen",
                Outcome.DIFFERENT: "als gelöscht gemeldet, aber beim Anbieter noch da",
                Outcome.NOT_ORDERED: "nicht gelöscht",
                Outcome.OPEN: "noch offen",
            },
        },
        outcome_next={
            Outcome.DONE: "",
            Outcome.DIFFERENT: "Vergleichen Sie diese Arbeitsplätze im Portal des Anbieters mit dem Bericht.",
            Outcome.NOT_ORDERED: "Lesen Sie den Grund, korrigieren Sie die Zeile und laden Sie die Datei noch einmal "
            "hoch: Wer schon einen Arbeitsplatz hat, wird nicht doppelt bestellt.",
            Outcome.OPEN: "Warten Sie die offenen Zeilen ab und bestellen Sie sie nicht neu: Ein verspäteter Auftrag "
            "läuft von selbst weiter.",
        },
        reopening="{n} Personen haben ein anderes Konferenzpaket. Sie lesen in einer E-Mail, dass sie ihre Clients "
        "schließen (nicht abmelden) und wieder öffnen müssen.",
        reopening_one="Eine Person hat ein anderes Konferenzpaket. Sie liest in einer E-Mail, dass sie ihre Clients "
        "schließen (nicht abmelden) und wieder öffnen muss.",
        not_compared="Nicht in der Liste des Anbieters, also nicht verglichen: {names}.",
        login_by_carrier="Benutzernamen und Passwörter verschickt der Anbieter selbst; Trunkload hat keine.",
        import_id="Import",
        row="Zeile",
        name="Name",
        result="Ergebnis",
    ),
    Lang.EN: Texts(
        greeting="Hello {name},",
        closing="Your telephony administration",
        welcome_subject="Your telephone workplace: {number}",
        welcome="Your telephone workplace is ready. This is how you log in:",
        again_subject="New login data for your telephone workplace: {number}",
        again="You get new login data; the password you had no longer counts. This is how you log in:",
        login_at="Log in at",
        username="Username",
        number="Telephone number",
        internal_number="Internal number",
        package="Conference package",
        packages={
            Package.NONE: "none",
            Package.BASIC: "Conference Basic",
            Package.PLUS: "Conference Plus",
            Package.PREMIUM: "Conference Premium",
        },
        password_by_sms="The password for your first login comes by SMS to your mobile phone.",  # noqa: S106 — a sentence
        password_by_email="The password for your first login comes in a second e-mail.",  # noqa: S106 — a sentence
        password_subject="Your password for the first login",  # noqa: S106 — a sentence
        password_intro="With this password you log in to your telephone workplace for the first time:",  # noqa: S106 — a sentence
        password="Password",  # noqa: S106 — a label
        password_next="The username is in a second e-mail. Choose a password of your own at the first login, then "  # noqa: S106 — a sentence
        "delete this e-mail.",
        password_sms="Your telephone workplace, password for the first login:\n{password}\n"  # noqa: S106 — a sentence
        "The username comes by e-mail.",
        change_subject="Your telephone workplace was changed",
        change_intro="Your telephone workplace was changed. This is different now:",
        change_pair="{before} before, {now} now",
        change_since="In effect from",
        change_number="Nobody reaches you under the former number any more: pass on the new one.",
        change_package="For the other conference package to take effect: close your clients on all devices and open "
        "them again. Do not log out.",
        admin_greeting="Hello,",
        confirmation_subject="Order confirmation: {counts}",
        confirmation_counts={
            Action.ADD: "{done} of {all}{workplaces} set up",
            Action.MODIFY: "{done} of {all}{workplaces} changed",
            Action.DELETE: "{done} of {all}{workplaces} deleted",
        },
        confirmation_workplaces=" workplaces",
        confirmation_intro="The orders of this import, every row with its result:",
        outcomes={
            Action.ADD: {
                Outcome.DONE: "set up and read back from the carrier",
                Outcome.DIFFERENT: "set up, but not as ordered",
                Outcome.NOT_ORDERED: "not set up",
                Outcome.OPEN: "still open",
            },
            Action.MODIFY: {
                Outcome.DONE: "changed and read back from the carrier",
                Outcome.DIFFERENT: "changed, but not as ordered",
                Outcome.NOT_ORDERED: "not changed",
                Outcome.OPEN: "still open",
            },
            Action.DELETE: {
                Outcome.DONE: "deleted and read back from the carrier",
                Outcome.DIFFERENT: "reported as deleted, but still there at the carrier",
                Outcome.NOT_ORDERED: "not deleted",
                Outcome.OPEN: "still open",
            },
        },
        outcome_next={
            Outcome.DONE: "",
            Outcome.DIFFERENT: "Compare these workplaces in the carrier's portal with the report.",
            Outcome.NOT_ORDERED: "Read the reason, fix the row and upload the file again: whoever has a workplace "
            "already is not ordered twice.",
            Outcome.OPEN: "Wait for the open rows and do not order them again: a late order carries on by itself.",
        },
        reopening="{n} people have another conference package. An e-mail tells them to close their clients "
        "(not log out) and open them again.",
        reopening_one="One person has another conference package. An e-mail tells them to close their clients "
        "(not log out) and open them again.",
        not_compared="Not in the carrier's list, so not compared: {names}.",
        login_by_carrier="The carrier itself sends usernames and passwords; Trunkload has none.",
        import_id="Import",
        row="Row",
        name="Name",
        result="Result",
    ),
}
