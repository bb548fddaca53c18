"""The rules about pictures."""

from plugins.kernel.faults import Rule
from plugins.photos.rules import PHOTO_METADATA, PHOTO_SIDECAR

PHOTO_MISSING = Rule(
    "photo-missing", "fault", "A photo that is missing or cannot be shown.", fixed=True
)
ALT_MISSING = Rule("alt-missing", "warning", "A picture without alternative text.")
ALT_REPEATS = Rule("alt-repeats", "warning", "Alternative text that only repeats the caption.")
CREDIT_MISSING = Rule("credit-missing", "warning", "A photo without a credit.")

RULES = (
    PHOTO_MISSING,
    PHOTO_SIDECAR,
    PHOTO_METADATA,
    ALT_MISSING,
    ALT_REPEATS,
    CREDIT_MISSING,
)
