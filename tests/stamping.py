"""A stamping authority of the tests: openssl's, answering on the loopback (RFC 3161)."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

OPENSSL = shutil.which("openssl")
CONFIG = """[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa]
extendedKeyUsage = critical,timeStamping
basicConstraints = CA:false
keyUsage = critical,digitalSignature
[tsa_default]
serial = {home}/serial
signer_cert = {home}/tsa.pem
signer_key = {home}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def openssl(*arguments: str) -> None:
    subprocess.run([OPENSSL or "", *arguments], check=True, capture_output=True)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("tsa")
    config = made / "tsa.cnf"
    config.write_text(CONFIG.format(home=made))
    (made / "serial").write_text("01\n")
    for name, subject in (("root", "/CN=Root"), ("tsa", "/CN=Stamper"), ("other", "/CN=Other")):
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048",
                "-out", str(made / f"{name}.key"))  # fmt: skip
        openssl("req", "-new", "-config", str(config), "-key", str(made / f"{name}.key"),
                "-subj", subject, "-out", str(made / f"{name}.csr"))  # fmt: skip
    for name in ("root", "other"):
        openssl("x509", "-req", "-in", str(made / f"{name}.csr"), "-signkey",
                str(made / f"{name}.key"), "-days", "3650", "-extfile", str(config),
                "-extensions", "root", "-out", str(made / f"{name}.pem"))  # fmt: skip
    openssl("x509", "-req", "-in", str(made / "tsa.csr"), "-CA", str(made / "root.pem"),
            "-CAkey", str(made / "root.key"), "-CAcreateserial", "-days", "3650", "-extfile",
            str(config), "-extensions", "tsa", "-out", str(made / "tsa.pem"))  # fmt: skip
    return made


@pytest.fixture(scope="session")
def authority(home: Path) -> Iterator[str]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/broken":
                reply = b"no token"
            else:
                (home / "query").write_bytes(data)
                openssl("ts", "-reply", "-config", str(home / "tsa.cnf"), "-section",
                        "tsa_default", "-queryfile", str(home / "query"), "-out",
                        str(home / "reply"))  # fmt: skip
                reply = (home / "reply").read_bytes()
            self.send_response(503 if self.path == "/busy" else 200)
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
