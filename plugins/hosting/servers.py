"""The rules of the site in the words of each server."""

import re
from collections.abc import Iterable

from .rules import A_WHILE, ASK_AGAIN, FEEDS, FOLDER_OF_SNIPPETS, FOR_EVER, Rules

LONGEST_LINE = 2_000
"""Characters of a line of `_headers` that Cloudflare reads
(https://developers.cloudflare.com/pages/configuration/headers/)."""

TEXT_TYPES = (
    "text/css text/javascript text/plain text/xml application/atom+xml application/feed+json "
    "application/javascript application/json application/manifest+json application/rss+xml "
    "application/xml image/svg+xml"
)
"""Types that nginx compresses and calls UTF-8, besides text/html."""

_HIDDEN = r"/\.(?!well-known/)"


def headers_file(rules: Rules) -> str:
    """Return `_headers` as Netlify and Cloudflare Pages read it from the folder they serve.

    A header that two rules say is said twice there, and pages are asked for again without one:
    so the rule for all pages leaves out Cache-Control. Before the search page says its policy,
    Cloudflare is told by "!" to take that of all pages back; Netlify passes over such a line.
    """
    lines = ["# Written with the site. Set POLICY_HOSTS and its like in pelicanconf.py instead."]
    lines += [f"{rules.site}/*", *_said(rules.every)]
    for folder in rules.kept:
        lines += [f"{folder}*", *_said({"Cache-Control": FOR_EVER})]
    lines += [f"{rules.feeds}*", *_said({"Cache-Control": A_WHILE})]
    for ending, kind in FEEDS.items():
        lines += [f"{rules.feeds}*{ending}", *_said({"Content-Type": kind})]
    lines += [f"{rules.searched}*", *(f"  ! {name}" for name in rules.search)]
    lines += _said(rules.search)
    lines += [f"{rules.site}/{FOLDER_OF_SNIPPETS}/*", *_said({"X-Robots-Tag": "noindex"})]
    if any(len(line) > LONGEST_LINE for line in lines):
        raise SystemExit(
            f"POLICY_HOSTS names too many hosts for one line of {LONGEST_LINE} letters"
        )
    return _joined(lines)


def _said(headers: dict[str, str]) -> list[str]:
    return [f"  {name}: {value}" for name, value in headers.items()]


def nginx(rules: Rules, copies: Iterable[str]) -> str:
    """Return what stands in the server block of nginx, after its root.

    nginx forgets headers that are added outside a location as soon as one is added within. So
    all are added once, and what differs between files is in variables
    (https://nginx.org/en/docs/http/ngx_http_headers_module.html).
    """
    site, (name, policy) = rules.site, *rules.search.items()
    lines = [
        "# Written with the site. In the server block, after root:",
        f"#     include /var/www/news{site}/{FOLDER_OF_SNIPPETS}/nginx.conf;",
        "index index.html;",
        "absolute_redirect off;",
        "charset utf-8;",
        f"charset_types {TEXT_TYPES};",
        "gzip on;",
        "gzip_vary on;",
        f"gzip_types {TEXT_TYPES};",
        *(["gzip_static on;"] if "gz" in copies else []),
        f"error_page 404 {site}/404.html;",
        f'set $stet_cache "{ASK_AGAIN}";',
        f'set $stet_policy "{rules.every[name]}";',
        "add_header Cache-Control $stet_cache always;",
        f"add_header {name} $stet_policy always;",
    ]
    lines += [
        f'add_header {each} "{value}" always;'
        for each, value in rules.every.items()
        if each != name
    ]
    for folder in rules.kept:
        lines += _location(f"^~ {folder}", f'set $stet_cache "{FOR_EVER}";')
    lines += _location(f"^~ {rules.searched}", f'set $stet_policy "{policy}";')
    for ending, kind in FEEDS.items():
        lines += _location(
            f'~ "^{re.escape(rules.feeds)}.*{re.escape(ending)}$"',
            f'set $stet_cache "{A_WHILE}";',
            "types { }",
            f"default_type {kind};",
        )
    lines += _location(f"= {site}/_headers", "return 404;")
    lines += _location(f"^~ {site}/{FOLDER_OF_SNIPPETS}/", "return 404;")
    lines += _location(f'~ "{_HIDDEN}"', "return 404;")
    return _joined(lines)


def _location(which: str, *lines: str) -> list[str]:
    return [f"location {which} {{", *_in(lines, "    "), "}"]


def _in(lines: Iterable[str], blanks: str) -> list[str]:
    return [f"{blanks}{line}" for line in lines]


def caddy(rules: Rules, copies: Iterable[str]) -> str:
    """Return what stands in the site block of Caddy, after its root.

    `route` keeps its lines in their order, which Caddy would change
    (https://caddyserver.com/docs/caddyfile/directives/route).
    """
    site = rules.site
    known = {"br": "br", "gz": "gzip"}
    ready = " ".join(name for ending, name in known.items() if ending in copies)
    lines = [
        "# Written with the site. In the site's block, after root:",
        f"#     import /var/www/news{site}/{FOLDER_OF_SNIPPETS}/Caddyfile",
        "encode zstd gzip",
        "route {",
        *_all(rules.every),
        "    @stet_hidden {",
        "        path */.*",
        f"        not path {site}/.well-known/*",
        "    }",
    ]
    for folder in rules.kept:
        lines.append(f'    header {folder}* Cache-Control "{FOR_EVER}"')
    for name, value in rules.search.items():
        lines.append(f'    header {rules.searched}* {name} "{value}"')
    for ending, kind in FEEDS.items():
        matcher = f"@stet{ending.replace('.', '_')}"
        lines += [
            f'    {matcher} path_regexp "^{re.escape(rules.feeds)}.*{re.escape(ending)}$"',
            f"    header {matcher} {{",
            f'        Cache-Control "{A_WHILE}"',
            f'        Content-Type "{kind}; charset=utf-8"',
            "    }",
        ]
    hidden = [f"{site}/_headers", f"{site}/{FOLDER_OF_SNIPPETS}/*"]
    lines += [f"    error {path} 404" for path in hidden]
    files = ["file_server {", f"    precompressed {ready}", "}"] if ready else ["file_server"]
    lines += ["    error @stet_hidden 404", *_in(files, "    "), "}"]
    lines += [
        "handle_errors {",
        "    @stet_missing expression {http.error.status_code} == 404",
        "    handle @stet_missing {",
        f'        header Cache-Control "{ASK_AGAIN}"',
        '        header Content-Type "text/html; charset=utf-8"',
        f"        rewrite * {site}/404.html",
        *_in(files, "        "),
        "    }",
        "}",
    ]
    return _joined(lines)


def _all(headers: dict[str, str]) -> list[str]:
    said = {"Cache-Control": ASK_AGAIN, **headers}
    return ["    header {", *(f'        {name} "{said[name]}"' for name in said), "    }"]


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
