"""Blocked by definition: declared facts only."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.law.definition import definition


def status(declared: str, form: str = "company", country: str = "CN") -> str | None:
    found = definition(declared, form, country)
    return None if found is None else found.status


@pytest.mark.parametrize(
    "declared",
    [
        "state animation studio of the DPRK",
        "state-owned animation studio of the Democratic People's Republic of Korea",
        "State-owned enterprise of the Democratic People’s Republic of Korea",
        "Government of the Democratic People's Republic of Korea",
        "North Korean state-run studio",
        "a D.P.R.K. government agency",
        "Studio under the Ministry of Culture of the DPRK",
        "owned by the Government of North Korea",
        "an organ of the Workers' Party of Korea",
        "Workers' Party of Korea",
        "We make cartoons. We are a state enterprise of the DPRK.",
        "조선민주주의인민공화국 국영 만화영화촬영소",
        "북한 정부 기관",
        "조선로동당 중앙위원회 산하 기업",
        "朝鲜国营动画制片厂",
        "朝鮮民主主義人民共和國政府機關",
        "朝鲜劳动党直属企业",
        "北朝鮮の国営アニメーションスタジオ",
        "朝鮮労働党の機関",
        "государственная студия КНДР",
        "State studio of the DPRK, South Pyongan Province",
        "Ministry of Culture (DPRK)",
        "Korea X Trading Corporation, a state enterprise of the DPRK",
        "state import and export company of the DPRK",
        "state studio for children's films of the DPRK",
        "film studio owned by the North Korean state",
        "organ of the Propaganda Department of the Workers' Party of Korea",
        "北朝鮮国営の貿易会社",
        "controlled by the Workers' Party of Korea",
        "Северокорейское государственное предприятие",
        "орган Трудовой партии Кореи",
    ],
)
def test_a_party_that_declares_itself_of_the_state_or_the_party_is_by_definition(
    declared: str,
) -> None:
    assert "by-definition" == status(declared)


@pytest.mark.parametrize(
    "declared",
    [
        "",
        "animation studio in Pyongyang style",
        "Korean animation studio",
        "state-owned enterprise of the People's Republic of China",
        "studio of the Republic of Korea, supported by a state grant",
        "South Korean state broadcaster",
        "not a state enterprise of the DPRK",
        "private company, independent of the government of North Korea",
        "private studio; its founder is a North Korean national",
        "staff from North Korea",
        "supplier to a North Korean state studio",
        "client of the state studio of the DPRK",
        "North Korean government contractor",
        "producing for the Government of North Korea",
        "북한 국영 기업과 거래하는 회사",
        "朝鲜国营企业的客户",
        "与朝鲜国营企业往来",
        "партнёр государственной студии КНДР",
        "we worked with the state studio of the DPRK until 2005",
        "Chinese state enterprise that trades with North Korea",
        "formerly a state enterprise of the DPRK",
        "member of the Workers' Party of China",
        "延边朝鲜族自治州政府下属动画公司",
        "朝鲜语配音,国家级项目",
        "中国国有企业,与朝鲜合作",
        "북한 국영 기업이 아닙니다",
        "북한 출신 작가를 국가 지원 사업으로 고용",
        "Chinese state company employing North Korean animators",
        "a government-registered company that hires North Korean animators",
        "연변조선족자치주 정부 산하 회사",
        "北朝鮮の国営企業ではない",
        "не государственное предприятие КНДР",
        "государственная компания России",
    ],
)
def test_what_is_said_of_others_denied_or_of_a_people_is_nothing(declared: str) -> None:
    assert status(declared) is None


@pytest.mark.parametrize(
    "declared",
    [
        "agent of the Government of North Korea in Dandong",
        "acting on behalf of the state studio of the DPRK",
        "朝鲜政府代表处",
    ],
)
def test_acting_for_such_a_body_is_for_a_person_to_decide(declared: str) -> None:
    found = definition(declared, "company", "CN")
    assert found is not None
    assert ("may-be", True) == (found.status, "For whom" in found.question)


def test_a_seat_in_the_dprk_alone_asks_who_owns_it() -> None:
    found = definition("", "company", "KP")
    assert found is not None
    assert ("may-be", True) == (found.status, "Who owns" in found.question)


def test_a_public_body_of_the_dprk_is_by_definition() -> None:
    assert "by-definition" == status("", "public_body", "KP")
    assert status("", "public_body", "CN") is None


def test_a_person_is_never_decided_by_seat_or_phrase() -> None:
    assert status("", "person", "KP") is None
    assert "may-be" == status("government official of the DPRK", "person", "KP")


def test_before_the_order_nobody_was_blocked_by_it() -> None:
    assert definition("", "public_body", "KP", date(2016, 3, 14)) is None
    assert definition("", "public_body", "KP", date(2016, 3, 15)) is not None


@given(st.text(max_size=60), st.sampled_from(["CN", "KR", "JP", "FR", ""]))
def test_text_without_a_country_and_a_state_never_decides(text: str, country: str) -> None:
    if not any(
        word in text.casefold() for word in ("korea", "dprk", "wpk", "조선", "朝", "북", "к")
    ):
        assert definition(text, "company", country) is None
