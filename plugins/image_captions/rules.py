"""The rules about pictures."""

from plugins.kernel.faults import Rule
from plugins.photos.rules import (
    ALT_MISSING,
    CREDIT_MISSING,
    PHOTO_METADATA,
    PHOTO_MISSING,
    PHOTO_SIDECAR,
)

PHOTO_IN_LINE = Rule(
    "photo-in-line", "warning", "A photo within other text, without caption and credit."
)
ALT_REPEATS = Rule("alt-repeats", "warning", "Alternative text that only repeats the caption.")
ALT_FILE_NAME = Rule("alt-file-name", "warning", "Alternative text that is the name of a file.")
CAPTION_MISSING = Rule("caption-missing", "advice", "A photo without a caption.")
CREDITS_DIFFER = Rule(
    "credits-differ", "advice", "One photo with two credits, in one story or in two."
)

RULES = (
    PHOTO_MISSING,
    PHOTO_IN_LINE,
    PHOTO_SIDECAR,
    PHOTO_METADATA,
    ALT_MISSING,
    ALT_REPEATS,
    ALT_FILE_NAME,
    CAPTION_MISSING,
    CREDIT_MISSING,
    CREDITS_DIFFER,
)
