"""Where in a story's Markdown an image stands."""

import re

_CODE_OR_COMMENT = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,}).*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)|<!--.*?(?:-->|\Z)",
    re.DOTALL | re.MULTILINE,
)


def line_of(source: str, src: str, nth: int) -> int:
    """Return the line of *source*, from 1, on which an image names *src* for the *nth* time."""
    if not src:
        place = re.compile(r"!\[[^\]\n]{0,500}\](?:\(\s*\)|\s)")
    else:
        name = re.escape(src)
        place = re.compile(rf"(?:\]\(\s*<?|\]:\s*<?|\bsrc\s*=\s*[\"']?){name}", re.IGNORECASE)
    shown = _CODE_OR_COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)
    places = [match.end() for match in place.finditer(shown)]
    at = places[min(nth, len(places)) - 1] if places else max(0, shown.find(src))
    return 1 + source.count("\n", 0, at)
