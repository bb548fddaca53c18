"""The formats of pictures on the web, and the shapes and folders of those that Stet makes."""

FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
}
"""The formats that browsers show, by the suffix that tells a server the type; and `.svg`."""

ORIGINALS = {".tif": "TIFF", ".tiff": "TIFF", ".heic": "HEIF", ".heif": "HEIF", ".hif": "HEIF"}
"""Formats of originals that browsers do not show, by suffix; photos are made from them."""

SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "AVIF": ".avif", "GIF": ".gif"}
"""The usual suffix of each format."""

TYPES = {
    "AVIF": "image/avif",
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "SVG": "image/svg+xml",
    "WEBP": "image/webp",
}
"""Media types by format."""

SHARED_CROP = "og"
"""The crop for social networks (https://ogp.me/), also the large picture for search engines."""

CROPS = {SHARED_CROP: (1200, 630), "16x9": (480, 270), "4x3": (440, 330), "1x1": (380, 380)}
"""The crops for social networks and search engines: most pixels across and down."""

SEARCHED_CROPS = tuple(name for name in CROPS if name != SHARED_CROP)
"""The crops for search engines alone."""

FOLDER = "photos/sized"
"""Where the renditions lie below the site's address. All their names include a fingerprint."""

CARDS = "social-cards"
"""Where the drawn cards of stories without a photo lie."""
