"""Writes the log samples: invented hosts, documentation addresses (RFC 5737, RFC 3849)."""

from __future__ import annotations

from pathlib import Path

SAMPLES = Path(__file__).parent / "logs"

SSHD = """\
Dec 31 23:59:58 render1 sshd[24200]: Accepted publickey for mina from 192.0.2.7 port 38926 ssh2: ED25519 SHA256:abc
Dec 31 23:59:59 render1 sshd[24201]: Failed password for invalid user admin from 198.51.100.9 port 4000 ssh2
Dec 31 23:59:59 render1 CRON[9]: pam_unix(cron:session): session opened for user root
Jan  1 00:00:03 render1 sshd[24202]: Accepted password for jun from 2001:db8::5 port 50022 ssh2
Jan  1 00:00:04 render1 sshd[24202]: pam_unix(sshd:session): session opened for user jun
2024-01-01T08:00:05+08:00 render1 sshd[24203]: Accepted password for lee from 203.0.113.4 port 50023 ssh2
Jan  1 00:00:06 render1 sshd[24204]: Teapot is short and stout
Jan  1 00:00:07 render1 sshd[24205]: Failed password for x from 203.0.113.4 port 1 ssh2; Accepted password for root from 192.0.2.1 port 2 ssh2
half a li"""  # noqa: E501


def main() -> None:
    """Write every sample again."""
    folder = SAMPLES / "sshd"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "auth.log").write_text(SSHD, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
