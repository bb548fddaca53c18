"""See the site while writing: ``python -m plugins.press.serve content output --port 8000``."""

import argparse
import gc
import re
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from datetime import UTC
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from watchfiles import watch

from plugins.kernel.dates import parsed_date

from .builder import BuilderProcess
from .server import BuildNews, Handler

_WATCHED = tuple(p for p in ("theme", "plugins", "house", "pelicanconf.py") if Path(p).exists())


def main(arguments: Sequence[str]) -> str | int:
    """Serve until Ctrl-C or a signal to end; return what to exit with."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("content")
    parser.add_argument("output")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--drafts", action="store_true")
    parser.add_argument("--at", default="")
    options = parser.parse_args(arguments)
    gc.enable()  # this process lives long
    if not Path(options.content).is_dir():
        return f'There is no folder "{options.content}". Name another: make serve CONTENT=content'
    port = int(options.port) if re.fullmatch("[0-9]{1,5}", options.port) else 0
    if not 0 < port < 65_536:
        return f'"{options.port}" is no port. Choose one up to 65535: make serve PORT=8000'
    if problem := _not_a_moment(options.at):
        return problem
    signal.signal(signal.SIGTERM, _end)
    try:
        with tempfile.TemporaryDirectory(prefix="stet-preview-") as preview:
            # held stories are never built into output/
            output = preview if options.drafts or options.at else options.output
            builder = BuilderProcess(options.content, output, options.at, drafts=options.drafts)
            return _serve(builder, options.content, output, port)
    except KeyboardInterrupt:
        print()
    return 0


def _end(*_: object) -> None:
    """End as with Ctrl-C, so that the preview is removed; a second signal cannot stop that."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _not_a_moment(typed: str) -> str:
    """Return what is wrong with the moment that was *typed*; nothing where it is one, or none."""
    try:
        if typed:
            parsed_date(typed, UTC)
    except ValueError:
        return f'"{typed}" is not a date and time. Write it as AT="2026-03-15 13:00"'
    return ""


def _serve(builder: BuilderProcess, content: str, output: str, port: int) -> int | str:
    news = BuildNews()
    handler = partial(Handler, news=news, directory=output)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        return f"Port {port} is taken. Choose another: make serve PORT={port + 1}"
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        changes = _changes(content)
        news.send(builder.build())
        if builder.at:
            print(f"This is the site of {builder.at}. It is not written into output/.", flush=True)
        print(f"Serving http://localhost:{port}/ until Ctrl-C", flush=True)
        for paths in changes:
            news.send(builder.build(paths))
    finally:
        builder.end()
        server.shutdown()
    return 0


def _changes(content: str) -> Iterator[list[str]]:
    """Return the files that are changed from now on, some at a time, as they are changed.

    Whoever saves a story during the first build sees it after that.
    """
    options = {"step": 20, "debounce": 200, "rust_timeout": 250, "yield_on_timeout": True}
    found = watch(content, *_WATCHED, raise_interrupt=True, **options)  # type: ignore[arg-type]
    next(found)  # it begins to look
    return ([path for _, path in changes] for changes in found if changes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
