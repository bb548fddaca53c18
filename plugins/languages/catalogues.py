"""Catalogues of labels: gettext's .po files, read as they are.

A msgid is the English label. Its key here is the one that gettext's own programs use, with the
context before it (https://www.gnu.org/software/gettext/manual/html_node/Contexts.html).
"""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from gettext import c2py
from typing import TYPE_CHECKING, NamedTuple

from .cldr import locale_of

if TYPE_CHECKING:
    from babel.messages import Message

ENDING = ".po"


class Label(NamedTuple):
    """A label in one language: its *forms*, of which numbers of things have several.

    *plural* is the rule, an expression of C, that gives the place of a number's form; *english* are
    the English forms.
    """

    forms: tuple[str, ...]
    plural: str
    english: tuple[str, ...]
    line: int = 1

    def form(self, number: int) -> str:
        """Return the form for a *number* of things."""
        return self.forms[plural_rule(self.plural)(number)]


class Catalogue(NamedTuple):
    """What a .po file holds: labels by their keys; or its *problem*, with the line."""

    labels: dict[str, Label]
    problem: tuple[int, str] | None = None


def key_of(text: str, context: str | None = None) -> str:
    """Return the key of the English label *text*."""
    return f"{context}\x04{text}" if context else text


def language_of(path: str) -> str:
    """Return the language whose catalogue is at *path*: de-at of words/de_AT.po."""
    return os.path.basename(path).removesuffix(ENDING).lower().replace("_", "-")


def read(path: str) -> Catalogue:
    """Return the catalogue in the file *path*, without untranslated and fuzzy labels."""
    status = os.stat(path)
    return _read(path, f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}")


@cache
def plural_rule(expression: str) -> Callable[[int], int]:
    """Return the function that *expression* writes in C; raise ValueError where it is none."""
    return c2py(expression)


@lru_cache(maxsize=64)
def _read(path: str, stamp: str) -> Catalogue:
    from babel.messages.pofile import PoFileError, read_po

    locale = locale_of(language_of(path))
    try:
        with open(path, encoding="utf-8-sig") as file:
            found = read_po(file, str(locale) if locale else None, abort_invalid=True)
        plural_rule(found.plural_expr)
        return Catalogue(dict(_labels(found, found.plural_expr)))
    except PoFileError as error:
        return Catalogue({}, (error.lineno + 1, str(error).rpartition(" on ")[0]))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return Catalogue({}, (1, str(error)))


def _labels(messages: "Iterable[Message]", plural: str) -> Iterator[tuple[str, Label]]:
    for message in messages:
        english, forms = _several(message.id), _several(message.string or "")
        if english[0] and not message.fuzzy and any(forms):
            key = key_of(english[0], message.context)
            yield key, Label(forms, plural, english, message.lineno or 1)


def _several(texts: str | Iterable[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)
