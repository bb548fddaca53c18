"""The rules about pictures."""

from plugins.kernel.faults import Rule
from plugins.photos.rules import PHOTO_METADATA, PHOTO_SIDECAR

PHOTO_MISSING = Rule(
    "photo-missing", "fault", "A photo that is missing or cannot be shown.", fixed=True
)
PHOTO_IN_LINE = Rule(
    "photo-in-line", "warning", "A photo within other text, without caption and credit."
)
ALT_MISSING = Rule("alt-missing", "warning", "A picture without alternative text.")
ALT_REPEATS = Rule("alt-repeats", "warning", "Alternative text that only repeats the caption.")
ALT_FILE_NAME = Rule("alt-file-name", "warning", "Alternative text that is the name of a file.")
CAPTION_MISSING = Rule("caption-missing", "advice", "A photo without a caption.")
CREDITS_DIFFER = Rule(
    "credits-differ", "advice", "One photo with two credits, in one story or in two."
)
CREDIT_MISSING = Rule("credit-missing", "warning", "A photo without a credit.")

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
