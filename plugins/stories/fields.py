"""The fields of a story, page or author's file, checked one by one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from plugins.kernel.dates import parsed_date
from plugins.kernel.faults import Fault, Rule, did_you_mean
from plugins.markup.header_fields import FrontMatter, Value
from plugins.markup.text import plain
from plugins.markup.typed_dates import names_zone

from .field_values import READERS, FieldError, HeaderRules
from .rules import (
    BYLINE_BY,
    EMBARGO_ZONE,
    FIELD_MISSING,
    FIELD_TWICE,
    FIELD_UNKNOWN,
    FIELD_WRONG,
    HEADER_WRONG,
    HEADLINE_LONG,
    MODIFIED_BEFORE_DATE,
    SECTION_UNKNOWN,
)
from .synonyms import meant_field

LONGEST_HEADLINE = 110
"""Characters of a headline that search engines and social networks show."""

_STORY = {
    "title": "text",
    "deck": "text",
    "kicker": "text",
    "dateline": "text",
    "category": "name",
    "tags": "names",
    "authors": "byline",
    "date": "date",
    "modified": "date",
    "slug": "slug",
    "summary": "text",
    "status": "status",
    "embargo": "date",
    "corrections": "corrections",
    "series": "name",
    "aliases": "list",
    "image": "text",
    "placement": "placements",
    "lang": "lang",
    "id": "text",
    "kind": "kind of story",
    "waive": "waivers",
    "history": "yes or no",
    "audience": "audience",
    "forms": "forms",
}
_PAGE = "title slug summary status date modified image aliases lang waive".split()
_AUTHOR = {
    "role": "text",
    "portrait": "text",
    "email": "text",
    "links": "links",
    "kind": "kind of author",
    "waive": "waivers",
}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "story": _STORY,
    "page": {name: _STORY[name] for name in _PAGE},
    "author": {"title": "text", "slug": "slug", "summary": "text", "lang": "lang", **_AUTHOR},
}
"""The fields of each kind of content file, and the type of each."""

REQUIRED = {"story": ("title", "date"), "page": ("title",), "author": ("title",)}

_EXAMPLES = {"title": '"Title: The headline"', "date": '"Date: 2026-03-14 18:30"'}

Report = Callable[..., None]


@dataclass
class HeaderFields:
    """The *values* that could be read, the line of each field, and the faults of the others."""

    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def checked_fields(front: FrontMatter, kind: str, path: str, rules: HeaderRules) -> HeaderFields:
    """Return the fields of *front*, the header of a *kind* of file ("story", "page", "author").

    *path* is the file as messages name it.
    """
    result = HeaderFields()
    known = dict(FIELDS[kind]) | (dict(rules.extra) if kind == "story" else {})

    def report(rule: Rule, line: int, text: str) -> None:
        result.faults.append(rule.at(path, line, text))

    lang = next((value.text.lower() for name, value in front.fields if name == "lang"), "")
    rules = replace(rules, lang=lang or rules.lang)
    for line, problem in front.problems:
        report(HEADER_WRONG, line, problem)
    for name, value in front.fields:
        if name not in known:
            of_kind = "an author" if kind == "author" else f"a {kind}"
            problem = f'"{name}" is not a field of {of_kind}.{_suggestion(name, known, kind)}'
            report(FIELD_UNKNOWN, value.line, problem)
        elif name in result.lines:
            first = result.lines[name]
            problem = f'"{name}" appears twice, first on line {first}. Keep one'
            report(FIELD_TWICE, value.line, problem)
        else:
            result.lines[name] = value.line
            if not value.is_empty:
                _read(result, known[name], name, value, rules, report)
    if front.fields or not front.problems:
        others = (name for name, _ in front.fields if name not in known)
        misspelt = {meant_field(name, known, kind) for name in others}
        for name in REQUIRED[kind]:
            if not (name in result.values or name in misspelt or _has_fault(result, name)):
                line = result.lines.get(name, 1)
                problem = f'the field "{name.capitalize()}" is missing. Add {_EXAMPLES[name]}'
                report(FIELD_MISSING, line, problem)
    _check_dates(result, rules, report)
    _check_headline(result, report)
    _check_byline(result, report)
    return result


def _has_fault(result: HeaderFields, name: str) -> bool:
    return any(
        fault.line == result.lines.get(name) and not fault.warning for fault in result.faults
    )


def _suggestion(name: str, known: Collection[str], kind: str) -> str:
    meant = meant_field(name, known, kind)
    return f' Did you mean "{meant}"?' if meant else f" The fields are {', '.join(known)}."


def _read(
    result: HeaderFields, type_: str, name: str, value: Value, rules: HeaderRules, report: Report
) -> None:

    def warn(rule: Rule, line: int, why: str) -> None:
        report(rule, line, f'"{name}" {why}')

    try:
        result.values[name] = READERS[type_](value, replace(rules, warn=warn))
    except FieldError as error:
        report(FIELD_WRONG, error.line, f'"{name}" {error}')
        return
    if name == "embargo" and not names_zone(value.text):
        problem = f'"embargo" has no time zone, so {rules.zone.key} is used.'
        remedy = 'Write it as "2026-03-14 06:00 +01:00"'
        report(EMBARGO_ZONE, value.line, f"{problem} {remedy}")
    if name == "category" and rules.sections and result.values[name] not in rules.sections:
        section = result.values[name]
        remedy = did_you_mean(section, rules.sections) or " Add it to SECTIONS in pelicanconf.py."
        problem = f'the section "{section}" is not in the navigation.'
        report(SECTION_UNKNOWN, value.line, problem + remedy)


def _check_dates(result: HeaderFields, rules: HeaderRules, report: Report) -> None:
    published, modified = result.values.get("date"), result.values.get("modified")
    if published and modified and modified < published:
        if modified == parsed_date(f"{published:%Y-%m-%d}", rules.zone):
            result.values["modified"] = published  # a day without a time: later on that day
        else:
            problem = '"modified" is before "date". Correct one of them'
            report(MODIFIED_BEFORE_DATE, result.lines["modified"], problem)


def _check_headline(result: HeaderFields, report: Report) -> None:
    title = result.values.get("title", "")
    if len(title) > LONGEST_HEADLINE and len(headline := plain(title)) > LONGEST_HEADLINE:
        problem = f"the headline has {len(headline)} characters and will be cut where it is shared."
        remedy = f"Keep it to {LONGEST_HEADLINE}"
        report(HEADLINE_LONG, result.lines["title"], f"{problem} {remedy}")


def _check_byline(result: HeaderFields, report: Report) -> None:
    for name in result.values.get("authors", ()):
        if name.casefold().startswith("by "):
            problem = f'"authors" contains "{name}", but the page itself adds "By".'
            remedy = f'Write "{name[3:].strip()}"'
            report(BYLINE_BY, result.lines["authors"], f"{problem} {remedy}")
