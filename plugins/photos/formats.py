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

CROPS = {"og": (1200, 630), "16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}
"""The crops that social networks and search engines ask for: most pixels across and down."""

FOLDER = "photos/sized"
"""Where the renditions lie below the site's address. All their names include a fingerprint."""

CARDS = "social-cards"
"""Where the drawn cards of stories without a photo lie."""
