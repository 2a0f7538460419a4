"""Knows the canonical columns of a staff sheet (domain.md section 7)."""

from enum import StrEnum


class Field(StrEnum):
    """One canonical column; a password column is none of them and never will be."""

    EMPLOYEE_ID = "employee_id"
    ACTION = "action"
    SALUTATION = "salutation"
    TITLE = "title"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    COUNTRY = "country"
    EMAIL = "email"
    AUTH_EMAIL = "auth_email"
    AUTH_EMAIL_CONFIRM = "auth_email_confirm"
    MOBILE = "mobile"
    AUTH_WITHOUT_MOBILE = "auth_without_mobile"
    USERNAME = "username"
    TRUNK = "trunk"
    LOCATION = "location"
    PHONE_NUMBER = "phone_number"
    EXTENSION = "extension"
    INTERNAL_NUMBER = "internal_number"
    NUMBER_BLOCK = "number_block"
    CONFERENCE_PACKAGE = "conference_package"
    ACTIVATION_DATE = "activation_date"
    START_DATE = "start_date"
    DEPARTMENT = "department"
    COST_CENTER = "cost_center"
    REMARK = "remark"


STAFF_COLUMNS: tuple[str, ...] = tuple(field.value for field in Field)
