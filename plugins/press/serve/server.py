"""Serve the built site to this machine, with a script that reloads its pages."""

import io
import json
import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import BinaryIO

EVENTS = "/.stet/events"
"""The address of the stream of events that the script listens to."""

_SCRIPT = b"""<script>
new EventSource("%s").onmessage = ({data}) => {
  const faults = JSON.parse(data);
  if (faults === null) return location.reload();
  const box = document.createElement("pre");
  box.textContent = faults;
  box.setAttribute("role", "alert");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;margin:0;padding:1rem;z-index:9;" +
    "max-height:50vh;overflow:auto;background:#300;color:#fff;white-space:pre-wrap";
  document.querySelector("pre[role=alert]")?.remove();
  document.body.append(box);
};
</script>
""" % EVENTS.encode()


class BuildNews:
    """What browsers are to know: that the site was built again, or why it could not be."""

    def __init__(self) -> None:
        self.number = 0
        self.faults: str | None = None
        self._changed = threading.Condition()

    def send(self, faults: str | None) -> None:
        """Let every browser know of a new build, or of the *faults* that stopped it."""
        with self._changed:
            self.number, self.faults = self.number + 1, faults
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> int:
        """Return the number of the newest build, waiting up to *seconds* for one after *number*."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != number, seconds)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """Serve the site in *directory* to this machine alone; *news* tells when it was built again."""

    def __init__(self, *args: object, news: BuildNews, directory: str) -> None:
        self.news = news
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Send a page, or the stream of events that its script listens to."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if host not in {"localhost", "127.0.0.1", "[::1]"}:
            self.send_error(HTTPStatus.FORBIDDEN, "This preview is for localhost")
        elif self.path == EVENTS:
            self._stream()
        else:
            super().do_GET()

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Answer with the file; add the script to a page."""
        path = Path(self.translate_path(self.path))
        status = HTTPStatus.OK
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if not path.exists():
            path, status = Path(str(self.directory), "404.html"), HTTPStatus.NOT_FOUND
        if path.suffix != ".html":
            return super().send_head()
        page = path.read_bytes() if path.is_file() else b"<!doctype html><title>Not built</title>"
        return self._page(page + _SCRIPT, status)

    def end_headers(self) -> None:
        """Let no browser keep an old page."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Log no requests: the terminal is for faults."""

    def _page(self, page: bytes, status: HTTPStatus) -> io.BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        return io.BytesIO(page)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        number = self.news.number
        try:
            if self.news.faults is not None:
                self._send_event(self.news.faults)
            while True:
                newest = self.news.after(number, seconds=15)
                if newest != number:
                    number = newest
                    self._send_event(self.news.faults)
                else:
                    self.wfile.write(b":\n\n")  # finds out whether the browser is still there
                    self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            return

    def _send_event(self, faults: str | None) -> None:
        self.wfile.write(f"data: {json.dumps(faults)}\n\n".encode())
        self.wfile.flush()
