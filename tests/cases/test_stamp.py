"""Time stamps by a real authority: openssl's, answering on the loopback."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from celtrace.cases.case import Case
from celtrace.cases.stamp import KEPT_AS, checked, stamp
from celtrace.cases.verify import verify
from celtrace.errors import CeltraceError, EvidenceChanged, UsageError

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl is not installed")
MANIFEST = b'{"path":"a"}\n'
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


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
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


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case", lambda: datetime.now(UTC)) as opened:
        yield opened


def test_a_manifest_is_stamped_checked_and_kept(case: Case, authority: str, home: Path) -> None:
    found = stamp(case, MANIFEST, authority, home / "root.pem")
    assert found.trusted
    assert abs(found.time - datetime.now(UTC)) < timedelta(minutes=5)
    token = (case.folder / KEPT_AS).read_bytes()
    assert found.manifest == checked(token, MANIFEST, authority, home / "root.pem").manifest
    assert "stamp" in [entry.action for entry in case.journal.read()]


def test_a_stamped_case_stands_up(tmp_path: Path, authority: str) -> None:
    with Case.create_or_open(tmp_path / "own", lambda: datetime.now(UTC)) as opened:
        stamp(opened, MANIFEST, authority)
    assert () == verify(tmp_path / "own")


def test_another_program_accepts_the_token(case: Case, authority: str, home: Path) -> None:
    stamp(case, MANIFEST, authority)
    (case.folder / "manifest").write_bytes(MANIFEST)
    openssl("ts", "-verify", "-in", str(case.folder / KEPT_AS), "-data",
            str(case.folder / "manifest"), "-CAfile", str(home / "root.pem"), "-untrusted",
            str(home / "tsa.pem"))  # fmt: skip


def test_without_a_root_the_signature_is_not_said_to_be_checked(case: Case, authority: str) -> None:
    assert not stamp(case, MANIFEST, authority).trusted


def test_a_token_about_other_bytes_is_refused(case: Case, authority: str) -> None:
    stamp(case, MANIFEST, authority)
    token = (case.folder / KEPT_AS).read_bytes()
    with pytest.raises(EvidenceChanged, match="other bytes"):
        checked(token, b"another manifest", authority)


def test_a_token_of_somebody_else_is_refused(case: Case, authority: str, home: Path) -> None:
    with pytest.raises(EvidenceChanged, match="not signed by whom"):
        stamp(case, MANIFEST, authority, home / "other.pem")
    assert not (case.folder / KEPT_AS).exists()


@pytest.mark.parametrize("page", ["broken", "busy"])
def test_an_authority_that_gives_no_token_is_an_error(
    case: Case, authority: str, page: str
) -> None:
    with pytest.raises(CeltraceError, match="gave no time stamp"):
        stamp(case, MANIFEST, authority + page)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "nonsense", "ftp://x/"])
def test_an_address_that_does_not_answer_is_an_error(case: Case, address: str) -> None:
    with pytest.raises(CeltraceError, match="gave no time stamp"):
        stamp(case, MANIFEST, address)


def test_a_root_that_is_no_certificate_is_said(case: Case, authority: str, tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("no certificate")
    with pytest.raises(UsageError, match="no certificates"):
        stamp(case, MANIFEST, authority, tmp_path / "x.pem")
