"""The rules about photos' files and those beside them, which `plugins.image_captions` declares."""

from plugins.kernel.faults import Rule

PHOTO_SIDECAR = Rule(
    "photo-sidecar", "fault", "A file beside a photo that is not as it should be.", fixed=True
)
PHOTO_METADATA = Rule("photo-metadata", "warning", "Metadata in a photo that contradicts itself.")
