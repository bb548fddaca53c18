"""A real browser, and servers for the sites that it opens."""

import gzip
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import Browser, Page, sync_playwright

from plugins.hosting.policy import SEARCH, policy

from .tools import needs

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

NEEDS_BROWSER = needs(Chromium=BROWSER)

POLICY, SEARCHING = policy({}), policy({}, SEARCH)
"""The content security policies of a page and of the search page."""

CACHE_CONTROL = {True: "public, max-age=31536000, immutable", False: "public, max-age=300"}
"""The header of files whose names include a fingerprint, and of all others."""


def own_policy(folder: Path) -> str:
    """Return the content security policy that the site in *folder* has for its pages."""
    headers = folder / "_headers"
    found = (
        re.search(r"Content-Security-Policy: (.+)", headers.read_text())
        if headers.is_file()
        else None
    )
    return found[1] if found else POLICY


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Log nothing."""


class AsPublished(Quiet):
    """Answer like a newsroom's server: compressed, with a policy, without MIME sniffing."""

    protocol_version = "HTTP/1.1"
    extensions_map = Quiet.extensions_map | {".avif": "image/avif", ".webp": "image/webp"}

    def do_GET(self):
        address = self.path.partition("?")[0]
        path = Path(self.translate_path(address)) / ("index.html" if address.endswith("/") else "")
        missing = (each / "404.html" for each in path.parents if (each / "404.html").is_file())
        shown = path if path.is_file() else next(missing, None)
        body, kind = (shown.read_bytes(), self.guess_type(shown)) if shown else (b"", "text/plain")
        self.send_response(200 if shown == path else 404)
        if kind.startswith("text/") or kind.endswith(("xml", "json")):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        policy = SEARCHING if address.endswith("/search/") else own_policy(Path(self.directory))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", CACHE_CONTROL["/sized/" in address])
        self.end_headers()
        self.wfile.write(body)


class Collector(AsPublished):
    """Answers like a newsroom's server, and like one that takes what a form sends."""

    taken: ClassVar[list[str]] = []

    def do_POST(self):
        """Note what was sent, and answer with a page."""
        self.taken.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"OK")


class Server(ThreadingHTTPServer):
    """A server of *folder* on this machine; its address is known before it answers."""

    def __init__(self, folder: Path, handler: type[Quiet] = Quiet):
        super().__init__(("127.0.0.1", 0), partial(handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        """Ignore errors, such as those of a browser that hung up."""

    @contextmanager
    def answering(self) -> Iterator[str]:
        """Answer requests in the block, and yield the address."""
        threading.Thread(target=self.serve_forever, daemon=True).start()
        yield self.address
        self.shutdown()


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve *folder* on this machine, and yield its address."""
    with Server(folder) as server, server.answering() as address:
        yield address


@contextmanager
def running() -> Iterator[Browser]:
    """Start a browser and yield it."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def reading(
    browser: Browser, site: str, address: str, width=390, scheme="light", **habits
) -> Iterator[Page]:
    """Open the page at *address* of *site* and yield it; fail afterwards if it has ``complaints``.

    Those are messages in the console, which include violations of the content security policy,
    scripts and requests that fail, and requests to other sites.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, **habits
    )
    page = context.new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("requestfailed", lambda request: page.complaints.append(f"failed: {request.url}"))
    page.on("request", lambda request: _check_origin(page, request.url, site))
    page.goto(site + address)
    yield page
    assert not page.complaints, f"{address}, {width} px: {page.complaints}"
    context.close()


def _check_origin(page, url, site):
    if not url.startswith((f"{site}/", "data:")):
        page.complaints.append(f"asked elsewhere: {url}")
