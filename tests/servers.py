"""Real web servers on this machine, told of a site by the snippets that are published with it."""

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

PATIENCE = 20  # seconds until a server that never answers is given up; no measure of speed

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
    """Return a port that nobody listens on, another at each call and in each worker.

    Systems give ports from 32768 on to whoever asks for any, so they do not give this one away
    before it is used.
    """
    for port in _PORTS:
        with contextlib.suppress(OSError), socket.socket() as free:
            free.bind(("127.0.0.1", port))
            return port
    raise AssertionError("there is no end of numbers")


@contextmanager
def served(name: str, root: Path, site: Path, folder: Path, port: int) -> Iterator[str]:
    """Let the server *name* serve *root*, in which the *site* lies; give its address.

    What it keeps goes into *folder*.
    """
    config, arguments = COMMANDS[name]
    folder.mkdir(parents=True, exist_ok=True)
    main = folder / "main.conf"
    values = {"folder": folder, "port": port, "root": root, "snippets": site / "_hosting"}
    main.write_text(config.format(**values), "utf-8")
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    said = folder / "said"
    with said.open("wb") as log:
        process = subprocess.Popen(
            [shutil.which(name) or name, *arguments(main)],
            env=os.environ | home,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(process, port, said)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    pytest.fail(said.read_text("utf-8", "replace"))
