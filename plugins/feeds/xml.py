"""XML as feeds are written in it: what is put in comes out again, and nothing else."""

from html import escape

from plugins.markup.text import legible


def written(text: str) -> str:
    """Return *text* as it stands in an element, on one line: each entry is a line of its file."""
    return escape(legible(text), quote=False).replace("\n", "&#10;").replace("\r", "&#13;")


def attributes(**attrs: str) -> str:
    """Return those of *attrs* that say something, each with a space before it.

    In a name, ``__`` stands for the colon after a namespace's prefix.
    """
    return "".join(
        f' {name.replace("__", ":")}="{written(value).replace(chr(34), "&quot;")}"'
        for name, value in attrs.items()
        if value
    )


def element(name: str, text: str = "", /, **attrs: str) -> str:
    """Return the element *name* with *text* and *attrs*."""
    return nested(name, written(text), **attrs)


def nested(name: str, inside: str, /, **attrs: str) -> str:
    """Return the element *name* with *attrs*, and what is *inside* it as XML."""
    said = attributes(**attrs)
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"
