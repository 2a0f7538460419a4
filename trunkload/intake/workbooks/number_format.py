"""Knows what a number format makes of a number: a day, a time, or digits with zeros and signs around them."""

import re
from functools import cache
from typing import Final

DATE: Final = "date"
TIME: Final = "time"
MOMENT: Final = "moment"
DURATION: Final = "duration"
DIGITS: Final = "digits"
PLAIN: Final = "plain"
"""The kinds of a format. DIGITS only adds zeros and signs to whole numbers; PLAIN changes nothing that we keep."""

BUILT_IN: Final = {
    **dict.fromkeys(("14", "15", "16", "17"), "yyyy-mm-dd"),
    **dict.fromkeys(("18", "19", "20", "21"), "hh:mm:ss"),
    "22": "yyyy-mm-dd hh:mm",
    **dict.fromkeys(map(str, (*range(27, 32), 36, *range(50, 55), 57, 58)), "yyyy-mm-dd"),
    **dict.fromkeys(("32", "33", "34", "35", "55", "56"), "hh:mm:ss"),
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mm:ss",
}
"""Formats that a workbook names by number only (ECMA-376 part 1, 18.8.30), as far as they show days and times."""

LONGEST: Final = 255
"""Characters; Excel takes no longer format. What it shows would be put into each cell that has it."""

UNSHOWN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE | re.DOTALL)
"""Literals, padding, colours, conditions and locales: none of them says what kind of number is meant."""

ELAPSED: Final = re.compile(r"\[(?:h+|m+|s+)\]")
PICTURE: Final = re.compile(
    r"""(?P<literal>"[^"]*"|\\.|[-+():$€ ])|(?P<digit>[0#?])|(?P<unshown>_.|\[\$-[0-9A-Fa-f]+\]"""
    r"|\[(?i:black|blue|cyan|green|magenta|red|white|yellow|color ?[0-9]{1,2})\])"
)


@cache
def kind_of(code: str) -> str:
    """What the format shows. Only its first part counts, which is the one for positive numbers."""
    shown = UNSHOWN.sub("", code).partition(";")[0].lower().replace("am/pm", "h").replace("a/p", "h")
    if ELAPSED.search(shown):
        return DURATION
    if "general" in shown or re.search(r"e[+-]", shown):
        return PLAIN
    hours = "h" in shown or "s" in shown
    days = "y" in shown or "d" in shown or ("m" in shown and not hours)
    if days:
        return MOMENT if hours else DATE
    if hours:
        return TIME
    return DIGITS if _picture(code) else PLAIN


def with_format(number: int, code: str) -> str:
    """The number as a format of kind DIGITS shows it: 1067 by `00000` is 01067, by `"+"0` it is +1067."""
    places = _picture(code)
    digits = str(number)
    placeholders = sum(literal is None for literal, _ in places)
    digits = digits.rjust(placeholders, " ")
    head, rest = digits[: len(digits) - placeholders], list(digits[len(digits) - placeholders :])
    shown: list[str] = []
    for literal, digit in places:
        if literal is not None:
            shown.append(literal)
            continue
        one = rest.pop(0)
        shown.append(head + (one if one != " " else "0" if digit == "0" else ""))
        head = ""
    return "".join(shown)


@cache
def _picture(code: str) -> tuple[tuple[str | None, str], ...]:
    """Literals and digit places of the first part in order; nothing where it is more than digits and signs."""
    places: list[tuple[str | None, str]] = []
    at, first = 0, code.partition(";")[0]
    while at < len(first):
        found = PICTURE.match(first, at)
        if found is None:
            return ()
        at = found.end()
        if found["digit"]:
            places.append((None, found["digit"]))
        elif found["literal"]:
            places.append((found["literal"].strip('"').removeprefix("\\"), ""))
    digits = [digit for literal, digit in places if literal is None]
    signs = [literal for literal, _ in places if literal]
    return tuple(places) if digits and (digits.count("0") > 1 or signs) else ()
