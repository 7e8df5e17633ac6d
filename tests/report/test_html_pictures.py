"""The picture of what differs stands in the report under its finding."""

from __future__ import annotations

import base64
import re

from celtrace.report import html
from celtrace.report.content import ReportContent

JPEG = b"\xff\xd8\xff proof"


def test_a_picture_is_set_under_its_finding_and_nowhere_else(content: ReportContent) -> None:
    plain = html.render(content).decode()
    first = re.findall(r'<article class="card[^>]* id="finding-([0-9a-f]+)"', plain)[0]
    shown = html.render(content, {first: JPEG}).decode()
    assert "data:image/jpeg" not in plain
    assert 1 == shown.count(base64.b64encode(JPEG).decode())
    card = shown.split(f'id="finding-{first}"')[1].split("</article>")[0]
    assert "data:image/jpeg" in card
    assert "alt=" in card


def test_a_picture_of_a_finding_that_is_not_shown_is_left_out(content: ReportContent) -> None:
    assert html.render(content) == html.render(content, {"0" * 16: JPEG})
