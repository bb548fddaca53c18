"""Reads the cells of CSV files as numbers, however a spreadsheet writes them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

_SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f'’٬"))
"""What may stand between thousands, beside the comma or the point that is not the decimal one."""

_MINUS = str.maketrans({"−": "-", "‒": "-", "–": "-", "٪": "%", "٫": "."})
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"(?:\d{1,60}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?")
_HIGHEST, _LOWEST = Decimal("1e30"), Decimal("1e-15")

NO_NUMBER = "is no number"


class Number(NamedTuple):
    """A number of a cell: its *value*, how many *decimals* were typed, and its *unit*.

    The unit is "%" or the sign of a currency, or empty; *leads* says whether it comes first.
    """

    value: Decimal
    decimals: int
    unit: str = ""
    leads: bool = False


def number(cell: str, decimal_sign: str) -> Number | None:
    """Return the number in *cell*, whose decimal sign is "." or ","; None if it is no number."""
    bare, unit, leads, negative = _parts(cell)
    other = "," if decimal_sign == "." else "."
    whole, sign, fraction = bare.partition(decimal_sign)
    if other in whole and not _THOUSANDS.fullmatch(whole):
        return None
    plain = f"{whole.replace(other, '')}{'.' if sign else ''}{fraction}"
    if not _PLAIN.fullmatch(plain):
        return None
    value = Decimal(plain)
    if value > _HIGHEST or 0 < value < _LOWEST:
        return None
    exponent = value.normalize().as_tuple().exponent if "e" in plain.lower() else None
    typed = len(fraction) if exponent is None else max(0, -int(exponent))
    return Number(-value if negative and value else value, typed, unit, leads)


def decimal_sign(cells: Iterable[str], delimiter: str) -> str:
    """Return the decimal sign, "." or ",", of the numbers in *cells* of a file with *delimiter*.

    A sign that groups thousands everywhere is taken for the decimal one only if the delimiter
    suggests it: a comma in files with semicolons.
    """
    likely = "," if delimiter == ";" else "."
    shown = {sign for cell in cells for sign in _shown(_parts(cell)[0])}
    return shown.pop() if len(shown) == 1 else likely


@cache
def _parts(cell: str) -> tuple[str, str, bool, bool]:
    """Return the digits of *cell*, its unit, whether that leads, and whether it is negative."""
    text = "".join(map(_ascii, cell.translate(_SPACES))).translate(_MINUS)
    negative = text.startswith("-")
    text = text.lstrip("+-") if text[:2] not in ("--", "++", "+-", "-+") else text
    unit, leads = "", False
    if text and _is_unit(text[0]):
        unit, text, leads = text[0], text[1:], True
    elif text and _is_unit(text[-1]):
        unit, text = text[-1], text[:-1]
    if not negative and leads and text.startswith("-"):
        negative, text = True, text[1:]
    return text, unit, leads, negative


def _ascii(char: str) -> str:
    """Return the digit *char* of any script as one of ours; another character as it is."""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _is_unit(char: str) -> bool:
    return char == "%" or unicodedata.category(char) == "Sc"


def _shown(digits: str) -> Sequence[str]:
    """Return the sign that must be the decimal one in *digits*, if one must be."""
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0 or not digits.replace(".", "").replace(",", "").isdecimal():
        return ()
    sign = digits[last]
    other = "," if sign == "." else "."
    if other in digits:
        return (sign,) if digits.count(sign) == 1 else (other,) if digits.count(other) == 1 else ()
    if digits.count(sign) > 1:
        return (other,)
    return () if _THOUSANDS.fullmatch(digits) else (sign,)
