"""Every screen over the invented case: what it shows, and that nothing in it is markup."""

from __future__ import annotations

import re

import pytest

from celtrace.cases.outcome import Outcome
from doors.web.conftest import People

SCREENS = (
    "/",
    "/import",
    "/hits",
    "/hits?show=all",
    "/parties",
    "/chain",
    "/case",
    "/case/timeline",
    "/signins",
    "/files",
    "/files?wall=1",
    "/compare",
    "/workers",
    "/questions",
    "/report",
    "/settings",
    "/settings/retention",
    "/account",
    "/tokens",
    "/audit",
    "/search?q=studio",
)


def outcome(people: People) -> Outcome:
    found = people.room.outcome
    assert found
    return found


def hit(people: People, list_: str = "us_ofac_sdn") -> str:
    return next(c.id for c in outcome(people).candidates.values() if c.list == list_)


def finding(people: People, rule: str) -> str:
    found = outcome(people).findings
    return next(id_ for id_ in found if found.line(id_)["rule"] == rule)


def every_page(people: People) -> list[str]:
    own = [
        f"/hits/{hit(people)}",
        "/parties/north",
        "/parties/kim",
        "/subjects/party/north",
        f"/findings/{finding(people, 'staff_list_refused')}",
        "/subjects/lot/lot1",
    ]
    return [*SCREENS, *own]


def test_every_screen_answers_without_script_and_with_nothing_inline(people: People) -> None:
    client = people.signed_in("Ana", "admin")
    for path in every_page(people):
        answer = client.get(path)
        assert 200 == answer.status_code, path
        text = answer.text
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", text), path
        assert not re.search(r'(?:src|href|action)="(?!/|#|\?|mailto:)', text), path
        assert "<b>Kim</b>" not in text, path
        assert text.count("<h1") == 1, path


def test_every_input_has_a_label(people: People) -> None:
    client = people.signed_in("Ana", "admin")
    for path in every_page(people):
        text = client.get(path).text
        for field in re.findall(r"<(?:input|textarea|select)[^>]*>", text):
            if 'type="hidden"' in field or 'type="radio"' in field or 'type="checkbox"' in field:
                continue
            id_ = re.search(r'\bid="([^"]+)"', field)
            assert id_, (path, field)
            assert f'for="{id_[1]}"' in text, (path, field)


def test_today_counts_what_waits(people: People) -> None:
    text = people.signed_in("Ana").get("/").text
    waiting = sum(c.state == "open" for c in outcome(people).candidates.values())
    hits = "name hit" if waiting == 1 else "name hits"
    assert f"<strong>{waiting}</strong> {hits} to decide" in text
    assert "An invented show, reviewed as of 2026-07-11" in text


def test_what_nobody_looked_at_is_said_on_the_first_page(people: People) -> None:
    text = people.signed_in("Ana").get("/").text
    assert "us_ofac_cons: no snapshot took part. Nobody looked there." in text


def test_a_hit_shows_both_sides_and_what_each_field_did(people: People) -> None:
    text = people.signed_in("Ana").get(f"/hits/{hit(people)}").text
    for expected in (
        "Is SEK Studio this row?",
        "SEK STUDIO",
        "row 34022",
        "A name never settles it.",
        "none known of the party: ask for one",
        "DPRK3",
    ):
        assert expected in text


@pytest.mark.parametrize(
    "path",
    [
        "/hits/x",
        "/parties/x",
        "/findings/x",
        "/subjects/party/x",
        "/files/x",
        "/pictures/x",
        "/report/x.exe",
        "/static/x",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(people: People, path: str) -> None:
    answer = people.signed_in("Ana").get(path)
    assert (404, True) == (answer.status_code, "There is no such page." in answer.text)


def test_parties_are_found_by_a_name_of_two_letters_in_any_script(people: People) -> None:
    client = people.signed_in("Ana")
    for wanted in ("만화", "평양", "han", "평양만화사"):
        text = client.get("/parties", params={"q": wanted}).text
        assert "1 party" in text, wanted
        assert "평양만화사" in text
    assert "0 parties" in client.get("/parties", params={"q": "없는"}).text


def test_names_that_are_markup_are_shown_as_they_are(people: People) -> None:
    text = people.signed_in("Ana").get("/parties/kim").text
    assert "&lt;b&gt;Kim&lt;/b&gt; &amp; Co" in text


def test_a_party_shows_its_chain_statuses_and_findings(people: People) -> None:
    text = people.signed_in("Ana").get("/parties/north").text
    for expected in ("Invented House", "Hill Cel Works", "refused", "no, on the snapshots seen"):
        assert expected in text


def test_not_checked_and_no_never_look_alike(people: People) -> None:
    text = people.signed_in("Ana").get("/parties").text
    assert '<span class="status s-no">' in text
    assert "no, on the snapshots seen" in text
    assert "cleared" not in text


def test_the_chain_is_a_drawing_and_a_table_of_any_day(people: People) -> None:
    client = people.signed_in("Ana")
    now, then = client.get("/chain").text, client.get("/chain?as_of=2023-02-01").text
    assert "<svg" in now
    assert "Hill Cel Works" in now
    assert "contract c2" in now
    assert "contract c2" not in then
    assert "contract c1" in then
    assert now == client.get("/chain?as_of=nonsense").text or "contract c2" in now


def test_a_finding_shows_its_four_parts(people: People) -> None:
    id_ = finding(people, "staff_list_refused")
    line = outcome(people).findings.line(id_)
    text = people.signed_in("Ana").get(f"/findings/{id_}").text
    for expected in (
        line["evidence"][0]["digest"],
        "Harmless causes that look the same",
        "What it did to the tier",
        "What would tell",
        "rule",
    ):
        assert expected in text


def test_a_case_can_be_narrowed_to_a_tier(people: People) -> None:
    client = people.signed_in("Ana")
    assert "Northlight Drawing" in client.get("/case?tier=2").text
    assert "Nothing to report on the data seen." in client.get("/case?tier=4").text


def test_who_reads_only_sees_no_form_to_write(people: People) -> None:
    client = people.signed_in("Vic", "viewer")
    for path in every_page(people):
        if path.startswith(("/settings", "/audit", "/tokens")):
            continue
        forms = re.findall(
            r'action="(/(?:decide|note|ask|answer|assign|import/\w+))"', client.get(path).text
        )
        assert set(forms) <= {"/ask"}, path


def test_search_finds_names_sentences_and_notes(people: People) -> None:
    client = people.signed_in("Ana")
    people.room.act(lambda desk: desk.note("Ana", "subject:party:han", "만화 원화를 확인"))
    first = client.get("/search?q=만화").text
    assert ("2 found" in first, "Only names and notes so far" in first) == (True, True)
    assert people.room.outcome
    people.room.finder.ready(people.room.outcome)
    assert "1 found" in client.get("/search?q=원화").text
    assert "Only names" not in client.get("/search?q=원화").text
    assert "2 found" in client.get("/search?q=만화").text
    says = outcome(people).findings.line(finding(people, "staff_list_refused"))["says"]
    assert "1 found" in client.get("/search", params={"q": says}).text
    assert "0 found" in client.get("/search?q=四话").text


def test_workers_stand_with_their_names_as_written(people: People) -> None:
    text = people.signed_in("Ana").get("/workers").text
    assert "김철수" in text
    assert "refused" in text


def test_the_report_names_what_is_missing_and_can_be_taken_along(people: People) -> None:
    client = people.signed_in("Ana")
    text = client.get("/report").text
    assert "not decided" in text
    assert "Not checked: us_ofac_cons" in text
    html, pdf = client.get("/report/report.html"), client.get("/report/report.pdf")
    assert (people.room.settings.case / "report.html").read_bytes() == html.content
    assert "attachment" in html.headers["content-disposition"]
    assert pdf.content.startswith(b"%PDF")


def test_the_audit_says_whether_the_chain_holds(people: People) -> None:
    client = people.signed_in("Ann", "auditor")
    assert "all agree" in client.get("/audit").text
    lines = client.get("/audit/journal.jsonl").text.splitlines()
    assert len(list(people.room.journal.read())) == len(lines)


@pytest.mark.parametrize("number", ["0", "-3", "x", "999"])
def test_a_page_number_that_is_none_is_no_error(people: People, number: str) -> None:
    assert 200 == people.signed_in("Ana").get(f"/parties?page={number}").status_code
