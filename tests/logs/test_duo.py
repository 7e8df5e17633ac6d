"""Duo, authentication log: the reader on its samples."""

from __future__ import annotations

from celtrace.logs import duo
from logs.reading import said, sample


def test_authlogs_json_gives_every_record() -> None:
    assert [
        "success mina 2024-03-01 08:00:00 192.0.2.7",
        "failure jun 2024-03-01 08:01:00 192.0.2.7",
        "failure lee 2024-03-01 08:02:00 192.0.2.7",
    ] == said(duo, "authlogs.json", timezone="Asia/Tokyo")


def test_the_device_that_approved_and_its_address_are_kept() -> None:
    first, *_ = sample(duo, "authlogs.json")[0]
    assert ("duo_push", "DPHONE1", "EP1") == (first.mfa, first.mfa_device, first.device)
    assert (("203.0.113.77",), "VPN") == (first.via, first.application)
    assert "Firefox 128 Linux" == first.user_agent
