"""Servers to connect to: a pretended one, and a real Kitsu where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from doors.connectors.pretend import Pretended, pretended


class RealKitsu(NamedTuple):
    """A real server and the token of its bot."""

    url: str
    token: str


@pytest.fixture
def server() -> Iterator[Pretended]:
    """A pretended server with nothing in it."""
    with pretended() as running:
        yield running


@pytest.fixture(scope="session")
def kitsu() -> RealKitsu:
    """The server that `.ci/kitsu start FOLDER` made; source FOLDER/kitsu.env."""
    url, token = (os.environ.get(f"CELTRACE_TEST_KITSU{end}", "") for end in ("", "_TOKEN"))
    if not url or not token:
        pytest.skip("no Kitsu server: start one with .ci/kitsu and set CELTRACE_TEST_KITSU")
    return RealKitsu(url, Path(token).read_text(encoding="utf-8").strip())
