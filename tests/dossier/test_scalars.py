"""Each type forgives writing, and asks back what it cannot know."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier.said import How, Wrong
from celtrace.dossier.scalars import TYPES, zone_of
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


READ = """
id | a b | a b
ref | 007 | 007
text | =1+1 | =1+1
bool | y | True
bool | ON | True
bool | ✓ | True
bool | 是 | True
bool | 예 | True
bool | Да | True
bool | n | False
bool | Off | False
bool | 否 | False
bool | нет | False
enum | MODEL_SHEET | model-sheet
enum | model sheets | model-sheet
enum | publicbody | public_body
consent | 1 | true
consent | N | false
consent | WITH_CONSENT | with-consent
ip | 192.0.2.1 | 192.0.2.1
ip | 2001:0DB8:0000:0000:0000:0000:0000:0001 | 2001:db8::1
ip | ::FFFF:175.45.176.1 | 175.45.176.1
ip | fe80::1%eth0 | fe80::1%eth0
cidr | 192.0.2.0/255.255.255.0 | 192.0.2.0/24
cidr | 2001:DB8::/32 | 2001:db8::/32
cidr | 0.0.0.0/0 | 0.0.0.0/0
cidr | 2001:db8::1 | 2001:db8::1/128
timezone | utc | UTC
timezone | America/New York | America/New_York
timezone | asia/ho_chi_minh | Asia/Ho_Chi_Minh
timezone | Etc/GMT-9 | Etc/GMT-9
claimed_zone | UTC+14 | UTC+14
claimed_zone | utc +08:00 | utc +08:00
claimed_zone | -0330 | -0330
claimed_zone | GMT-3 | GMT-3
claimed_zone | Asia/Pyongyang | Asia/Pyongyang
year | 2021 | 2021
years | 2021 | 2021
years | 2019–2021 | 2019-2021
years | 2019/2021 | 2019-2021
years | 2021-2021 | 2021-2021
path | a | a
path | a/ | a
path | a//b/./c | a/b/c
path | . | .
path | ..a/b..c | ..a/b..c
path | 日本/動画 1.png | 日本/動画 1.png
portfolio | ftp://x.example/a | ftp://x.example/a
portfolio | ./a | a
unit | FRAMES | frame
unit | sec | second
unit | minute | minute
unit | Backgrounds | Backgrounds
cut | (?P<episode>.)(?P<cut>.) | (?P<episode>.)(?P<cut>.)
cut | [ | [
pin | NONE | none
pin | 2023-01-21 | 2023-01-21
measure | M-1 | M001
measure | m0012 | M012
indicator | i 36 | I036
decimal | 23.976 | 23.976
int | 1,234,567 | 1234567
""".strip().splitlines()
ASKED_BACK = """
bool | oui | `oui` is neither true nor false | write true or false
bool | 2 | `2` is neither true nor false | write true or false
enum | boards | `boards` is not one of complete, model-sheet, public_body | Write one of them
consent | perhaps | `perhaps` is not one of true, false, with-consent | write one of them
ip | 192.0.2.01 | `192.0.2.01` is not an IP address | write one address, without port or mask
ip | 192.0.2.0/24 | `192.0.2.0/24` is not an IP address | write one address, without port or mask
ip | [::1] | `[::1]` is not an IP address | write one address, without port or mask
ip | 3232235521 | `3232235521` is not an IP address | write one address, without port or mask
cidr | 192.0.2.1-9 | `192.0.2.1-9` is not a block of addresses | write it as 192.0.2.0/24
cidr | 192.0.2.0/33 | `192.0.2.0/33` is not a block of addresses | write it as 192.0.2.0/24
cidr | 2001:db8::1/32 | `2001:db8::1/32` has bits set behind its mask | write 2001:db8::/32
timezone | Seoul | `Seoul` is not a time zone \
| did you mean Asia/Seoul? Write an IANA name, such as Asia/Seoul
timezone | ../etc/passwd | `../etc/passwd` is not a time zone \
| Write an IANA name, such as Asia/Seoul
timezone | UTC+8 | `UTC+8` is not a time zone \
| did you mean UTC? Write an IANA name, such as Asia/Seoul
claimed_zone | UTC+99 | `UTC+99` is not a time zone \
| did you mean UTC? Write an IANA name, such as Asia/Seoul
year | 0000 | `0000` is not a year | write four digits
year | ٢٠٢١ | `٢٠٢١` is not a year | write four digits
year | 2021.0 | `2021.0` is not a year | write four digits
years | 2019-21 | `2019-21` is not a year | write 2021, or 2019-2021
years | 2019- | `2019-` is not a year | write 2021, or 2019-2021
years | 2021-2019 | `2021-2019` ends before it begins | swap the two
measure | M12345 | `M12345` is not the id of a measure | write it as M012
measure | 12 | `12` is not the id of a measure | write it as M012
indicator | M012 | `M012` is not the id of an indicator | write it as I012
country | EU | `EU` is not a country | Write the ISO 3166 two-letter code or the English name
country | Virgin Islands | `Virgin Islands` may be VG (British) or VI (US) \
| write the two-letter code
pin | latest | `latest` is not a date | write the date as YYYY-MM-DD
cut | (?P<ep>.) (?P<episode>.) | `(?P<ep>.) (?P<episode>.)` has no group named `cut` \
| add (?P<cut>\\d+)
""".strip().splitlines()
PATHS = """
/etc/passwd | is not relative to the dossier
//server/x | is not relative to the dossier
~/x | is not relative to the dossier
C:\\x | is not relative to the dossier
c:x | is not relative to the dossier
https://x.example/a | is a web address, not a file
file:///etc/passwd | is a web address, not a file
.. | leads out of the dossier or has a backslash
a/../../b | leads out of the dossier or has a backslash
a\\b | leads out of the dossier or has a backslash
\\\\server\\x | leads out of the dossier or has a backslash
""".strip().splitlines()


def cells(lines: list[str]) -> list[tuple[str, ...]]:
    """Cells of a table of cases."""
    return [tuple(cell.strip() for cell in line.split(" | ")) for line in lines]


def refused(type_: str, text: str) -> Wrong:
    with pytest.raises(Wrong) as caught:
        read(type_, text)
    return caught.value


@pytest.mark.parametrize(("type_", "text", "expected"), cells(READ))
def test_a_writing_is_read_as_its_type(type_: str, text: str, expected: str) -> None:
    assert expected == str(read(type_, text))


@pytest.mark.parametrize(("type_", "text", "problem", "remedy"), cells(ASKED_BACK))
def test_the_sentences_of_a_fault_say_what_is_wrong_and_what_to_write(
    type_: str, text: str, problem: str, remedy: str
) -> None:
    wrong = refused(type_, text)
    assert (problem, remedy) == (wrong.problem, wrong.remedy)


@pytest.mark.parametrize(("text", "said"), cells(PATHS))
def test_a_path_that_leads_out_of_the_dossier_is_refused(text: str, said: str) -> None:
    wrong = refused("path", text)
    assert f"`{text}` {said}" == wrong.problem
    assert (
        "write it relative to the dossier's folder, with `/`, such as logs/auth.log" == wrong.remedy
    )


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\u2028b"])
def test_an_id_stands_on_one_line(text: str) -> None:
    assert "`a b` stands on several lines" == refused("id", text).problem
    assert "give a short id on one line" == refused("id", text).remedy


def test_an_id_has_up_to_200_characters() -> None:
    assert "x" * 200 == read("id", "x" * 200)
    assert refused("id", "x" * 201).problem.endswith("is too long for an id")


def test_a_deeply_nested_pattern_is_a_fault() -> None:
    assert "is not a pattern" in refused("cut", "(?P<cut>" + "(" * 5000).problem


def test_a_path_with_a_zero_byte_is_refused() -> None:
    assert "leads out of the dossier" in refused("path", "a\x00b").problem


@pytest.mark.parametrize("name", ["UTC", "Asia/Seoul", "Mars/Phobos", "../x", ""])
def test_a_zone_is_always_there(name: str) -> None:
    expected = name if name in ("UTC", "Asia/Seoul") else "UTC"
    assert expected == zone_of(name).key


@given(st.ip_addresses())
def test_an_address_is_read_in_one_writing(value: Any) -> None:
    """RFC 5952, 4: an address has one text form."""
    once = read("ip", value.exploded)
    assert (once, once) == (read("ip", once), read("ip", value.compressed))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_written_as_ipv6_is_the_same_address(value: Any) -> None:
    """RFC 4291, 2.5.5.2: IPv4-mapped addresses represent the addresses of IPv4 nodes."""
    assert str(value) == read("ip", f"::ffff:{value}")


@given(st.text(alphabet="ab/.~\\:", min_size=1, max_size=12))
def test_a_path_never_leaves_the_dossier(text: str) -> None:
    """'The rest are the user's own files': paths are relative to the dossier's folder."""
    try:
        found = read("path", text)
    except Wrong:
        return
    assert not found.startswith("/")
    assert ".." not in found.split("/")


@given(st.text(alphabet="ab/.", min_size=1, max_size=12))
def test_a_path_has_one_writing(text: str) -> None:
    try:
        once = read("path", text)
    except Wrong:
        return
    assert once == read("path", once)
