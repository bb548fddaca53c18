"""Read the value of a header's field, by the type of the field."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from plugins.kernel.dates import parsed_date
from plugins.kernel.faults import Rule, did_you_mean
from plugins.kernel.story import Correction, Placement
from plugins.markup.header_fields import Value, Waiver
from plugins.markup.languages import is_tag
from plugins.markup.slugs import LONGEST, is_slug, slugified
from plugins.markup.typed_dates import TIME_UNCLEAR, doubt

from .joined_names import divided
from .rules import BYLINE_JOINED, NAMES_ALIKE

STATUSES = ("published", "draft", "hidden")
PLACEMENTS = ("lead", "top")
KINDS = {"story": ("news", "opinion", "analysis", "review"), "author": ("person", "desk")}
"""What the field ``Kind`` of a story or an author may be; the first is the default."""

CORRECTION_KINDS = ("correction", "clarification", "update", "editor's note")
"""What a correction may be; the first is the default."""

FORMS = ("newsletter", "support", "tips")
"""What the field ``Forms`` may hold: the forms that the settings put on stories."""

_PLACED = re.compile(
    rf"(?P<place>{'|'.join(PLACEMENTS)})(?:\s+until\s+(?P<until>.+))?", re.IGNORECASE
)
_DATED = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?"
    r"(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|[A-Z][A-Za-z_]+(?:/[A-Za-z_+-]+)+))?)?)"
    r"(?::\s+|\s+(?:[-–—]+\s+)?)(?P<text>\S.*)",
    re.DOTALL,
)

_RULE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\s*:", re.IGNORECASE)


def _ignored(rule: Rule, line: int, why: str) -> None:
    """Take no notice of a doubt."""


@dataclass(frozen=True)
class HeaderRules:
    """What the settings say about headers: the time zone, the sections, a newsroom's own fields.

    *lang* is the story's language. *whole* are the slugs of names that are never divided. *warn* is
    called with the rule, the line and the reason where a value can be read but is doubtful.
    """

    zone: ZoneInfo
    sections: tuple[str, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    lang: str = "en"
    whole: frozenset[str] = frozenset()
    warn: Callable[[Rule, int, str], None] = _ignored


class FieldError(Exception):
    """A field's value is wrong; the text, which follows the field's name, says why."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


def _text(value: Value, rules: HeaderRules) -> str:
    if not value.is_text:
        raise FieldError(value.line, "takes one text, not a list. Write it on one line")
    return value.text


def _list(value: Value, rules: HeaderRules) -> list[str]:
    """Split a text at its commas; if it starts below its field's name, at its lines as well.

    A text that starts beside the name continues on the next line: ``Authors: Ana`` and, indented
    below it, ``Ruiz`` are one name. Lists in YAML are taken as they are.
    """
    if value.pairs is not None:
        raise FieldError(value.line, 'takes a list, such as "one, two"')
    if value.items is None:
        parts = [text for _, text in value.lines] if value.is_below else [value.text]
        items = [" ".join(item.split()) for part in parts for item in part.split(",")]
    else:
        items = [_text(item, rules) for item in value.items]
    return list(dict.fromkeys(item.strip() for item in items if item.strip()))


def _name(value: Value, rules: HeaderRules) -> str:
    name = _text(value, rules)
    if not is_slug(slugified(name)):
        why = f'cannot be "{name}", because its address needs a letter or a digit'
        raise FieldError(value.line, f"{why}. Write another name")
    return name


def _names(value: Value, rules: HeaderRules) -> list[str]:
    """Return the names in a list, one for each address; of several spellings the first is kept."""
    return _distinct(_list(value, rules), value, rules)


def _byline(value: Value, rules: HeaderRules) -> list[str]:
    """Return the names of ``Ana Ruiz and Tom Okafor; Lena Vogt``. In a list, names stay whole."""
    names = _list(value, rules)
    if not value.is_text or value.is_below:
        return _distinct(names, value, rules)
    found: list[str] = []
    for name in (each.strip() for text in names for each in text.split(";") if each.strip()):
        parts, is_doubtful = divided(name, rules.lang, rules.whole)
        found += parts
        if is_doubtful:
            problem = f'contains "{name}" as one name.'
            remedy = "If these are several people, write a comma between them"
            rules.warn(BYLINE_JOINED, value.line, f"{problem} {remedy}")
    return _distinct(found, value, rules)


def _distinct(found: Iterable[str], value: Value, rules: HeaderRules) -> list[str]:
    names: dict[str, str] = {}
    for name in found:
        slug = slugified(name)
        if not is_slug(slug):
            why = f'cannot contain "{name}", because its address needs a letter or a digit'
            raise FieldError(value.line, f"{why}. Write another name")
        first = names.setdefault(slug, name)
        if first.casefold() != name.casefold():
            problem = f'contains "{first}" and "{name}", which share the address "{slug}".'
            remedy = "Rename one of them, or spell both the same"
            rules.warn(NAMES_ALIKE, value.line, f"{problem} {remedy}")
    return list(names.values())


def _date(value: Value, rules: HeaderRules) -> datetime:
    text = _text(value, rules)
    try:
        moment = parsed_date(text, rules.zone)
    except ValueError as error:
        why = f", but {error}" if "zone" in str(error) else ", which is not a date"
        example = 'Write it as "2026-03-14 18:30"'
        raise FieldError(value.line, f'contains "{text}"{why}. {example}') from None
    if why := doubt(text, rules.zone):
        rules.warn(TIME_UNCLEAR, value.line, f'contains "{text}", {why}')
    return moment


def _slug(value: Value, rules: HeaderRules) -> str:
    text = _text(value, rules)
    if not is_slug(text):
        allowed = f"it may have letters, digits and hyphens, at most {LONGEST} bytes."
        slug = slugified(text)
        remedy = f' Write "{slug}"' if slug else ""
        raise FieldError(value.line, f'cannot be "{text}": {allowed}{remedy}')
    return text


def _choice(choices: tuple[str, ...]) -> Callable[[Value, HeaderRules], str]:
    def read(value: Value, rules: HeaderRules) -> str:
        text = _text(value, rules)
        if text.lower() not in choices:
            remedy = did_you_mean(text, choices)
            raise FieldError(value.line, f'cannot be "{text}": it is {_or(choices)}.{remedy}')
        return text.lower()

    return read


def _or(words: tuple[str, ...]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]])


def _lang(value: Value, rules: HeaderRules) -> str:
    text = _text(value, rules)
    if not is_tag(text):
        why = f'is "{text}", which is not a language code'
        raise FieldError(value.line, f'{why}. Write one such as "en" or "es"')
    return text.lower()


def _corrections(value: Value, rules: HeaderRules) -> list[Correction]:
    if value.pairs is not None:
        entries: Iterable[Value] = [value]
    else:
        entries = value.items if value.items is not None else _entries(value)
    corrections = [_correction(entry, rules) for entry in entries]
    return sorted(corrections, key=lambda each: each.date, reverse=True)


def _entries(value: Value) -> Iterable[Value]:
    """Split a plain value into entries: a line that starts with a date starts the next entry."""
    entry: list[tuple[int, str]] = []
    for line, text in value.lines:
        if entry and _DATED.match(text):
            yield Value(entry[0][0], tuple(entry))
            entry = []
        entry.append((line, text))
    yield Value(entry[0][0], tuple(entry))


def _correction(value: Value, rules: HeaderRules) -> Correction:
    example = 'Write it as "2026-03-15: what was wrong and what is right"'
    if value.is_text:
        match = _DATED.fullmatch(value.text)
        if not match:
            raise FieldError(value.line, f"needs a date and a text. {example}")
        when = Value(value.line, ((value.line, match["date"]),))
        kind, text = _kind_and_text(match["text"].strip(), value.line)
        return Correction(_date(when, rules), text, kind)
    parts = dict(value.pairs or ())
    unknown = next((name for name in parts if name.lower() not in {"date", "text", "kind"}), None)
    if unknown is not None:
        why = f'has no field "{unknown}"'
        raise FieldError(parts[unknown].line, f"{why}. Write date, kind and text for each")
    named = {name.lower(): part for name, part in parts.items()}
    if len(named) < len(value.pairs or ()) or any(
        name not in named or named[name].is_empty for name in ("date", "text")
    ):
        raise FieldError(value.line, f"needs a date and a text. {example}")
    kind, text = _kind_and_text(_text(named["text"], rules), named["text"].line)
    if "kind" in named and not named["kind"].is_empty:
        kind, _ = _kind_and_text(f"{_text(named['kind'], rules)}:", named["kind"].line, named=True)
    return Correction(_date(named["date"], rules), text, kind)


def _kind_and_text(typed: str, line: int, *, named: bool = False) -> tuple[str, str]:
    """Return the kind of a correction and its text, of ``clarification: The vote was ...``.

    Without a kind it is a correction. Raises FieldError for a kind that is misspelt, and, where it
    is *named* in a field of its own, for any other.
    """
    before, colon, text = typed.partition(":")
    kind = " ".join(before.lower().replace("’", "'").split())
    if kind in CORRECTION_KINDS and (text.strip() or named):
        return kind, text.strip()
    remedy = did_you_mean(before, CORRECTION_KINDS[:3]) if colon else ""
    if named or remedy:
        raise FieldError(line, f'cannot be "{before}": it is {_or(CORRECTION_KINDS)}.{remedy}')
    return CORRECTION_KINDS[0], typed


def _placements(value: Value, rules: HeaderRules) -> tuple[Placement, ...]:
    """Return the places of ``lead until 2026-03-15 12:00, top``, or of a list or mapping."""
    found = [_placement(each, rules) for each in _places(value)]
    if len({each.place for each in found}) < len(found):
        raise FieldError(value.line, "names a place twice. Keep one")
    return tuple(found)


def _places(value: Value) -> Iterator[Value]:
    """Yield the text of each place: ``lead until 2026-03-15 12:00``, however it is typed."""
    if value.items is not None:
        for item in value.items:
            yield from _places(item)
    elif value.pairs is not None:
        yield from _mapped(dict(value.pairs))
    else:
        for line, text in value.lines if value.is_below else ((value.line, value.text),):
            for part in filter(None, map(str.strip, text.split(","))):
                yield Value(line, ((line, part),))


def _mapped(pairs: dict[str, Value]) -> Iterator[Value]:
    """Yield the places of ``lead: {until: ...}`` or ``lead: until ...``, or of ``place: lead``
    beside ``until: ...``."""
    beside = pairs.pop("until", None)
    for name, inner in pairs.items():
        if beside is not None:
            text = f"{inner.text or name} until {beside.text}"
        elif inner.pairs is not None:
            text = " ".join([name, *(f"{key} {part.text}" for key, part in inner.pairs)])
        else:
            text = f"{name} until {inner.text.removeprefix('until ')}" if inner.text else name
        yield Value(inner.line, ((inner.line, text),))


def _placement(value: Value, rules: HeaderRules) -> Placement:
    match = _PLACED.fullmatch(value.text)
    if not match:
        remedy = did_you_mean(value.text.partition(" ")[0], PLACEMENTS)
        until = f'it is {_or(PLACEMENTS)}, or "lead until 2026-03-15 12:00".'
        raise FieldError(value.line, f'cannot be "{value.text}": {until}{remedy}')
    until = match["until"]
    end = _date(Value(value.line, ((value.line, until),)), rules) if until else None
    return Placement(match["place"].lower(), end)


def _forms(value: Value, rules: HeaderRules) -> tuple[str, ...]:
    """Return which of the newsroom's forms may stand on the page: ``no``, or some of them."""
    typed = [each.casefold() for each in _list(value, rules)]
    if typed in (["no"], ["none"]):
        return ()
    if typed == ["yes"]:
        return FORMS
    if unknown := [each for each in typed if each not in FORMS]:
        raise FieldError(
            value.line, f'contains "{unknown[0]}". Write "no", or some of {", ".join(FORMS)}'
        )
    return tuple(each for each in FORMS if each in typed)


def _waivers(value: Value, rules: HeaderRules) -> tuple[Waiver, ...]:
    """Return the waivers in a list, a mapping, or lines that each begin with the name of a rule."""
    if value.pairs is not None:
        pairs = [(name, _text(part, rules), part.line) for name, part in value.pairs]
    elif value.items is not None:
        pairs = [pair for item in value.items for pair in _waived(item, rules)]
    else:
        lines: list[tuple[int, str]] = []
        for line, text in value.lines:
            if lines and not _RULE.match(text):
                lines[-1] = (lines[-1][0], f"{lines[-1][1]} {text}")
            else:
                lines.append((line, text))
        pairs = [pair for each in lines for pair in _waived(Value(each[0], (each,)), rules)]
    for name, reason, line in pairs:
        if not reason.strip():
            why = f'has "{name}" without a reason'
            raise FieldError(line, f'{why}. Write it as "alt-missing: a decorative map"')
    return tuple(Waiver(name.strip().lower(), reason.strip()) for name, reason, _ in pairs)


def _waived(value: Value, rules: HeaderRules) -> list[tuple[str, str, int]]:
    if value.pairs is not None:
        return [(name, _text(part, rules), part.line) for name, part in value.pairs]
    name, _, reason = value.text.partition(":")
    return [(name, reason, value.line)]


def _links(value: Value, rules: HeaderRules) -> list[tuple[str, str]]:
    if value.pairs is not None:
        pairs = [(name, _text(part, rules), part.line) for name, part in value.pairs]
    else:
        texts = (
            value.items
            if value.items is not None
            else [
                Value(line, ((line, part),))
                for line, text in value.lines
                for part in text.split(",")
            ]
        )
        pairs = [pair for item in texts if not item.is_empty for pair in _link(item, rules)]
    for _, address, line in pairs:
        if not re.match(r"(?:https?://|mailto:|/(?!/))\S+$", address, re.IGNORECASE):
            why = f'contains "{address}", which is not a web address'
            raise FieldError(line, f'{why}. Write one such as "https://example.org/ana"')
    return [(label, address) for label, address, _ in pairs]


def _link(value: Value, rules: HeaderRules) -> list[tuple[str, str, int]]:
    if value.pairs is not None:
        return [(name, _text(part, rules), part.line) for name, part in value.pairs]
    label, colon, address = value.text.partition(": ")
    if not colon:
        raise FieldError(value.line, 'needs a name and an address, such as "Blog: https://..."')
    return [(label.strip(), address.strip(), value.line)]


READERS: Mapping[str, Callable[[Value, HeaderRules], Any]] = {
    "text": _text,
    "list": _list,
    "name": _name,
    "names": _names,
    "byline": _byline,
    "date": _date,
    "slug": _slug,
    "status": _choice(STATUSES),
    "placements": _placements,
    "lang": _lang,
    "corrections": _corrections,
    "links": _links,
    "waivers": _waivers,
    "kind of story": _choice(KINDS["story"]),
    "kind of author": _choice(KINDS["author"]),
    "yes or no": _choice(("yes", "no")),
    "audience": _choice(("all", "members")),
    "forms": _forms,
}
"""The readers of values by type of field. They raise FieldError for a wrong value."""
