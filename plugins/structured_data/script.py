"""Structured data as the text of a script in a page."""

import json
import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)

_UNSAFE = re.compile("[<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
"""Characters that could end a script, begin a comment in it, or end a line of it. JSON has them
only in strings, where an escape means the same
(https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
"""


def node(data: Mapping[str, object]) -> str:
    """Return *data* as JSON for a `graph`."""
    return _JSON.encode(data)


def graph(nodes: Iterable[str]) -> Markup:
    """Return a graph of *nodes* as JSON that is safe in a script, whatever its texts are."""
    text = f'{{"@context":"https://schema.org","@graph":[{",".join(nodes)}]}}'
    escaped = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return Markup(escaped)  # noqa: S704 - nothing in it can be markup now
