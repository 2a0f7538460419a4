"""Knows the German number plan as far as a SIP trunk needs it; standard library only."""

MAX_NATIONAL_DIGITS = 12
"""S-14: area code and subscriber number together, without the leading 0; with 49 that is 14 digits (S-15)."""

MAX_INTERNATIONAL_DIGITS = 15
"""E.164, country code included; for numbers outside +49 (N-04)."""

TELEPHONE_CHARACTERS = "[0-9 +()/\\-.\u00a0\u2013]"
"""What a number may be written with (domain.md 2.4): digits, blank, + ( ) / - . and NBSP, en dash."""

GERMAN_MOBILE = r"\+491(?:5[0-9]|6[023]|7[0-9])[0-9]{7,8}"
"""Mobile numbers that take an SMS: 10 or 11 national digits (domain.md 2.4)."""

SPECIAL_NATIONAL = (
    r"\+49(?:10[0-9]*|11[0258][0-9]*|116[0-9]*|137[0-9]*|180[0-9]*|700[0-9]*|800[0-9]*|900[0-9]*|32[0-9]*)"
)
"""N-09: never a workplace number, never an SMS target; written behind +49."""

SPECIAL_SHORT = r"11[025]|116[0-9]{3}|118[0-9]{2,3}"
"""N-09: the short numbers as they are dialled."""

SPECIAL_FUNCTION_INTERNAL = r"7[78][0-9]*"
"""S-17: tied to special functions."""

DIRECTORY_INTERNAL = r"118[0-9]{2}"
"""S-18: five digits only."""

DIRECTORY_SIX_DIGITS = r"1180[0-9]{2}"
"""Directory enquiries have such numbers too; section 1.6 tells of them, and bans five digits only."""

OUTSIDE_LINE_INTERNAL = r"0[0-9]+"
"""N-08: the 0 asks for an outside line."""

EMERGENCY_INTERNAL = r"11[02][0-9]*"
"""S-19: an emergency call would be dialled."""

BANNED_INTERNAL = rf"(?:{SPECIAL_FUNCTION_INTERNAL}|{DIRECTORY_INTERNAL}|{EMERGENCY_INTERNAL})"
"""S-17 to S-19 together; to be matched in full. "Beginning with" includes the number itself."""


def national_limit(digits: int) -> int:
    """Characters of the longest `+49…` number with so many national digits (S-14, S-15)."""
    return len("+49") + digits
