"""Data as it stands in a page: the one place where it becomes text."""

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

_ESCAPED = str.maketrans(
    {char: f"\\u{ord(char):04x}" for char in "<>&\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}
)
"""What could end a script, begin a comment in it, or end a line of it; JSON has it in strings
alone, where this is the same character
(https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements).
"""


def serialised(data: Mapping[str, Any]) -> Markup:
    """Return *data* as JSON that may stand in a script of a page, whatever its texts hold."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_ESCAPED))  # noqa: S704 - nothing in it can be markup now
