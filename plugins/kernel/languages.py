"""What the page must know of a language."""

import re

_RIGHT_TO_LEFT = frozenset("ar arc arz azb ckb dv fa he khw ks nqo pnb ps sd syr ug ur yi".split())
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa", "adlm", "rohg"})

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def is_tag(text: str) -> bool:
    """Return whether *text* can be a language's tag (BCP 47), such as "de" or "pt-BR"."""
    return _TAG.fullmatch(text) is not None


def direction(lang: str) -> str:
    """Return "rtl" where *lang* (a BCP 47 tag) is written from right to left, else "ltr"."""
    primary, *rest = lang.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"
