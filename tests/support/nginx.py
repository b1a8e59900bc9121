"""A real nginx with the configuration of docs/nginx.conf, in front of a site on this machine."""

import datetime
import http.client
import ipaddress
import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

CONFIGURATION = Path(__file__).resolve().parents[2] / "docs" / "nginx.conf"
NAME = "reviews.example.org"
NEEDED = "The tests of nginx need it: install it (on Debian: apt install nginx-light)."
PATIENCE = 60
# What the site behind it is set up with.
ENVIRONMENT = {
    "BEHIND_PROXY": "1",
    "MICRO_CACHE": "1",
    "DOCUMENTS_X_ACCEL": "/protected/",
    "SITE_URL": f"https://{NAME}",
    "ALLOWED_HOSTS": NAME,
}
MAIN = """
{user}
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/errors crit;
events {{ worker_connections 1024; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/other;
    uwsgi_temp_path {folder}/other;
    scgi_temp_path {folder}/other;
    include register.conf;
}}
"""


def program() -> str:
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    assert found, NEEDED
    return found


class Front:
    """What readers of the site meet."""

    def __init__(self, ports: tuple[int, int], folder: Path, process: int) -> None:
        self.port, self.plain_port = ports
        self.folder, self.process = folder, process
        self._trust = ssl.create_default_context(cafile=folder / "certificate.pem")

    def connection(self) -> http.client.HTTPConnection:
        opened = http.client.HTTPConnection(NAME, timeout=PATIENCE)
        bare = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        opened.sock = self._trust.wrap_socket(bare, server_hostname=NAME)
        return opened

    def ask(self, address, method="GET", body=None, **headers) -> tuple[int, HTTPMessage, bytes]:
        asked = self.connection()
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            asked.request(method, address, body=body, headers=named)
            answer = asked.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            asked.close()

    def ask_raw(self, address: bytes) -> tuple[int, HTTPMessage, bytes]:
        """The same for an address that Python would not send."""
        with closing(self.connection()) as asked:
            asked.sock.sendall(b"GET %s HTTP/1.1\r\nHost: %s\r\n\r\n" % (address, NAME.encode()))
            answer = http.client.HTTPResponse(asked.sock)
            answer.begin()
            return answer.status, answer.headers, answer.read()


@contextmanager
def running_nginx(
    folder: Path, site_port: int, data_dir: Path, configuration: str = ""
) -> Iterator[Front]:
    """nginx in front of the site at ``site_port``, whose files are in ``data_dir``."""
    _certificate(folder)
    with (
        _listener() as secure,
        _listener() as plain,
        (folder / "complaints").open("w") as complaints,
    ):
        ports = secure.getsockname()[1], plain.getsockname()[1]
        text = configuration or CONFIGURATION.read_text()
        _write(folder, text, _places(folder, *ports, site_port, data_dir))
        inherited = (secure.fileno(), plain.fileno())
        # nginx takes over what listens already, so that nobody else can have the ports in between.
        process = subprocess.Popen(
            [program(), "-p", str(folder), "-c", str(folder / "nginx.conf")],
            env=os.environ | {"NGINX": "".join(f"{each};" for each in inherited)},
            pass_fds=inherited,
            stderr=complaints,
        )
        try:
            yield Front(ports, folder, process.pid)
            assert process.poll() is None, (folder / "complaints").read_text()
        finally:
            process.terminate()
            process.wait()


def _listener() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def _places(
    folder: Path, secure: int, plain: int, site_port: int, data_dir: Path
) -> dict[str, str]:
    """What is to be changed in the documented configuration, and into what."""
    return {
        "127.0.0.1:8000": f"127.0.0.1:{site_port}",
        "/var/cache/nginx/register": f"{folder}/cache",
        "/etc/ssl/register/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "/srv/register/": f"{data_dir}/",
        "    listen [::]:443 ssl http2;\n": "",
        "    listen [::]:80;\n": "",
        "listen 443 ": f"listen 127.0.0.1:{secure} ",
        "listen 80;": f"listen 127.0.0.1:{plain};",
    }


def _write(folder: Path, text: str, places: dict[str, str]) -> None:
    for said, meant in places.items():
        text = text.replace(said, meant)
    (folder / "register.conf").write_text(text)
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName(NAME), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "certificate.pem").write_bytes(made.public_bytes(pem))
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, *private))
