"""Signing in with a provider: a real one over HTTP, and everything that it may not say."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import msgspec
import pytest

from celtrace.doors.web.oidc import GOOD_FOR, Oidc, Provider
from celtrace.errors import UsageError
from celtrace.store.accounts import User
from doors.web.conftest import PASSWORD, People, now, served
from doors.web.openid import CLIENT, SECRET, OpenId, _b64

BACK = "/login/provider/back"


class Hour:
    def __init__(self) -> None:
        self.now = now()

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def hour() -> Hour:
    return Hour()


@pytest.fixture
def openid(hour: Hour) -> Iterator[OpenId]:
    made = OpenId()
    made.now = int(hour.now.timestamp())
    with served(made.app()) as address:
        made.issuer = address
        yield made


@pytest.fixture
def joined(people: People, openid: OpenId, hour: Hour) -> Iterator[People]:
    """The room, with that provider named at the start."""
    people.accounts.add("Ana", PASSWORD, "admin")
    provider = Provider(openid.issuer, CLIENT, SECRET, {"legal": "reviewer", "art": "viewer"})
    site = people.app.state.site
    with httpx.Client(trust_env=False) as http:
        people.app.state.site = msgspec.structs.replace(site, oidc=Oidc(provider, hour, http))
        yield people


def comes_back(people: People, browser: httpx.Client, wanted: str = "/parties") -> httpx.Response:
    """Go to the provider and come back, as a browser does."""
    begun = browser.get(f"/login/provider?next={wanted}")
    assert 303 == begun.status_code
    with httpx.Client(trust_env=False) as elsewhere:
        there = elsewhere.get(begun.headers["location"])
    assert there.headers["location"].startswith(people.base + BACK)
    return browser.get(there.headers["location"].removeprefix(people.base))


def who(people: People) -> User | None:
    return people.accounts.store.user("cy roe")


def test_whom_the_provider_vouches_for_is_signed_in_with_the_role_of_the_group(
    joined: People, openid: OpenId
) -> None:
    browser = joined.anybody()
    assert f"Sign in with {urlsplit(openid.issuer).netloc}" in browser.get("/login").text
    answer = comes_back(joined, browser)
    assert (200, True) == (answer.status_code, 'content="0;url=/parties"' in answer.text)
    assert 200 == browser.get("/parties").status_code
    user = who(joined)
    assert user
    assert ("reviewer", f"{openid.issuer} 42", "") == (user.role, user.subject, user.secret)


def test_the_role_follows_the_groups_at_the_next_sign_in(joined: People, openid: OpenId) -> None:
    comes_back(joined, joined.anybody())
    openid.claims["groups"] = "art"
    comes_back(joined, joined.anybody())
    user = who(joined)
    assert user
    assert "viewer" == user.role


def test_nothing_is_asked_of_the_provider_before_somebody_signs_in_with_it(
    joined: People, openid: OpenId
) -> None:
    browser = joined.anybody()
    browser.get("/login")
    assert [] == openid.asked
    comes_back(joined, browser)
    comes_back(joined, browser)
    assert 1 == openid.asked.count("metadata") == openid.asked.count("keys")


def test_without_a_provider_there_is_no_such_way_in(people: People) -> None:
    people.signed_in("Ana")
    browser = people.anybody()
    assert "Sign in with 1" not in browser.get("/login").text
    assert "/login" == browser.get("/login/provider").headers["location"]
    assert "/login" == browser.get(f"{BACK}?state=x&code=y").headers["location"]


def test_a_client_without_a_secret_proves_itself_by_its_verifier_alone(
    joined: People, openid: OpenId
) -> None:
    openid.public = True
    oidc = joined.app.state.site.oidc
    oidc.provider = msgspec.structs.replace(oidc.provider, secret="")
    assert 200 == comes_back(joined, joined.anybody()).status_code


@pytest.mark.parametrize("kind", ["RS256", "ES256"])
def test_a_key_that_is_new_is_fetched(joined: People, openid: OpenId, kind: str) -> None:
    comes_back(joined, joined.anybody())
    openid.new_key("k2", kind)
    assert 200 == comes_back(joined, joined.anybody()).status_code
    assert 2 == openid.asked.count("keys")


@pytest.mark.parametrize(
    ("claim", "value"),
    [("nonce", "of another sign-in"), ("nonce", None), ("aud", "another client"),
     ("aud", [CLIENT, "another"]), ("azp", "another client"), ("iss", "https://elsewhere.example"),
     ("exp", 1), ("exp", None), ("sub", None), ("at_hash", "of another token"),
     ("iat", 9_999_999_999)],
)  # fmt: skip
def test_a_token_that_does_not_hold_lets_nobody_in(
    joined: People, openid: OpenId, claim: str, value: Any
) -> None:
    openid.more = {claim: value}
    answer = comes_back(joined, joined.anybody())
    assert (403, True) == (answer.status_code, "does not hold" in answer.text)
    assert who(joined) is None


@pytest.mark.parametrize("how", ["none", "HS256", "another key"])
def test_a_token_that_the_provider_s_key_did_not_sign_lets_nobody_in(
    joined: People, openid: OpenId, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    if how == "another key":
        openid.shown = openid.keys()
        openid.new_key("k1")
    else:
        monkeypatch.setattr(openid, "signed", lambda claims: forged(openid, claims, how))
    answer = comes_back(joined, joined.anybody())
    assert (403, None) == (answer.status_code, who(joined))


def forged(openid: OpenId, claims: dict[str, Any], kind: str) -> str:
    """A token with another algorithm in its head."""
    head = {"alg": kind, "kid": openid.kid}
    text = f"{_b64(json.dumps(head).encode())}.{_b64(json.dumps(claims).encode())}"
    made = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).digest()
    return f"{text}.{_b64(made) if kind == 'HS256' else ''}"


@pytest.mark.parametrize("groups", [None, [], ["other"], "other"])
def test_who_is_in_no_group_with_a_role_is_turned_away(
    joined: People, openid: OpenId, groups: Any
) -> None:
    openid.claims["groups"] = groups
    answer = comes_back(joined, joined.anybody())
    assert (403, True) == (answer.status_code, "None of your groups" in answer.text)
    assert who(joined) is None


def test_a_refusal_of_the_provider_is_told_and_nothing_in_it_is_markup(
    joined: People, openid: OpenId
) -> None:
    openid.refuses = "<b>not now</b>"
    answer = comes_back(joined, joined.anybody())
    assert (403, True) == (answer.status_code, "&lt;b&gt;not now" in answer.text)


def test_a_sign_in_is_finished_where_it_was_begun_and_once(joined: People) -> None:
    mine, other = joined.anybody(), joined.anybody()
    begun = mine.get("/login/provider").headers["location"]
    with httpx.Client(trust_env=False) as elsewhere:
        there = elsewhere.get(begun).headers["location"].removeprefix(joined.base)
    assert 403 == other.get(there).status_code
    assert 403 == mine.get(there).status_code


def test_a_code_is_taken_once(joined: People) -> None:
    browser = joined.anybody()
    begun = browser.get("/login/provider").headers["location"]
    with httpx.Client(trust_env=False) as elsewhere:
        there = elsewhere.get(begun).headers["location"].removeprefix(joined.base)
    assert [200, 403] == [browser.get(there).status_code for _ in range(2)]


def test_a_sign_in_that_took_too_long_is_begun_again(joined: People, hour: Hour) -> None:
    browser = joined.anybody()
    begun = browser.get("/login/provider").headers["location"]
    hour.now += GOOD_FOR
    state = dict(parse_qsl(urlsplit(begun).query))["state"]
    answer = browser.get(f"{BACK}?state={state}&code=x")
    assert (403, True) == (answer.status_code, "too long ago" in answer.text)


def test_an_answer_of_another_provider_is_refused(joined: People) -> None:
    """Mix-up, RFC 9207."""
    browser = joined.anybody()
    begun = browser.get("/login/provider").headers["location"]
    state = dict(parse_qsl(urlsplit(begun).query))["state"]
    answer = browser.get(f"{BACK}?state={state}&code=x&iss=https://elsewhere.example")
    assert (403, True) == (answer.status_code, "another provider" in answer.text)


def test_nobody_is_sent_to_another_site_afterwards(joined: People) -> None:
    answer = comes_back(joined, joined.anybody(), "//elsewhere.example")
    assert 'content="0;url=/"' in answer.text


def test_a_name_that_somebody_has_is_not_taken_over(joined: People, openid: OpenId) -> None:
    openid.claims["name"] = "ana"
    answer = comes_back(joined, joined.anybody())
    assert (403, True) == (answer.status_code, "another account" in answer.text)


def test_a_provider_that_does_not_answer_is_named(joined: People) -> None:
    oidc = joined.app.state.site.oidc
    oidc.provider = msgspec.structs.replace(oidc.provider, issuer="http://127.0.0.1:1")
    answer = joined.anybody().get("/login/provider")
    assert (502, True) == (answer.status_code, "does not answer at http://127" in answer.text)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("issuer", "https://elsewhere.example", "another issuer"),
     ("jwks_uri", "", "Nothing as the jwks_uri"),
     ("token_endpoint", "http://elsewhere.example/token", "not HTTPS"),
     ("token_endpoint", None, "Nothing as the token_endpoint")],
)  # fmt: skip
def test_what_a_provider_says_of_itself_has_to_fit(
    joined: People, openid: OpenId, monkeypatch: pytest.MonkeyPatch, key: str, value: Any, said: str
) -> None:
    told = openid.metadata() | {key: value}
    monkeypatch.setattr(
        Oidc, "_asked", lambda *_: {k: v for k, v in told.items() if v is not None}
    )  # fmt: skip
    answer = joined.anybody().get("/login/provider")
    assert (True, True) == (answer.status_code in (400, 502), said in answer.text)


@pytest.mark.parametrize("issuer", ["http://id.example", "id.example", "ftp://id.example", ""])
def test_a_provider_speaks_https_unless_it_is_this_machine(issuer: str) -> None:
    with pytest.raises(UsageError, match="not HTTPS"):
        Oidc(Provider(issuer, CLIENT), now)


def test_settings_state_the_provider_and_which_group_gives_which_role(
    joined: People, openid: OpenId
) -> None:
    page = joined.signed_in("Ana", "admin").get("/settings").text
    for told in (openid.issuer, "<td>legal</td><td>reviewer</td>", "<td>art</td><td>viewer</td>"):
        assert told in page
    assert SECRET not in page


def test_settings_say_how_a_provider_is_named(people: People) -> None:
    assert "celtrace serve --oidc" in people.signed_in("Ana", "admin").get("/settings").text


def test_whose_access_was_taken_is_not_let_in(joined: People) -> None:
    comes_back(joined, joined.anybody())
    joined.accounts.change("cy roe", "reviewer", active=False)
    answer = comes_back(joined, joined.anybody())
    assert (403, True) == (answer.status_code, "may not sign in" in answer.text)


def test_sign_ins_that_are_never_finished_fill_no_memory(joined: People, hour: Hour) -> None:
    oidc = joined.app.state.site.oidc
    for _ in range(3):
        oidc.begin(joined.base, "/")
    hour.now += GOOD_FOR + timedelta(seconds=1)
    oidc.begin(joined.base, "/")
    assert 1 == len(oidc._begun)
