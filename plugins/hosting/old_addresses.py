"""Old addresses for servers: true redirects, and the answer 410 where a page is gone.

Servers compare decoded addresses, so these stand in the files as they are, and each escapes what
its language would read otherwise. What they lead to is percent-encoded.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple
from urllib.parse import quote, quote_plus, unquote

from plugins.markup.addresses import Redirect

GONE = "gone"
"""Stands for the answer 410 in Caddy's tables."""

LONGEST_LINE = 1_000
"""The most characters of a line of `_redirects` for Cloudflare
(https://developers.cloudflare.com/pages/configuration/redirects/)."""

_NAME = re.compile(r"[A-Za-z0-9_]+")
_IN_PATHS = "/!$&'()+,;=@[]|~"
"""What is in a line of `_redirects` as it is; a colon or a star would be a placeholder there."""

_IN_QUERIES = "/:@!'()*,;~[]"
"""What browsers leave as it is in the value of a query, beside letters, digits, "-", "." and "_".
"""

_SPELLINGS: Sequence[Callable[[str], str]] = (
    partial(quote, safe=""),
    partial(quote, safe=_IN_QUERIES),
    partial(quote_plus, safe=_IN_QUERIES),
)

Query = tuple[tuple[str, str], ...]
"""The names and values of a query, decoded."""


class Rule(NamedTuple):
    """What a server does at one *path*: the *target* of each query, and the one without any.

    Paths and targets begin with the path of the site's address. A target is empty where the page
    is gone, and None where the server sends what it has.
    """

    path: str
    queries: Mapping[Query, str]
    target: str | None


def redirects_file(site: str, redirects: Iterable[Redirect], limit: int) -> tuple[str, int]:
    """Return `_redirects` for static hosts, and how many of *redirects* are not in its *limit*."""
    lines = [
        f"{quote(site + unquote(each.address), safe=_IN_PATHS)} {_target(site, each)} 301"
        for each in redirects
        if each.listed and each.url is not None and "?" not in each.address
    ]
    fitting = [line for line in lines if len(line) <= LONGEST_LINE][:limit]
    return "".join(f"{line}\n" for line in fitting), len(lines) - len(fitting)


def nginx_lines(site: str, redirects: Iterable[Redirect]) -> list[str]:
    """Return the locations of *redirects* for nginx."""
    found = [f"error_page 410 {site}/410.html;"]
    for rule in _rules(site, redirects):
        found += [f'location = "{_quoted(rule.path)}" {{']
        if rule.queries and rule.target is None:
            found.append('    if ($args = "") { break; }')  # nearly all visits
        found += _nginx_queries(rule.queries)
        found += [f"    {_answer(rule.target)}"] if rule.target is not None else []
        found.append("}")
    return found


def _nginx_queries(queries: Mapping[Query, str]) -> Iterator[str]:
    for query, target in queries.items():
        if _has_plain_names(query):
            yield f'    set $stet_query "{"&".join(f"$arg_{name}" for name, _ in query)}";'
        else:
            yield "    set $stet_query $args;"
        for form in _forms_of_query(query):
            yield f'    if ($stet_query = "{_quoted(form)}") {{ {_answer(target)} }}'


def _has_plain_names(query: Query) -> bool:
    """Say whether each part of *query* can be asked for by its name; others may stand beside it."""
    return all(_NAME.fullmatch(name) and value for name, value in query)


def _forms_of_query(query: Query) -> list[str]:
    """Return what nginx may find of *query*, which it does not decode."""
    forms = []
    for spelt in _SPELLINGS:
        pairs = [(spelt(name), spelt(value)) for name, value in query]
        if _has_plain_names(query):
            forms.append("&".join(value for _, value in pairs))
        else:
            forms.append("&".join(f"{name}={value}" if value else name for name, value in pairs))
    return list(dict.fromkeys(forms))


def _answer(target: str) -> str:
    return f'return 301 "{target}";' if target else "return 410;"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def caddy_lines(site: str, redirects: Iterable[Redirect]) -> list[str]:
    """Return the tables of *redirects* for Caddy, and what it does by them; it decodes queries."""
    tables: dict[str, dict[str, str]] = defaultdict(dict)
    for rule in _rules(site, redirects):
        for query, target in rule.queries.items():
            source, keys = _caddy_query(query)
            table = tables[f"{{http.request.uri.path}}?{source}"]
            table.update((f"{rule.path}?{key}", target or GONE) for key in keys)
        if rule.target is not None:
            tables["{http.request.uri.path}"][rule.path] = rule.target or GONE
    found = []
    for number, (source, table) in enumerate(sorted(tables.items(), reverse=True)):
        found += _caddy_table(f"stet_old_{number}", source, table)
    return found


def _caddy_query(query: Query) -> tuple[str, list[str]]:
    """Return what Caddy compares of a query, and what that may be for *query*."""
    if not _has_plain_names(query):
        return "{http.request.uri.query}", _forms_of_query(query)
    names = "&".join(f"{name}={{http.request.uri.query.{name}}}" for name, _ in query)
    return names, ["&".join(f"{name}={value}" for name, value in query)]


def _caddy_table(name: str, source: str, table: Mapping[str, str]) -> list[str]:
    rows = [f'    {_caddy_key(key)} "{target}"' for key, target in table.items()]
    return [
        f'map "{source}" {{{name}}} {{',
        *rows,
        '    default ""',
        "}",
        f'@{name} expression `{{{name}}}.startsWith("/")`',
        f"redir @{name} {{{name}}} 301",
        f'@{name}_gone expression `{{{name}}} == "{GONE}"`',
        f"error @{name}_gone 410",
    ]


def _caddy_key(key: str) -> str:
    """Return *key* as a word of a Caddyfile; braces would be taken for placeholders."""
    if "{" in key or "}" in key:
        spelt = ("\\x7b" if c == "{" else "\\x7d" if c == "}" else re.escape(c) for c in key)
        key = f"~^{''.join(spelt)}$"
    return '"' + key.replace('"', '\\"') + '"'


def _rules(site: str, redirects: Iterable[Redirect]) -> Iterator[Rule]:
    """Yield a rule for each path of *redirects*, in each form in which readers may ask for it."""
    queries: dict[str, dict[Query, str]] = defaultdict(dict)
    targets: dict[str, str] = {}
    for each in redirects:
        if each.listed:
            path, _, query = each.address.partition("?")
            for form in _forms(site + unquote(path)):
                if query:
                    queries[form].setdefault(_pairs(query), _target(site, each))
                else:
                    targets.setdefault(form, _target(site, each))
    for path in sorted({*queries, *targets}):
        yield Rule(path, queries.get(path, {}), targets.get(path))


def _pairs(query: str) -> Query:
    pairs = (each.partition("=") for each in query.split("&"))
    return tuple((unquote(name), unquote(value)) for name, _, value in pairs)


def _forms(path: str) -> Sequence[str]:
    """Return *path* without its last slash too, and with accents in both forms."""
    forms = [path, path.removesuffix("/")] if path != "/" else [path]
    if not path.isascii():
        forms += [unicodedata.normalize("NFD", form) for form in forms]
    return list(dict.fromkeys(forms))


def _target(site: str, redirect: Redirect) -> str:
    return "" if redirect.url is None else f"{site}/{quote(redirect.url, safe='/%')}"
