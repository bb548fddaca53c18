"""Real web servers on this machine, configured with the snippets that a site publishes."""

import contextlib
import itertools
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .tools import needs

PATIENCE = 20  # seconds to wait for a server before the test fails; not a measure of speed

NGINX = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {snippets}/nginx.conf;
    }}
}}
"""

CADDY = """\
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    root * {root}
    import {snippets}/Caddyfile
}}
"""

COMMANDS: dict[str, tuple[str, Callable[[Path], list[str]]]] = {
    "nginx": (NGINX, lambda main: ["-c", str(main), "-p", str(main.parent), "-e", "stderr"]),
    "caddy": (CADDY, lambda main: ["run", "--adapter", "caddyfile", "--config", str(main)]),
}

SERVERS = [pytest.param(name, marks=needs(**{name: shutil.which(name)})) for name in COMMANDS]


WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
_PORTS = itertools.count(20_000 + 200 * WORKER)


def free_port() -> int:
    """Return a free port, a different one at each call and in each worker.

    It is below 32768, where the ports begin that systems assign to programs that ask for any, so
    no other program gets it before it is used.
    """
    for port in _PORTS:
        with contextlib.suppress(OSError), socket.socket() as free:
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("the counter has no end")


@contextmanager
def served(name: str, root: Path, site: Path, folder: Path, port: int) -> Iterator[str]:
    """Serve *root*, which contains *site*, with the server *name*; yield its address.

    The server's own files go into *folder*.
    """
    config, arguments = COMMANDS[name]
    folder.mkdir(parents=True, exist_ok=True)
    main = folder / "main.conf"
    values = {"folder": folder, "port": port, "root": root, "snippets": site / "_hosting"}
    main.write_text(config.format(**values), "utf-8")
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [shutil.which(name) or name, *arguments(main)],
            env=os.environ | home,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail(log.read_text("utf-8", "replace"))
