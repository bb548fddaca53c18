"""The brands of docs/brands/: builds the demonstration in each, and takes their pictures.

``.venv/bin/python -m tests.brands`` renews the pictures; run it after a change of a brand.
"""

import io
import tempfile
from hashlib import blake2b
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from .browsing import running, serving
from .conftest import Site, pelican
from .places import DEMO, ROOT

BRANDS = ROOT / "docs/brands"
NAMES = {
    "daily": ("The Harbour Daily", "Founded on the quay"),
    "local": ("Vale", "News from the valley"),
    "weekly": ("Kiln", "The students' weekly"),
}
"""Each brand with the name and the motto of its newsroom."""

WIDE, PHONE, HEIGHT = 1280, 390, 1000
"""The size in pixels of what a picture shows: a desk's window, and a phone's on a dark page."""

PICTURE = "screenshot.webp"


def built(name: str, content: Path, output: Path, **settings) -> Site:
    """Build *content* into *output* in the brand *name*."""
    site, motto = NAMES[name]
    own = {"HOUSE": str(BRANDS / name), "SITENAME": site, "SITESUBTITLE": motto}
    return pelican(content, output, **own, **settings)


def fingerprint(name: str) -> str:
    """Return what changes with the files of the brand *name*, apart from its picture."""
    digest = blake2b(digest_size=8)
    for path in sorted((BRANDS / name).iterdir()):
        if path.name != PICTURE:
            digest.update(path.read_bytes())
    return digest.hexdigest()


def shown_fingerprint(name: str) -> str:
    """Return the fingerprint of the brand *name* when its picture was taken."""
    with Image.open(BRANDS / name / PICTURE) as picture:
        return picture.getexif()[0x010E]  # its description


def take(browser: Browser, name: str, folder: Path) -> None:
    """Take the picture of the brand *name*, whose site is in *folder*."""
    sheet = Image.new("RGB", (WIDE + PHONE, HEIGHT))
    with serving(folder) as address:
        for across, width, scheme in ((0, WIDE, "light"), (WIDE, PHONE, "dark")):
            size = {"width": width, "height": HEIGHT}
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.goto(address)
            page.evaluate("document.fonts.ready")
            with Image.open(io.BytesIO(page.screenshot())) as part:
                sheet.paste(part, (across, 0))
            page.close()
    exif = Image.Exif()
    exif[0x010E] = fingerprint(name)
    small = sheet.resize((sheet.width * 3 // 5, sheet.height * 3 // 5), Image.Resampling.LANCZOS)
    small.save(BRANDS / name / PICTURE, quality=78, method=6, exif=exif)


def main() -> None:
    """Renew the pictures of all brands."""
    with tempfile.TemporaryDirectory() as folder, running() as browser:
        for name in NAMES:
            output = Path(folder, name, "output")
            site = built(name, DEMO / "content", output, PRECOMPRESS=[])
            if site.status:
                raise SystemExit(site.messages)
            take(browser, name, output)
            print(f"docs/brands/{name}/{PICTURE}")


if __name__ == "__main__":
    main()
