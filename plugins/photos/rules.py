"""The rules about photos, wherever they are named, which `plugins.image_captions` declares."""

from plugins.kernel.faults import Rule

PHOTO_SIDECAR = Rule(
    "photo-sidecar", "fault", "A file beside a photo that is not as it should be.", fixed=True
)
PHOTO_METADATA = Rule("photo-metadata", "warning", "Metadata in a photo that contradicts itself.")
PHOTO_MISSING = Rule(
    "photo-missing", "fault", "A photo that is missing or cannot be shown.", fixed=True
)
ALT_MISSING = Rule("alt-missing", "warning", "A picture without alternative text.")
CREDIT_MISSING = Rule("credit-missing", "warning", "A photo without a credit.")
