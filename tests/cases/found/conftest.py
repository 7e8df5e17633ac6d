"""An open case for tests of found files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from celtrace.cases.case import Case

NOW = datetime(2024, 1, 15, 9, tzinfo=UTC)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create_or_open(tmp_path / "case", lambda: NOW) as opened:
        yield opened
