"""A static web server on loopback for `tests.bench.channels`: nginx where there is one, else Python's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_PATIENCE = 10.0  # seconds

# One process, so that its processor time is all there is. Headers and ETags are nginx's own choice.
_NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; keepalive_requests 100000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {site}; }}
}}
"""

# It sends head and body apart, and would wait 40 ms between them for an acknowledgement.
_PYTHON = """
import runpy, socketserver
socketserver.StreamRequestHandler.disable_nagle_algorithm = True
runpy.run_module("http.server", run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True, slots=True)
class Server:
    """One that runs. ``name`` says which."""

    name: str
    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time so far, of threads that ended too."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        user, system = fields[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(site: Path, folder: Path) -> Iterator[Server]:
    """Serve ``site`` while the block runs; ``folder`` is the server's own."""
    folder.mkdir()
    port = _free_port()
    nginx = shutil.which("nginx")
    if nginx:
        config = folder / "nginx.conf"
        config.write_text(_NGINX.format(folder=folder, site=site, port=port))
        name, command = "nginx", [nginx, "-e", f"{folder}/error.log", "-c", str(config)]
    else:
        options = ["--protocol", "HTTP/1.1", "--bind", "127.0.0.1", "--directory", str(site), str(port)]
        name, command = "http.server of Python", [sys.executable, "-c", _PYTHON, *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Server(name, port, process.pid)
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    with socket.socket() as probe:
        while probe.connect_ex(("127.0.0.1", port)) != 0:
            if time.monotonic() > until:
                raise SystemExit("the web server does not start")
            time.sleep(0.02)
