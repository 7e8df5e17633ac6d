"""Countries go by code, English name and the usual variants; an unclear name by none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.dossier.countries import NAMES, NATIONALITIES, UNCLEAR, code_of, folded

ISO_CODES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
""".split()  # noqa: SIM905 - a table reads best as words
"""The 249 two-letter codes in force (ISO 3166-1)."""

ISO_NAMES = """
AE United Arab Emirates
AG Antigua and Barbuda
AS American Samoa
AX Åland Islands
BA Bosnia and Herzegovina
BL Saint Barthélemy
BN Brunei Darussalam
BO Bolivia (Plurinational State of)
BQ Bonaire, Sint Eustatius and Saba
CD Congo, the Democratic Republic of the
CG Republic of the Congo
CI Côte d'Ivoire
CV Cabo Verde
CZ Czechia
FK Falkland Islands (Malvinas)
FM Micronesia (Federated States of)
GB United Kingdom of Great Britain and Northern Ireland
GM The Gambia
GS South Georgia and the South Sandwich Islands
HM Heard Island and McDonald Islands
IO British Indian Ocean Territory
IR Iran (Islamic Republic of)
KN Saint Kitts and Nevis
KP Korea (the Democratic People's Republic of)
KR Korea (the Republic of)
LA Lao People's Democratic Republic
LC Saint Lucia
MD Moldova (the Republic of)
MF Saint Martin (French part)
MK North Macedonia
MO Macao
MP Northern Mariana Islands
NL Netherlands (Kingdom of the)
PM Saint Pierre and Miquelon
PS Palestine, State of
RE Réunion
RU Russian Federation
SH Saint Helena, Ascension and Tristan da Cunha
SJ Svalbard and Jan Mayen
ST Sao Tome and Principe
SX Sint Maarten (Dutch part)
SY Syrian Arab Republic
TC Turks and Caicos Islands
TF French Southern Territories
TL Timor-Leste
TR Türkiye
TT Trinidad and Tobago
TW Taiwan (Province of China)
TZ Tanzania, the United Republic of
UM United States Minor Outlying Islands
US United States of America
VA Holy See
VC Saint Vincent and the Grenadines
VE Venezuela (Bolivarian Republic of)
VG Virgin Islands (British)
VI Virgin Islands (U.S.)
VN Viet Nam
WF Wallis and Futuna
""".strip().splitlines()
"""English short names of ISO 3166-1 that differ from everyday ones."""

BUSINESS = """
KP DPRK
KP D.P.R.K.
KP D.P.R. Korea
KP DPR of Korea
KP Korea DPR
KP N. Korea
KP North-Korea
KP Korea, North
KP Democratic Peoples Republic of Korea
KP 朝鲜
KP 北朝鮮
KP 조선민주주의인민공화국
KP КНДР
KR ROK
KR S. Korea
KR Korea South
KR 韩国
KR 대한민국
CN PRC
CN P.R.C.
CN PR of China
CN P. R. China
CN mainland  china
CN 中华人民共和国
HK Hongkong
HK Hong Kong, China
HK China (Hong Kong)
MO Macau SAR
TW Chinese Taipei
RU Российская Федерация
RU РФ
JP 日本
US U.S.A.
US the United States
GB U.K.
GB Great Britain
AE U.A.E.
VI U.S. Virgin Islands
VG British Virgin Islands
VG BVI
CD Congo (Kinshasa)
CG Congo-Brazzaville
LA Laos
MM Burma
CI Ivory Coast
KN St. Kitts & Nevis
AX Åland
CZ czech republic
DE Deutschland
CH Schweiz
""".strip().splitlines()
"""Writings met in vendor sheets and contracts."""


@pytest.mark.parametrize("code", ISO_CODES)
def test_every_code_of_iso_3166_names_itself(code: str) -> None:
    """'Countries are ISO 3166-1 alpha-2 or English names'."""
    assert (code, code) == (code_of(code), code_of(code.lower()))


@pytest.mark.parametrize("line", ISO_NAMES)
def test_an_english_short_name_of_iso_3166_names_its_code(line: str) -> None:
    """'Countries are ISO 3166-1 alpha-2 or English names'."""
    code, _, name = line.partition(" ")
    assert code == code_of(name)


@pytest.mark.parametrize("line", BUSINESS)
def test_a_writing_of_business_papers_names_its_code(line: str) -> None:
    code, _, name = line.partition(" ")
    assert code == code_of(name)


@pytest.mark.parametrize("name", ["Korea", "KOREA", "the Congo", "Virgin Islands", "korea."])
def test_a_name_that_fits_two_countries_names_none(name: str) -> None:
    assert code_of(name) is None
    assert folded(name) in UNCLEAR


@pytest.mark.parametrize("name", ["", " ", "-", "EU", "Europe", "Asia", "ZZ", "Pyongyang", "Seoul"])
def test_a_region_a_city_or_nothing_names_no_country(name: str) -> None:
    assert code_of(name) is None


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Guinea", "Guinea-Bissau"),
        ("Guinea", "Equatorial Guinea"),
        ("Niger", "Nigeria"),
        ("Dominica", "Dominican Republic"),
        ("Sudan", "South Sudan"),
        ("Samoa", "American Samoa"),
        ("Mali", "Malawi"),
        ("Austria", "Australia"),
        ("Georgia", "South Georgia and the South Sandwich Islands"),
        ("North Korea", "South Korea"),
        ("Republic of the Congo", "Democratic Republic of the Congo"),
    ],
)
def test_names_alike_are_kept_apart(name: str, other: str) -> None:
    assert len({code_of(name), code_of(other), None}) == 3


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("North Korean", "KP"),
        ("south korean", "KR"),
        ("Chinese", "CN"),
        ("BRITISH", "GB"),
        ("Laotian", "LA"),
        ("Burmese", "MM"),
        ("Dutch", "NL"),
    ],
)
def test_a_word_for_nationals_names_their_country(word: str, code: str) -> None:
    assert code == NATIONALITIES[folded(word)]


@pytest.mark.parametrize("word", ["Korean", "Congolese", "Asian", "European"])
def test_a_word_for_the_nationals_of_several_countries_names_none(word: str) -> None:
    assert folded(word) not in NATIONALITIES


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("The Netherlands", "netherlands"),
        ("CÔTE D’IVOIRE", "cote d ivoire"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("  P.R.   China ", "p r china"),
        ("한국", "한국"),
        ("the", ""),
    ],
)
def test_case_accents_signs_and_a_leading_the_do_not_count(name: str, plain: str) -> None:
    assert plain == folded(name)


@given(st.sampled_from(sorted(NAMES)), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_any_known_name_is_known_in_capitals_and_in_any_normal_form(name: str, form: str) -> None:
    """Unicode Standard Annex 15: canonically equivalent texts are the same text."""
    assert NAMES[name] == code_of(unicodedata.normalize(form, name).upper())  # type: ignore[arg-type]  # a form


def test_every_code_is_two_capital_letters() -> None:
    codes = set(NAMES.values()) | set(NATIONALITIES.values())
    assert {"XK"} == codes - set(ISO_CODES)
    assert set(ISO_CODES) <= codes
