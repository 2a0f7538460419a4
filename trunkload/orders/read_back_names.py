"""Knows what people call a characteristic that is read back."""

from trunkload.intake.field_names import field_name
from trunkload.validation.language import Lang

FIELD_OF = {
    "given_name": "first_name",
    "family_name": "last_name",
    "email": "auth_email",
    "package": "conference_package",
    "password_channel": "auth_without_mobile",
    "number": "phone_number",
}
"""Read-back names whose canonical field is called differently."""


def characteristic_name(name: str, lang: Lang) -> str:
    return field_name(FIELD_OF.get(name, name), lang)
