"""Each type forgives writing, and asks back what it cannot know."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier.said import How, Wrong
from celtrace.dossier.scalars import TYPES
from celtrace.rows import Cell

HOW = How(ZoneInfo("UTC"), choices=("complete", "model-sheet", "public_body"))


def read(type_: str, text: str) -> Any:
    return TYPES[type_](Cell(text, ""), HOW)


@pytest.mark.parametrize(
    ("type_", "text", "expected"),
    [
        ("country", "kp", "KP"),
        ("country", "DPRK", "KP"),
        ("country", "North Korea", "KP"),
        ("country", "Korea, North", "KP"),
        ("country", "Republic of Korea", "KR"),
        ("country", "PRC", "CN"),
        ("country", "The Netherlands", "NL"),
        ("country", "Côte d’Ivoire", "CI"),
        ("country", "UK", "GB"),
        ("country", "Hong Kong SAR, China", "HK"),
        ("country", "CHN", "CN"),
        ("country", "Russian Federation", "RU"),
        ("country", "Viet Nam", "VN"),
        ("country", "中国", "CN"),
        ("country", "Saint Kitts and Nevis", "KN"),
        ("country", "Guinea", "GN"),
        ("country", "북한", "KP"),
        ("nationality", "Chinese", "CN"),
        ("nationality", "RU", "RU"),
        ("currency", "usd", "USD"),
        ("bool", "Yes", True),
        ("bool", "0", False),
        ("bool", "TRUE", True),
        ("enum", "Complete", "complete"),
        ("enum", "model sheet", "model-sheet"),
        ("enum", "Public Body", "public_body"),
        ("consent", "With consent", "with-consent"),
        ("consent", "no", "false"),
        ("ip", "2001:DB8:0::1", "2001:db8::1"),
        ("cidr", "175.45.176.0/22", "175.45.176.0/22"),
        ("cidr", "192.0.2.7", "192.0.2.7/32"),
        ("timezone", "asia/seoul", "Asia/Seoul"),
        ("claimed_zone", "UTC+9", "UTC+9"),
        ("year", "2021", 2021),
        ("years", "2019 - 2021", "2019-2021"),
        ("path", "./a//b", "a/b"),
        ("measure", "m12", "M012"),
        ("indicator", "I-36", "I036"),
        ("unit", "Cuts", "cut"),
        ("portfolio", "https://x.example/a", "https://x.example/a"),
        ("cut", "ep05_c101", "ep05_c101"),
        ("pin", "None", "none"),
    ],
)
def test_usual_writings_are_read(type_: str, text: str, expected: object) -> None:
    assert expected == read(type_, text)


@pytest.mark.parametrize(
    ("type_", "text", "said"),
    [
        ("country", "Korea", "KP (North Korea) or KR (South Korea)"),
        ("country", "Congo", "CD"),
        ("country", "Chinna", "did you mean CN"),
        ("country", "Atlantis", "two-letter code"),
        ("currency", "RMB", "did you mean CNY"),
        ("currency", "$", "USD, or another dollar"),
        ("bool", "maybe", "write true or false"),
        ("enum", "complet", "did you mean `complete`"),
        ("ip", "1.2.3.4:80", "without port"),
        ("cidr", "192.0.2.7/24", "192.0.2.0/24"),
        ("timezone", "Asia/Soul", "did you mean Asia/Seoul"),
        ("year", "21", "four digits"),
        ("path", "../x", "leads out"),
        ("path", "C:\\x", "relative"),
        ("path", "/etc/passwd", "relative"),
        ("path", "https://x.example", "web address"),
        ("cut", "ep(?P<episode>x", "pattern"),
        ("cut", "ep(?P<episode>x)", "no group named `cut`"),
        ("measure", "I036", "M012"),
        ("id", "x" * 201, "short id"),
    ],
)
def test_a_fault_says_what_is_meant_or_how_to_write_it(type_: str, text: str, said: str) -> None:
    with pytest.raises(Wrong) as caught:
        read(type_, text)
    assert said in f"{caught.value.problem} {caught.value.remedy}"


@given(st.sampled_from(sorted(TYPES)), st.text(min_size=1, max_size=40))
def test_any_text_is_a_value_or_a_fault(type_: str, text: str) -> None:
    try:
        assert read(type_, text) is not None
    except Wrong as wrong:
        assert wrong.remedy  # noqa: PT017 - only this may come out
