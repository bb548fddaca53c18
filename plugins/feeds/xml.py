"""XML for feeds, with every text escaped."""

from html import escape

from plugins.markup.text import legible


def written(text: str) -> str:
    """Return *text* escaped for an element, on one line: each entry is one line of its file."""
    return escape(legible(text), quote=False).replace("\n", "&#10;").replace("\r", "&#13;")


def attributes(**attrs: str) -> str:
    """Return those of *attrs* that are not empty, each with a space before it.

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
    """Return the element *name* with *attrs* and, *inside* it, XML."""
    written_attrs = attributes(**attrs)
    if not inside:
        return f"<{name}{written_attrs}/>"
    return f"<{name}{written_attrs}>{inside}</{name}>"
