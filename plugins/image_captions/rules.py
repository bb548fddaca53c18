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
CREDIT_MISSING = Rule("credit-missing", "warning", "A photo without a credit.")

RULES = (
    PHOTO_MISSING,
    PHOTO_IN_LINE,
    PHOTO_SIDECAR,
    PHOTO_METADATA,
    ALT_MISSING,
    ALT_REPEATS,
    CREDIT_MISSING,
)
