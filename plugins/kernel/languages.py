"""What the page must know of a language."""

import re

_CODE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")

_RIGHT_TO_LEFT = frozenset("ar arc arz azb ckb dv fa he khw ks nqo pnb ps sd syr ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa", "adlm", "rohg"})


def is_code(text: str) -> bool:
    """Say whether *text* has the form of a language's code (a BCP 47 tag), such as "pt-br"."""
    return bool(_CODE.fullmatch(text))


def direction(lang: str) -> str:
    """Return "rtl" where *lang* (a BCP 47 tag) is written from right to left, else "ltr"."""
    primary, *rest = lang.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"
