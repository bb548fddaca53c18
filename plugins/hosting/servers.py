"""The rules of the site in the configuration language of each server."""

import re
from collections.abc import Iterable, Sequence

from plugins.markup.addresses import Redirect

from .old_addresses import caddy_lines, nginx_lines
from .rules import FEEDS, FOLDER_OF_SNIPPETS, IMMUTABLE, NO_ROBOTS, REVALIDATED, SHORT, Rules

LONGEST_LINE = 2_000
"""The most characters of a line of `_headers` for Cloudflare
(https://developers.cloudflare.com/pages/configuration/headers/)."""

TEXT_TYPES = (
    "text/css text/javascript text/plain text/xml application/atom+xml application/feed+json "
    "application/javascript application/json application/manifest+json application/rss+xml "
    "application/xml image/svg+xml"
)
"""The types, besides text/html, that nginx compresses and sends as UTF-8."""

FOR_STATIC_HOSTS = ("_headers", "_redirects")
"""Files that static hosts read and do not show."""

_HIDDEN = r"/\.(?!well-known/)"


def headers_file(rules: Rules) -> str:
    """Return `_headers`, which Netlify and Cloudflare Pages read from the folder that they serve.

    Both send a header twice if two rules set it, and let browsers revalidate pages if none does: so
    the rule for all pages has no Cache-Control. Before the policy of the search page, "!" makes
    Cloudflare remove that of all pages; Netlify ignores such a line.
    """
    lines = ["# Written with the site. Set POLICY_HOSTS and its like in pelicanconf.py instead."]
    lines += [f"{rules.site}/*", *_header_lines(rules.headers)]
    for folder in rules.immutable:
        lines += [f"{folder}*", *_header_lines({"Cache-Control": IMMUTABLE})]
    lines += [f"{rules.feeds}*", *_header_lines({"Cache-Control": SHORT})]
    for suffix, kind in FEEDS.items():
        lines += [f"{rules.feeds}*{suffix}", *_header_lines({"Content-Type": kind})]
    lines += [f"{rules.search}*", *(f"  ! {name}" for name in rules.search_headers)]
    lines += _header_lines(rules.search_headers)
    lines += [f"{rules.previews}*", *_header_lines({"X-Robots-Tag": NO_ROBOTS})]
    lines += [f"{rules.site}/{FOLDER_OF_SNIPPETS}/*", *_header_lines({"X-Robots-Tag": "noindex"})]
    if any(len(line) > LONGEST_LINE for line in lines):
        raise SystemExit(
            f"POLICY_HOSTS has too many hosts for a line of {LONGEST_LINE} characters. Remove some"
        )
    return _joined(lines)


def _header_lines(headers: dict[str, str]) -> list[str]:
    return [f"  {name}: {value}" for name, value in headers.items()]


def nginx(rules: Rules, copies: Iterable[str], redirects: Sequence[Redirect] = ()) -> str:
    """Return what nginx includes in the server block, after ``root``; *redirects* lead on.

    nginx drops the headers added outside a location as soon as one is added inside it. So all are
    added once, and what differs between files is in variables
    (https://nginx.org/en/docs/http/ngx_http_headers_module.html).
    """
    site, (name, policy) = rules.site, *rules.search_headers.items()
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
        f'set $stet_cache "{REVALIDATED}";',
        f'set $stet_policy "{rules.headers[name]}";',
        'set $stet_robots "";',
        "add_header Cache-Control $stet_cache always;",
        f"add_header {name} $stet_policy always;",
        "add_header X-Robots-Tag $stet_robots always;",
    ]
    lines += [
        f'add_header {each} "{value}" always;'
        for each, value in rules.headers.items()
        if each != name
    ]
    for folder in rules.immutable:
        lines += _location(f"^~ {folder}", f'set $stet_cache "{IMMUTABLE}";')
    lines += _location(f"^~ {rules.previews}", f'set $stet_robots "{NO_ROBOTS}";')
    lines += _location(f"^~ {rules.search}", f'set $stet_policy "{policy}";')
    for suffix, kind in FEEDS.items():
        lines += _location(
            f'~ "^{re.escape(rules.feeds)}.*{re.escape(suffix)}$"',
            f'set $stet_cache "{SHORT}";',
            "types { }",
            f"default_type {kind};",
        )
    for name in FOR_STATIC_HOSTS:
        lines += _location(f"= {site}/{name}", "return 404;")
    lines += _location(f"^~ {site}/{FOLDER_OF_SNIPPETS}/", "return 404;")
    lines += _location(f'~ "{_HIDDEN}"', "return 404;")
    lines += nginx_lines(site, redirects)
    return _joined(lines)


def _location(which: str, *lines: str) -> list[str]:
    return [f"location {which} {{", *_indented(lines, "    "), "}"]


def _indented(lines: Iterable[str], indent: str) -> list[str]:
    return [f"{indent}{line}" for line in lines]


def caddy(rules: Rules, copies: Iterable[str], redirects: Sequence[Redirect] = ()) -> str:
    """Return what Caddy imports into the site block, after ``root``; *redirects* lead on.

    `route` keeps the order of its lines, which Caddy would otherwise change
    (https://caddyserver.com/docs/caddyfile/directives/route).
    """
    site = rules.site
    encodings = {"br": "br", "gz": "gzip"}
    precompressed = " ".join(name for suffix, name in encodings.items() if suffix in copies)
    lines = [
        "# Written with the site. In the site's block, after root:",
        f"#     import /var/www/news{site}/{FOLDER_OF_SNIPPETS}/Caddyfile",
        "encode zstd gzip",
        "route {",
        *_caddy_headers(rules.headers),
        "    @stet_hidden {",
        "        path */.*",
        f"        not path {site}/.well-known/*",
        "    }",
    ]
    for folder in rules.immutable:
        lines.append(f'    header {folder}* Cache-Control "{IMMUTABLE}"')
    lines.append(f'    header {rules.previews}* X-Robots-Tag "{NO_ROBOTS}"')
    for name, value in rules.search_headers.items():
        lines.append(f'    header {rules.search}* {name} "{value}"')
    for suffix, kind in FEEDS.items():
        matcher = f"@stet{suffix.replace('.', '_')}"
        lines += [
            f'    {matcher} path_regexp "^{re.escape(rules.feeds)}.*{re.escape(suffix)}$"',
            f"    header {matcher} {{",
            f'        Cache-Control "{SHORT}"',
            f'        Content-Type "{kind}; charset=utf-8"',
            "    }",
        ]
    lines += _indented(caddy_lines(site, redirects), "    ")
    hidden = [f"{site}/{name}" for name in (*FOR_STATIC_HOSTS, f"{FOLDER_OF_SNIPPETS}/*")]
    lines += [f"    error {path} 404" for path in hidden]
    files = ["file_server"]
    if precompressed:
        files = ["file_server {", f"    precompressed {precompressed}", "}"]
    lines += ["    error @stet_hidden 404", *_indented(files, "    "), "}"]
    lines.append("handle_errors {")
    for status in (404, 410):
        lines += [
            f"    @stet_{status} expression {{http.error.status_code}} == {status}",
            f"    handle @stet_{status} {{",
            f'        header Cache-Control "{REVALIDATED}"',
            '        header Content-Type "text/html; charset=utf-8"',
            f"        rewrite * {site}/{status}.html",
            *_indented(files, "        "),
            "    }",
        ]
    return _joined([*lines, "}"])


def _caddy_headers(headers: dict[str, str]) -> list[str]:
    """Return a block of Caddy with the *headers* of every answer."""
    pairs = {"Cache-Control": REVALIDATED, **headers}.items()
    return ["    header {", *(f'        {name} "{value}"' for name, value in pairs), "    }"]


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
