"""Phrases of five languages: said, denied, past, of others, and acting for."""

from __future__ import annotations

from datetime import date

import pytest

from celtrace.law.definition import SINCE, Definition, definition


def found(declared: str, form: str = "company", country: str = "CN") -> Definition:
    said = definition(declared, form, country)
    assert said is not None
    return said


@pytest.mark.parametrize(
    ("language", "declared"),
    [
        ("English", "DPRK state enterprise"),
        ("English", "an enterprise under the Cabinet of the DPRK"),
        ("English", "North Korea's state film studio"),
        ("English", "Ministry of Culture of the D.P.R.K."),
        ("English", "subordinate to the Workers' Party of Korea"),
        ("English", "company belonging to the Workers' Party of Korea"),
        ("English", "WPK propaganda department"),
        ("English", "Central Bank of the DPRK"),
        ("English", "GOVERNMENT-OWNED COMPANY OF THE DPRK"),
        ("Korean", "조선민주주의인민공화국 내각 산하 회사"),
        ("Korean", "북한 국영 기업"),
        ("Korean", "조선 로동당 직속 기관"),
        ("Korean", "북조선 정부 기관"),
        ("Chinese", "朝鲜国有企业"),
        ("Chinese", "朝鮮國營公司"),
        ("Chinese", "朝鲜民主主义人民共和国政府机关"),
        ("Chinese", "朝鲜劳动党中央委员会"),
        ("Japanese", "北朝鮮の国営会社"),
        ("Japanese", "朝鮮民主主義人民共和国の国家機関"),
        ("Japanese", "朝鮮労働党の中央委員会"),
        ("Russian", "Государственное предприятие КНДР"),
        ("Russian", "Министерство культуры КНДР"),
        ("Russian", "правительство Северной Кореи"),
    ],
)
def test_a_statement_of_being_of_the_state_or_party(language: str, declared: str) -> None:
    said = found(declared)
    assert ("by-definition", language) == (said.status, said.language)
    assert said.phrase in said.because


@pytest.mark.parametrize(
    "declared",
    [
        "we are not a state enterprise of the DPRK",
        "never owned by the Government of North Korea",
        "was a state enterprise of the DPRK",
        "previously a state studio of the DPRK",
        "once an organ of the Workers' Party of Korea",
        "no connection with the government of the DPRK",
        "북한 국영 기업이 아님",
        "과거 북한 국영 기업",
        "조선로동당 기관과 무관",
        "不是朝鲜国营企业",
        "原为朝鲜国营企业",
        "与朝鲜政府无关",
        "北朝鮮の国営企業でない",
        "かつて北朝鮮の国営企業",
        "元朝鮮労働党機関",
        "не государственное предприятие КНДР",
        "бывшее государственное предприятие КНДР",
        "ранее государственная студия КНДР",
    ],
)
def test_what_is_denied_or_past_is_no_statement(declared: str) -> None:
    assert definition(declared, "company", "CN") is None


@pytest.mark.parametrize(
    "declared",
    [
        "customer of the DPRK government",
        "works with the state studio of the DPRK",
        "hired by nobody; employs North Korean state animators",
        "North Korean restaurant",
        "draws for a studio belonging to the Workers' Party of Korea",
        "an office to let, near the Workers' Party of China",
        "teaches Korean to governments",
        "state broadcaster in Seoul",
        "북한 국영 기업에 납품",
        "북한 국영 기업의 고객",
        "为朝鲜国营企业供应",
        "朝鲜族国家级舞蹈团",
        "朝鲜战争国家博物馆",
        "北朝鮮の国営企業と取引",
        "北朝鮮国営企業の下請",
        "поставщик государственного предприятия КНДР",
        "сотрудничество с государственной студией КНДР",
        "государственная студия; клиенты из КНДР",
    ],
)
def test_dealings_peoples_and_languages_are_no_statement(declared: str) -> None:
    assert definition(declared, "company", "CN") is None


@pytest.mark.parametrize(
    ("language", "declared"),
    [
        ("English", "represents the Government of the DPRK"),
        ("English", "agent for the state studio of the DPRK"),
        ("Korean", "북한 정부 대표 사무소"),
        ("Chinese", "朝鲜国营公司代理"),
        ("Japanese", "北朝鮮国営会社の代理"),
        ("Russian", "представитель правительства КНДР"),
    ],
)
def test_acting_for_such_a_body_is_open(language: str, declared: str) -> None:
    said = found(declared)
    assert ("may-be", language) == (said.status, said.language)
    assert "contract of agency" in said.question


@pytest.mark.parametrize(
    ("status", "declared", "form", "country"),
    [
        (None, "", "company", ""),
        (None, "", "company", "KR"),
        ("may-be", "", "company", "KP"),
        ("may-be", "", "company", "kp"),
        ("by-definition", "", "public_body", "KP"),
        ("by-definition", "", "public_body", "kp"),
        (None, "", "public_body", "KR"),
        (None, "", "person", "KP"),
        ("may-be", "minister of the government of the DPRK", "person", ""),
        ("by-definition", "state enterprise of the DPRK", "company", "KP"),
        ("by-definition", "state enterprise of the DPRK", "company", "FR"),
        ("by-definition", "agent of the DPRK government", "public_body", "KP"),
        ("may-be", "not a state enterprise of the DPRK", "company", "KP"),
        ("by-definition", "Not ours.\nState enterprise of the DPRK", "company", ""),
        ("by-definition", "agent of the DPRK government; DPRK state company", "company", ""),
    ],
)
def test_form_and_seat_beside_what_is_declared(
    status: str | None, declared: str, form: str, country: str
) -> None:
    said = definition(declared, form, country)
    assert status == (said.status if said else None)


@pytest.mark.parametrize(
    ("status", "day"),
    [
        (None, date.min),
        (None, date(2016, 3, 14)),
        ("by-definition", SINCE),
        ("by-definition", date.max),
        ("by-definition", None),
    ],
)
def test_the_definition_begins_on_the_day_of_the_order(
    status: str | None, day: date | None
) -> None:
    said = definition("state enterprise of the DPRK", "company", "", day)
    assert status == (said.status if said else None)


@pytest.mark.parametrize(
    "declared",
    [
        "state enterprise of the ＤＰＲＫ",
        "State   enterprise\tof the DPRK",
        "state enterprise of the Democratic Peopleʼs Republic of Korea",
        "state enterprise of the D. P. R. K.",
        "STATE ENTERPRISE OF THE DPRK!",
        "<state enterprise of the DPRK>",
    ],
)
def test_the_way_of_writing_changes_nothing(declared: str) -> None:
    assert "by-definition" == found(declared).status
