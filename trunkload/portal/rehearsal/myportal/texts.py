"""Knows every text of MyPortal's pages, in German and in English."""

from dataclasses import dataclass

from trunkload.inventory.account import Package
from trunkload.portal.rehearsal.myportal.choosing import LONGEST, SHORTEST, PasswordProblem
from trunkload.validation.language import Lang


@dataclass(frozen=True, slots=True)
class Texts:
    """One language; the words in braces are filled."""

    stands_for: str
    languages: str
    error_title: str
    login_title: str
    login_intro: str
    username: str
    password: str
    log_in: str
    wrong_login: str
    locked: str
    page_too_old: str
    session_over: str
    logged_out: str
    choose_title: str
    choose_intro: str
    choose_rule: str
    new_password: str
    repeated_password: str
    choose: str
    problems: dict[PasswordProblem, str]
    chosen: str
    home_title: str
    number: str
    internal_number: str
    package: str
    packages: dict[Package, str]
    site: str
    since: str
    from_day: str
    log_out: str
    nothing_here: str
    to_start: str
    too_large: str
    later: str


TEXTS: dict[Lang, Texts] = {
    Lang.DE: Texts(
        stands_for="Diese Seite gehört zum Probe-Anbieter von Trunkload und steht für MyPortal.",
        languages="Sprache",
        error_title="Nicht gelungen: {title}",
        login_title="Anmelden",
        login_intro="Der Benutzername steht in der E-Mail zu Ihrem Telefonarbeitsplatz. Das Passwort für die erste "
        "Anmeldung kam per SMS oder in einer zweiten E-Mail.",
        username="Benutzername",
        password="Passwort",  # noqa: S106 — a label
        log_in="Anmelden",
        wrong_login="Benutzername und Passwort passen nicht zusammen. Prüfen Sie beide; beim Passwort zählt auch, was "
        "groß und was klein geschrieben ist.",
        locked="Zu viele Versuche mit diesem Benutzernamen. Versuchen Sie es ab {time} Uhr noch einmal.",
        page_too_old="Die Seite war zu lange offen. Geben Sie Ihre Daten noch einmal ein.",
        session_over="Ihre Sitzung ist zu Ende. Melden Sie sich noch einmal an.",
        logged_out="Sie sind abgemeldet.",
        choose_title="Eigenes Passwort wählen",
        choose_intro="Das Passwort, das Ihnen geschickt wurde, gilt nur, bis Sie hier Ihr eigenes gewählt haben.",
        choose_rule=f"Mindestens {SHORTEST} Zeichen, anders als das geschickte und als Ihr Benutzername.",
        new_password="Neues Passwort",  # noqa: S106 — a label
        repeated_password="Neues Passwort, noch einmal",  # noqa: S106 — a label
        choose="Passwort speichern",
        problems={
            PasswordProblem.TOO_SHORT: f"Das Passwort ist zu kurz. Nehmen Sie mindestens {SHORTEST} Zeichen.",
            PasswordProblem.TOO_LONG: f"Das Passwort ist zu lang. Nehmen Sie höchstens {LONGEST} Zeichen.",
            PasswordProblem.THE_USERNAME: "Das ist Ihr Benutzername. Nehmen Sie etwas anderes.",
            PasswordProblem.NOT_TWICE: "Die beiden Eingaben sind verschieden. Geben Sie zweimal dasselbe ein.",
            PasswordProblem.THE_OLD_ONE: "Das ist das Passwort, das Ihnen geschickt wurde. Nehmen Sie ein anderes.",
        },
        chosen="Ihr Passwort ist gespeichert. Das geschickte gilt nicht mehr.",
        home_title="Ihr Telefonarbeitsplatz",
        number="Rufnummer",
        internal_number="Interne Nummer",
        package="Konferenzpaket",
        packages={
            Package.NONE: "keins",
            Package.BASIC: "Konferenz Basic",
            Package.PLUS: "Konferenz Plus",
            Package.PREMIUM: "Konferenz Premium",
        },
        site="Standort",
        since="In Betrieb seit",
        from_day="In Betrieb ab",
        log_out="Abmelden",
        nothing_here="Hier ist nichts.",
        to_start="Zu Ihrem Telefonarbeitsplatz",
        too_large="Das war mehr, als dieses Formular fasst.",
        later="Das geht gerade nicht. Versuchen Sie es in ein paar Minuten noch einmal.",
    ),
    Lang.EN: Texts(
        stands_for="This page belongs to Trunkload's rehearsal carrier and stands for MyPortal.",
        languages="Language",
        error_title="Not done: {title}",
        login_title="Log in",
        login_intro="The username is in the e-mail about your telephone workplace. The password for the first login "
        "came by SMS or in a second e-mail.",
        username="Username",
        password="Password",  # noqa: S106 — a label
        log_in="Log in",
        wrong_login="Username and password do not belong together. Check both; in the password, capital and small "
        "letters are different.",
        locked="Too many attempts with this username. Try again from {time} on.",
        page_too_old="The page was open for too long. Enter your data once more.",
        session_over="Your session is over. Log in once more.",
        logged_out="You are logged out.",
        choose_title="Choose your own password",
        choose_intro="The password that was sent to you counts only until you have chosen your own here.",
        choose_rule=f"At least {SHORTEST} characters, other than the one sent and than your username.",
        new_password="New password",  # noqa: S106 — a label
        repeated_password="New password, once more",  # noqa: S106 — a label
        choose="Save password",
        problems={
            PasswordProblem.TOO_SHORT: f"The password is too short. Take at least {SHORTEST} characters.",
            PasswordProblem.TOO_LONG: f"The password is too long. Take at most {LONGEST} characters.",
            PasswordProblem.THE_USERNAME: "This is your username. Take something else.",
            PasswordProblem.NOT_TWICE: "The two entries differ. Enter the same twice.",
            PasswordProblem.THE_OLD_ONE: "This is the password that was sent to you. Take another one.",
        },
        chosen="Your password is saved. The one sent to you no longer counts.",
        home_title="Your telephone workplace",
        number="Telephone number",
        internal_number="Internal number",
        package="Conference package",
        packages={
            Package.NONE: "none",
            Package.BASIC: "Conference Basic",
            Package.PLUS: "Conference Plus",
            Package.PREMIUM: "Conference Premium",
        },
        site="Site",
        since="In service since",
        from_day="In service from",
        log_out="Log out",
        nothing_here="There is nothing here.",
        to_start="To your telephone workplace",
        too_large="That was more than this form takes.",
        later="This is not possible just now. Try again in a few minutes.",
    ),
}
