"""Where each newsletter service takes its readers' addresses: the form that it publishes."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

Options = Mapping[str, object]
"""A form's setting: its options by their names."""


class Target(NamedTuple):
    """Where a form is sent, and what it sends.

    *field* is the name of the field for the reader's address; without one there is nothing to type,
    and *action* is a link. *hidden* are names and values that are sent along. *trap* is the name of
    a field that only programs fill in.
    """

    action: str
    field: str = "email"
    hidden: tuple[tuple[str, str], ...] = ()
    trap: str = ""


class Service(NamedTuple):
    """A service: the options that it *needs*, others that it *may* have, and how to find both.

    *problem* returns what is wrong with the options; *target* takes those that are right.
    """

    needs: tuple[str, ...]
    may: tuple[str, ...]
    problem: Callable[[Options], str]
    target: Callable[[Options], Target]


_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]*[a-z0-9])*", re.I)
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def address_problem(address: object) -> str:
    """Return what is wrong with *address* as one that readers' data is sent to."""
    if not isinstance(address, str) or re.search(r"[\s\"'<>\\;,{}|^`]|[^\x21-\x7e]", address):
        return f'"{address}" is not a web address. Write it as "https://..."'
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f'"{address}" is not a web address. Write it as "https://..."'
    if parts.username is not None or "@" in parts.netloc:
        return f'"{address}" holds a user name. Leave it out'
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL):
        return f'"{address}" does not begin with "https://", so others could read what is sent'
    return "" if host in _LOCAL or _HOST.fullmatch(host) else f'"{address}" has an invalid host'


def origin_of(address: str) -> str:
    """Return scheme, host and port of *address*, as a content policy names them."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _buttondown_problem(options: Options) -> str:
    if _NAME.fullmatch(str(options["name"])):
        return ""
    return f'has the name "{options["name"]}". Write the one at the end of buttondown.com/...'


def _buttondown(options: Options) -> Target:
    """The form of https://docs.buttondown.com/building-your-subscriber-base."""
    action = f"https://buttondown.com/api/emails/embed-subscribe/{quote(str(options['name']))}"
    tag = (("tag", str(options["tag"])),) if "tag" in options else ()
    return Target(action, hidden=(*tag, ("embed", "1")))


def _mailchimp_problem(options: Options) -> str:
    address = str(options["address"])
    if found := address_problem(address):
        return f"has the address {found}"
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    is_form = (parts.hostname or "").endswith(".list-manage.com") and (
        parts.path.rstrip("/") == "/subscribe/post" and {"u", "id"} <= query.keys()
    )
    if is_form:
        return ""
    remedy = 'Copy "action" from its embedded form: "https://...list-manage.com/subscribe/post?u=.'
    return f'has the address "{address}", which is no form of Mailchimp. {remedy}..&id=..."'


def _mailchimp(options: Options) -> Target:
    """The embedded form of Mailchimp; its trap is named for the account and the audience."""
    address = str(options["address"])
    query = parse_qs(urlsplit(address).query)
    trap = f"b_{query['u'][0]}_{query['id'][0]}"
    hidden = (("tags", str(options["tag"])),) if "tag" in options else ()
    return Target(address, "EMAIL", hidden, trap)


def _listmonk_problem(options: Options) -> str:
    if found := address_problem(options["address"]):
        return f"has the address {found}"
    wrong = [each for each in _lists(options) if not _UUID.fullmatch(each)]
    if not wrong and _lists(options):
        return ""
    return f'has the list "{(wrong or [""])[0]}". Write its UUID, as "Forms" in listmonk shows it'


def _lists(options: Options) -> list[str]:
    given = options["list"]
    return [given] if isinstance(given, str) else [str(each) for each in _sequence(given)]


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else ()


def _listmonk(options: Options) -> Target:
    """The form that listmonk shows under "Forms" (frontend/src/views/Forms.vue)."""
    action = f"{str(options['address']).rstrip('/')}/subscription/form"
    return Target(action, hidden=tuple(("l", each) for each in _lists(options)), trap="nonce")


def _ghost_problem(options: Options) -> str:
    found = address_problem(options["address"])
    return f"has the address {found}" if found else ""


def _ghost(options: Options) -> Target:
    """Ghost takes addresses from its own script alone: as JSON, with a token that it gives out
    (ghost/core/core/server/web/members/app.js). So a link opens its own form."""
    return Target(f"{str(options['address']).rstrip('/')}/#/portal/signup", "")


def _any_problem(options: Options) -> str:
    if found := address_problem(options["address"]):
        return f"has the address {found}"
    hidden = options.get("hidden", {})
    is_table = isinstance(hidden, Mapping) and all(
        isinstance(part, str) for pair in hidden.items() for part in pair
    )
    return "" if is_table else 'has a "hidden" that is no table. Write it as {"list": "daily"}'


def _any(options: Options) -> Target:
    hidden = options.get("hidden", {})
    pairs = tuple(hidden.items()) if isinstance(hidden, Mapping) else ()
    return Target(str(options["address"]), str(options.get("field", "email")), pairs)


SERVICES: Mapping[str, Service] = {
    "buttondown": Service(("name",), ("tag",), _buttondown_problem, _buttondown),
    "mailchimp": Service(("address",), ("tag",), _mailchimp_problem, _mailchimp),
    "listmonk": Service(("address", "list"), (), _listmonk_problem, _listmonk),
    "ghost": Service(("address",), (), _ghost_problem, _ghost),
    "": Service(("address",), ("field", "hidden"), _any_problem, _any),
}
"""The services by the name that the setting gives; without a name, any address."""
