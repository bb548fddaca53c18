"""See the site while writing: ``python -m plugins.press.serve content output --port 8000``."""

import argparse
import contextlib
import gc
import io
import json
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

from watchfiles import watch

EVENTS = "/.stet/events"
_WATCHED = ("theme", "house", "plugins", "pelicanconf.py")
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


class Newsflash:
    """What the browsers are to be told: that the site changed, or why it could not."""

    def __init__(self) -> None:
        self.number = 0
        self.faults: str | None = None
        self._changed = threading.Condition()

    def send(self, faults: str | None) -> None:
        """Tell every browser of a new build, or of the *faults* that stopped it."""
        with self._changed:
            self.number, self.faults = self.number + 1, faults
            self._changed.notify_all()

    def after(self, number: int, seconds: float) -> int:
        """Return the number of the newest build, waiting up to *seconds* for one after *number*."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != number, seconds)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """Serve the site to this machine alone, with a script that reloads its pages."""

    def __init__(self, *args: object, news: Newsflash, directory: str) -> None:
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
        """Say nothing of requests: the terminal is for faults."""

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
                self._tell(self.news.faults)
            while True:
                newest = self.news.after(number, seconds=15)
                if newest != number:
                    number = newest
                    self._tell(self.news.faults)
                else:
                    self.wfile.write(b":\n\n")  # finds out whether the browser is still there
                    self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            return

    def _tell(self, faults: str | None) -> None:
        self.wfile.write(f"data: {json.dumps(faults)}\n\n".encode())
        self.wfile.flush()


class Builder:
    """The process that has the site in memory; another takes its place when it ends."""

    def __init__(self, content: str, output: str, *, drafts: bool) -> None:
        self.command = [sys.executable, "-m", "plugins.press.newsroom", content, output]
        self.command += ["--drafts"] if drafts else []
        self.process: subprocess.Popen[str] | None = None

    def build(self, changed: Iterable[str] = ()) -> str | None:
        """Bring the site up to date with the files *changed*; return its faults, or None."""
        if self.process and any(map(_is_program, changed)):
            self.end()
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        else:
            self._ask(json.dumps(list(changed)))
        assert self.process.stdout  # noqa: S101 - asked for above
        answer = self.process.stdout.readline()
        return json.loads(answer) if answer else "The build failed."

    def _ask(self, question: str) -> None:
        assert self.process is not None  # noqa: S101 - it was started
        assert self.process.stdin  # noqa: S101 - asked for above
        with contextlib.suppress(BrokenPipeError):  # then there is no answer either
            self.process.stdin.write(f"{question}\n")
            self.process.stdin.flush()

    def end(self) -> None:
        """Let the process go, and wait until it is gone."""
        if self.process:
            with self.process as process:
                process.terminate()
            self.process = None


def _is_program(path: str) -> bool:
    """Say whether the file *path* is part of what builds: a plugin, or the settings."""
    return path.endswith(".py")


def main(arguments: Sequence[str]) -> str | int:
    """Serve until Ctrl-C or a signal to end; return what to exit with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content")
    parser.add_argument("output")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--drafts", action="store_true")
    options = parser.parse_args(arguments)
    gc.enable()  # this process lives long
    if not Path(options.content).is_dir():
        return f'There is no folder "{options.content}". Name another: make serve CONTENT=content'
    port = int(options.port) if re.fullmatch("[0-9]{1,5}", options.port) else 0
    if not 0 < port < 65_536:
        return f'"{options.port}" is no port. Choose one up to 65535: make serve PORT=8000'
    signal.signal(signal.SIGTERM, _end)
    try:
        with tempfile.TemporaryDirectory(prefix="stet-preview-") as preview:
            # held stories are never built into output/
            output = preview if options.drafts else options.output
            return _serve(options.content, output, port, drafts=options.drafts)
    except KeyboardInterrupt:
        print()
    return 0


def _end(*_: object) -> None:
    """End as with Ctrl-C, so that the preview is removed; a second signal cannot stop that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _serve(content: str, output: str, port: int, *, drafts: bool) -> int | str:
    news = Newsflash()
    handler = partial(Handler, news=news, directory=output)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return f"Port {port} is taken. Choose another: make serve PORT={port + 1}"
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    builder = Builder(content, output, drafts=drafts)
    try:
        news.send(builder.build())
        print(f"Serving http://localhost:{port}/ until Ctrl-C", flush=True)
        watched = [content, *(each for each in _WATCHED if Path(each).exists())]
        for changes in watch(*watched, step=20, debounce=200, raise_interrupt=True):
            news.send(builder.build([path for _, path in changes]))
    finally:
        builder.end()
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
