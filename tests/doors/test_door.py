"""How a command answers: to the letter, on the right stream, with the right exit code."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.table import Table

from celtrace.doors.door import TIER_WORDS, Door, default_case, default_home
from celtrace.errors import Exit
from celtrace.report.plain import visible
from celtrace.settings import Settings

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Captured = pytest.CaptureFixture[str]


def door(*, quiet: bool = False, exit_zero: bool = False) -> Door:
    made = Settings(Path("home"), Path("case"), quiet=quiet)
    return Door(made, colour=False, exit_zero=exit_zero)


@pytest.mark.parametrize(
    "text",
    ["a [red]b[/red]", "[/]", "[/nothing]", "[link=http://x]y[/link]", ":cat:", "50 %", "{x}"],
)
def test_brackets_and_colons_of_a_name_are_shown_as_they_are(capsys: Captured, text: str) -> None:
    door().show(text)
    assert f"{text}\n" == capsys.readouterr().out


@pytest.mark.parametrize("text", ["a[red]b", "[/]", ":cat:"])
def test_cells_of_a_table_are_shown_as_they_are(capsys: Captured, text: str) -> None:
    table = Table("name", show_edge=False)
    table.add_row(text)
    door().show(table)
    assert text in capsys.readouterr().out


@pytest.mark.parametrize("text", ["\x1b[2Jgone", "a\rb", "\x9b31m", "a\x07", "\u202eevil"])
def test_a_name_from_a_file_cannot_command_the_terminal(capsys: Captured, text: str) -> None:
    door().show(text)
    door().say(text)
    shown = capsys.readouterr()
    assert f"{visible(text)}\n" == shown.out == shown.err
    assert text not in shown.out


@CALM
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_message_can_be_said(capsys: Captured, text: str) -> None:
    capsys.readouterr()
    door().say(text)
    assert f"{visible(text.rstrip(chr(10)))}\n" == capsys.readouterr().err


def test_messages_go_to_the_error_stream_and_documents_to_the_other(capsys: Captured) -> None:
    door().say("working")
    door().document({"b": 1, "a": "é"})
    shown = capsys.readouterr()
    assert "working\n" == shown.err
    assert {"a": "é", "b": 1} == msgspec.json.decode(shown.out)


def test_quiet_says_nothing_but_answers(capsys: Captured) -> None:
    door(quiet=True).say("working")
    door(quiet=True).show("answer")
    assert ("answer\n", "") == capsys.readouterr()


def test_a_document_has_the_same_bytes_whatever_the_order_of_its_keys(capsys: Captured) -> None:
    door().document({"b": 1, "a": 2})
    first = capsys.readouterr().out
    door().document({"a": 2, "b": 1})
    assert first == capsys.readouterr().out


def test_a_long_line_is_not_cut_where_nobody_watches(capsys: Captured) -> None:
    door().show("word " * 100)
    assert 100 == capsys.readouterr().out.count("word")


@pytest.mark.parametrize(
    ("code", "tier"),
    [(Exit.DONE, 0), (Exit.DONE, 1), (Exit.ASK, 2), (Exit.REVIEW, 3), (Exit.REVIEW, 4)],
)
def test_the_exit_code_follows_the_highest_tier(code: Exit, tier: int) -> None:
    assert code == door().exit_code(tier)
    assert Exit.DONE == door(exit_zero=True).exit_code(tier)


def test_progress_is_silent_where_nobody_watches(capsys: Captured) -> None:
    with door().progress() as progress:
        progress("reading", 1, 2)
    assert ("", "") == capsys.readouterr()


def test_every_tier_has_words() -> None:
    assert (5, 5) == (len(TIER_WORDS), len(set(TIER_WORDS)))


@pytest.mark.parametrize(("place", "given_"), [("x", "x"), ("celtrace-case", "")])
def test_the_case_stands_where_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, place: str, given_: str
) -> None:
    monkeypatch.setenv("CELTRACE_CASE", given_)
    assert Path(place) == default_case()


def test_the_home_is_the_user_s_own_folder_unless_one_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CELTRACE_HOME", "/somewhere")
    assert Path("/somewhere") == default_home()
    monkeypatch.delenv("CELTRACE_HOME")
    assert "celtrace" == default_home().name
