"""Knows how the rehearsal carrier's login data reaches people: through our outbox, as the carrier would send it."""

from trunkload.inventory.account import Package
from trunkload.inventory.phone_text import phone_text
from trunkload.notify.errors import NotifyError
from trunkload.notify.messages import build_login_messages
from trunkload.notify.occasions import WorkplaceLogin
from trunkload.notify.outbox import Outbox
from trunkload.portal.rehearsal.delivery import Credentials, DeliveryError
from trunkload.validation.language import Lang


class OutboxDelivery:
    """A CredentialDelivery; the same item's messages take the same files, so a second delivery replaces the first.

    Credentials that are sent again have messages of their own: `…-again-1-welcome` lies beside `…-welcome`.
    """

    def __init__(self, outbox: Outbox, lang: Lang) -> None:
        self._outbox = outbox
        self._lang = lang

    def deliver(self, credentials: Credentials) -> None:
        try:
            for message in build_login_messages(self._login(credentials)):
                self._outbox.tell(message)
        except NotifyError as failed:
            raise DeliveryError(str(failed)) from failed

    def _login(self, given: Credentials) -> WorkplaceLogin:
        return WorkplaceLogin(
            given_name=given.given_name,
            family_name=given.family_name,
            username=given.username,
            email=given.email,
            mobile=given.mobile,
            password=given.password,
            number=phone_text(given.number),
            internal_number=given.internal_number,
            package=Package(given.package),
            order_reference=given.order_reference,
            item_id=f"{given.item_id}-again-{given.again}" if given.again else given.item_id,
            lang=self._lang,
            again=given.again > 0,
        )
