"""A carrier to rehearse with: embedded, with its own database, of our TM Forum profile."""

from trunkload.portal.rehearsal.carrier import RehearsalCarrier
from trunkload.portal.rehearsal.delivery import CredentialDelivery, Credentials, DeliveryError
from trunkload.portal.rehearsal.file_entry import AccountFileError, AccountFileProblem
from trunkload.portal.rehearsal.loading import known_customers, load_account
from trunkload.portal.rehearsal.transport import RehearsalTransport, rehearsal_client

__all__ = [
    "AccountFileError",
    "AccountFileProblem",
    "CredentialDelivery",
    "Credentials",
    "DeliveryError",
    "RehearsalCarrier",
    "RehearsalTransport",
    "known_customers",
    "load_account",
    "rehearsal_client",
]
