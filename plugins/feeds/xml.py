"""XML as feeds are written in it: what is put in comes out again, and nothing else."""

import re
from html import escape

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 has no room for (section 2.2), or that no reader wants."""

_BREAKS = str.maketrans({"\n": "&#10;", "\r": "&#13;"})


def fit(text: str) -> str:
    """Return *text* without characters that a feed cannot hold."""
    return _UNFIT.sub("", text)


def written(text: str) -> str:
    """Return *text* as it stands in an element, on one line: each entry is a line of its file."""
    return escape(fit(text), quote=False).translate(_BREAKS)


def element(name: str, text: str = "", /, **attrs: str) -> str:
    """Return the element *name* with *text*, and with those of *attrs* that say something.

    In the name of an attribute, ``__`` stands for the colon after a namespace's prefix.
    """
    said = "".join(
        f' {key.replace("__", ":")}="{written(value).replace(chr(34), "&quot;")}"'
        for key, value in attrs.items()
        if value
    )
    return f"<{name}{said}>{written(text)}</{name}>" if text else f"<{name}{said}/>"
