"""The settings of the headers that servers send with each page."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from plugins.kernel.settings import Setting, all_of, number, table, text

HOST_DIRECTIVES = (
    "connect-src", "font-src", "form-action", "frame-src", "img-src", "media-src", "script-src",
    "style-src",
)  # fmt: skip
"""Directives of the content security policy that POLICY_HOSTS may add hosts to."""

_SOURCE = r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?"
_TRANSPORT = r"max-age=[0-9]{1,9}(?:; includeSubDomains)?(?:; preload)?"


def policy_hosts(value: object) -> str:
    """Check that *value* is a table of directives with the hosts that each allows."""
    for directive, sources in cast(Mapping[str, Sequence[str]], value).items():
        if directive not in HOST_DIRECTIVES:
            return f'names "{directive}". It may be {" or ".join(HOST_DIRECTIVES)}'
        for source in sources:
            if not re.fullmatch(_SOURCE, source):
                example = "Write it as https://images.example.org"
                return f'holds "{source}" for {directive}. {example}'
    return ""


def strict_transport_security(value: object) -> str:
    """Check that *value* is empty, or a value of the header in RFC 6797."""
    if not value or re.fullmatch(_TRANSPORT, cast(str, value)):
        return ""
    example = 'Write it as "max-age=31536000" or "max-age=31536000; includeSubDomains"'
    return f"is not a value for this header. {example}"


POLICY_HOSTS = Setting[dict[str, list[str]]](
    "POLICY_HOSTS",
    all_of(table, policy_hosts),
    "Extra hosts that pages may load from, by CSP directive.",
    '{"img-src": ["https://images.example.org"]}',
)
STRICT_TRANSPORT_SECURITY = Setting[str](
    "STRICT_TRANSPORT_SECURITY",
    all_of(text, strict_transport_security),
    "The header that makes browsers use only HTTPS; if it is empty, there is none.",
    '"max-age=31536000"',
)
REDIRECTS_MAX = Setting[int](
    "REDIRECTS_MAX",
    number(0),
    "How many old addresses `_redirects` holds, the newest; static hosts take no more.",
    "2000",
)

SETTINGS = (POLICY_HOSTS, STRICT_TRANSPORT_SECURITY, REDIRECTS_MAX)
