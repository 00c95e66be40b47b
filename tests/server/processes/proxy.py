"""A real nginx before some servers, as deploy/nginx.conf sets it up."""

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import which

import pytest

NGINX = which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
CONFIGURATION = Path(__file__).parents[3] / "deploy" / "nginx.conf"
_MAIN = """{user}worker_processes 1;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@contextmanager
def proxy(servers: Sequence[str], folder: Path) -> Iterator[str]:
    """Run nginx before some servers, and give its address; the test is skipped where there is none.

    Args:
        servers: Their addresses, as `127.0.0.1:8000`.
        folder: An empty folder for its files.

    """
    if NGINX is None:
        pytest.skip("nginx is not installed here")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "site.conf").write_text(_site(servers, folder, port))
    user = "" if os.geteuid() else "user root;\n"  # who else may enter a folder of the tests?
    (folder / "nginx.conf").write_text(_MAIN.format(folder=folder, user=user))
    with subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"]) as process:
        try:
            _wait(port, process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _site(servers: Sequence[str], folder: Path, port: int) -> str:
    """Return deploy/nginx.conf for these servers, this folder and this port."""
    text = CONFIGURATION.read_text()
    (how,) = set(re.findall(r"server reader-\d:8000 (.*;)\n", text))
    text = re.sub(r"( +server reader-.*\n)+", "".join(f"server {name} {how}\n" for name in servers), text)
    return text.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/var/cache/nginx", str(folder))


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until nginx takes connections."""
    while process.poll() is None:
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
            return
        time.sleep(0.02)
    raise RuntimeError("nginx does not start; why stands above")
