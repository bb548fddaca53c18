"""Catalogues of labels: gettext's .po files, read without being compiled.

A msgid is the English label. Its key here is the one that gettext's own tools use, with the
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
    """A label in one language: its *forms*, several if it has a plural.

    *plural* is the rule, an expression in C, that gives the index of the form for a number;
    *english* are the English forms.
    """

    forms: tuple[str, ...]
    plural: str
    english: tuple[str, ...]
    line: int = 1

    def form(self, number: int) -> str:
        """Return the form for a *number* of things."""
        return self.forms[plural_rule(self.plural)(number)]


class Catalogue(NamedTuple):
    """The contents of a .po file: labels by their keys; or its *problem*, with the line."""

    labels: dict[str, Label]
    problem: tuple[int, str] | None = None


def key_of(text: str, context: str | None = None) -> str:
    """Return the key of the English label *text*."""
    return f"{context}\x04{text}" if context else text


def language_of(path: str) -> str:
    """Return the language of the catalogue at *path*: "de-at" for words/de_AT.po."""
    return os.path.basename(path).removesuffix(ENDING).lower().replace("_", "-")


def read(path: str) -> Catalogue:
    """Return the catalogue in the file *path*, without untranslated and fuzzy labels."""
    status = os.stat(path)
    return _read(path, f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}")


@cache
def plural_rule(expression: str) -> Callable[[int], int]:
    """Return the C *expression* as a function; raise ValueError if it is not a plural rule."""
    return c2py(expression)


@lru_cache(maxsize=64)
def _read(path: str, version: str) -> Catalogue:
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
        english, forms = _forms(message.id), _forms(message.string or "")
        if english[0] and not message.fuzzy and any(forms):
            key = key_of(english[0], message.context)
            yield key, Label(forms, plural, english, message.lineno or 1)


def _forms(texts: str | Iterable[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)
