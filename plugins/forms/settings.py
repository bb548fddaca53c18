"""The settings of what readers can answer: a newsletter, support, and a line for tips."""

import re
from collections.abc import Iterable, Mapping
from typing import cast

from plugins.kernel.faults import did_you_mean
from plugins.kernel.settings import Check, Setting, all_of, table
from plugins.markup.languages import is_tag

from .services import SERVICES, Options, address_problem

WORDS = ("title", "text", "button")
"""The options that hold a newsroom's own words: one text, or one for each language."""

COMMON = ("title", "text", "place", "not_in")
"""The options of every form."""

PLACE = re.compile(r"end|foot|paragraph [1-9]\d?")
"""Where a form may stand: after a paragraph of the text, at its end, in the foot of every page."""

_OWN_PAGE = re.compile(r"/(?:[A-Za-z0-9._~%-]+/)*[A-Za-z0-9._~%-]*(?:#[A-Za-z0-9_-]+)?")
_EMAIL = re.compile(r"[^\s@<>\"',;:?&/]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(r"\+[0-9][0-9 ()-]{5,20}[0-9]")
_USERNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,31}\.[0-9]{2,9}")
_ONION = re.compile(
    r"https?://(?:[a-z2-7]{56}|[a-z0-9.-]+\.securedrop\.tor)\.onion(?:/[^\s\"<>]*)?"
)


def _known(options: Options, known: Iterable[str]) -> str:
    names = [*known]
    unknown = next((each for each in options if each not in names), None)
    if unknown is None:
        return ""
    meant = did_you_mean(str(unknown), names) or f" It may have {', '.join(names)}."
    return f'has an unknown option "{unknown}".{meant}'


def common(value: object) -> str:
    """Check the options that every form may have: its words, its places, where it is not."""
    options = cast(Options, value)
    for name in WORDS:
        given = options.get(name, "")
        texts = given.items() if isinstance(given, Mapping) else [("en", given)]
        if not all(isinstance(each, str) and is_tag(str(lang)) for lang, each in texts):
            example = '{"en": "...", "de": "..."}'
            return f'has a "{name}" that is no text. Write it as "..." or {example}'
    for place in listed(options.get("place", ())):
        if not PLACE.fullmatch(place):
            return f'has the place "{place}". Write "paragraph 3", "end" or "foot"'
    not_in = options.get("not_in", [])
    if not isinstance(not_in, list | tuple) or not all(isinstance(each, str) for each in not_in):
        return 'has a "not_in" that is no list of sections. Write it as ["Obituaries"]'
    return ""


def listed(value: object) -> list[str]:
    """Return the texts of *value*, a text or several."""
    return [value] if isinstance(value, str) else [str(each) for each in cast(Iterable[str], value)]


def newsletter(value: object) -> str:
    """Check that the form of *value* is one that its service takes."""
    options = cast(Options, value)
    if not options:
        return ""
    name = str(options.get("service", ""))
    if name not in SERVICES:
        names = [each for each in SERVICES if each]
        meant = did_you_mean(name, names) or f" Write {', '.join(names)}, or give an address alone."
        return f'has an unknown service "{name}".{meant}'
    service = SERVICES[name]
    known = (*COMMON, "button", "service", *service.needs, *service.may)
    if found := _known(options, known):
        return found
    for each in service.needs:
        if not options.get(each):
            return f'lacks "{each}", which {name or "a form"} needs. Add "{each}": "..."'
    return service.problem(options)


def support(value: object) -> str:
    """Check that *value* leads to a page where readers can give."""
    options = cast(Options, value)
    if not options:
        return ""
    found = _known(options, (*COMMON, "button", "address"))
    if not found and not options.get("address"):
        return 'lacks "address". Add "address": "https://..."'
    address = options.get("address")
    is_own = isinstance(address, str) and _OWN_PAGE.fullmatch(address)
    problem = "" if found or is_own else address_problem(address)
    return found or (f"has the address {problem}" if problem else "")


def tips(value: object) -> str:
    """Check that *value* names ways to reach the newsroom: mail, Signal, SecureDrop."""
    options = cast(Options, value)
    if not options:
        return ""
    if found := _known(options, (*COMMON, *WAYS)):
        return found
    if not any(options.get(name) for name in WAYS):
        return 'names no way to reach you. Add "email", "signal" or "securedrop"'
    problems = (check(str(options[name])) for name, check in WAYS.items() if options.get(name))
    return next(filter(None, problems), "")


def _email(value: str) -> str:
    return "" if _EMAIL.fullmatch(value) else f'has "{value}", which is not an e-mail address'


def _signal(value: str) -> str:
    is_link = value.startswith(("https://signal.me/#", "https://signal.group/#"))
    if _PHONE.fullmatch(value) or _USERNAME.fullmatch(value):
        return ""
    if is_link and not address_problem(value):
        return ""
    remedy = (
        'Write a number as "+49 30 123456", a user name as "desk.42", or "https://signal.me/#..."'
    )
    return f'has "{value}" for Signal. {remedy}'


def _securedrop(value: str) -> str:
    if _ONION.fullmatch(value) or (value.startswith("https://") and not address_problem(value)):
        return ""
    return f'has "{value}" for SecureDrop. Write "http://....onion", or the page that explains it'


WAYS: Mapping[str, Check] = {
    "email": cast(Check, _email),
    "signal": cast(Check, _signal),
    "securedrop": cast(Check, _securedrop),
}
"""The ways to send a tip, each with its check."""

NEWSLETTER = Setting[dict[str, object]](
    "NEWSLETTER",
    all_of(table, newsletter, common),
    "A form to sign up for the newsletter: its service, where it stands, its words.",
    '{"service": "buttondown", "name": "harbourpost", "place": ["paragraph 3", "foot"]}',
)
SUPPORT = Setting[dict[str, object]](
    "SUPPORT",
    all_of(table, support, common),
    "A link to where readers can give: its address, where it stands, its words.",
    '{"address": "https://donate.example.org/", "not_in": ["Obituaries"]}',
)
TIPS = Setting[dict[str, object]](
    "TIPS",
    all_of(table, tips, common),
    "How readers can send a tip: mail, Signal, SecureDrop, where it stands, its words.",
    '{"email": "tips@news.example.org", "signal": "desk.42"}',
)

SETTINGS = (NEWSLETTER, SUPPORT, TIPS)
