"""Knows the names of our TM Forum v4 profile: paths, product specifications, characteristics."""

import re
from enum import StrEnum
from urllib.parse import quote

ORDERS = "/tmf-api/productOrderingManagement/v4/productOrder"
CANCELLATIONS = "/tmf-api/productOrderingManagement/v4/cancelProductOrder"
HUB = "/tmf-api/productOrderingManagement/v4/hub"
NUMBERS = "/tmf-api/resourceInventoryManagement/v4/resource"
PRODUCTS = "/tmf-api/productInventory/v4/product"

RESENDING = re.compile(rf"{PRODUCTS}/.+/resendCredentials")
"""Our profile's own operation, which TM Forum does not have (docs/decisions/0010)."""

OFFERING = "sip-trunk-workplace"
SPECIFICATION_VERSION = "1"
NUMBER_CATEGORY = "telephoneNumber"
TOTAL_COUNT = "X-Total-Count"

PLAN_NOTE = "sha256 of the approved plan: "
"""What an order's note begins with: by the digest behind it we know our own orders again."""


class Specification(StrEnum):
    """What a TMF637 product is: the id of its product specification."""

    WORKPLACE = "sip-trunk-workplace-spec"
    TRUNK = "sip-trunk-spec"
    BLOCK = "number-block-spec"
    SITE = "site-spec"
    CONTINGENT = "contingent-spec"
    PRICE_LIST = "price-list-spec"


class Trait(StrEnum):
    """Names of the characteristics of a workplace, as ordered and as read back."""

    GIVEN_NAME = "givenName"
    FAMILY_NAME = "familyName"
    STREET = "street"
    HOUSE_NUMBER = "houseNumber"
    POSTAL_CODE = "postalCode"
    CITY = "city"
    COUNTRY = "country"
    USERNAME = "username"
    EMAIL = "credentialEmail"
    MOBILE = "credentialMobile"
    CHANNEL = "passwordChannel"
    NUMBER = "externalNumber"
    INTERNAL_NUMBER = "internalNumber"
    PACKAGE = "conferencePackage"


def resource_id(number: str) -> str:
    """The id of a number's TMF639 resource: `+493023125101` is `tn-493023125101`."""
    return f"tn-{number.removeprefix('+')}"


def resending_path(workplace_id: str) -> str:
    """Where a workplace's credentials are sent again."""
    return f"{PRODUCTS}/{quote(workplace_id, safe='')}/resendCredentials"


class CredentialsCode(StrEnum):
    """Why a carrier of our profile does not send credentials again."""

    WORKPLACE_UNKNOWN = "WORKPLACE_UNKNOWN"
    ORDER_UNDER_WAY = "ORDER_UNDER_WAY"
    LIMIT = "CREDENTIALS_LIMIT"
