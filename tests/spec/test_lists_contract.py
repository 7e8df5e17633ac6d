"""Lists through the command line, on files of each publisher's form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from celtrace.errors import Exit
from spec import publishers as made
from spec.scenes import US, USCC, Answer, Stage, extract

MANY = range(made.FIRST, made.FIRST + 6_200)
PARTIES = f"parties:\n  {US}\n"
ALL = ("eu_fsf", "gb_fcdo", "un_sc", "us_ofac_cons", "us_ofac_sdn")


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A home with nothing in it."""
    monkeypatch.setenv("CELTRACE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CELTRACE_CASE", raising=False)
    monkeypatch.chdir(tmp_path)
    return Stage(tmp_path, tmp_path / "home")


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[Stage, Answer]:
    """A home with two full snapshots of the SDN list, of a folder and of an XML file."""
    folder = tmp_path_factory.mktemp("full")
    made.ofac(folder / "files" / "2022-01-10", MANY)
    (folder / "files" / "sdn.xml").write_bytes(made.sdn_xml("02/20/2022", MANY[1:]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CELTRACE_HOME", str(folder / "home"))
        stage = Stage(folder, folder / "home")
        stage.call("lists", "import", folder / "files" / "2022-01-10", "--snapshot", "2022-01-10")
        answer = stage.call("lists", "import", folder / "files" / "sdn.xml", "--json")
    return stage, answer


@pytest.fixture
def installed(full: tuple[Stage, Answer], monkeypatch: pytest.MonkeyPatch) -> Stage:
    """That home; nothing a test does may change it."""
    monkeypatch.setenv("CELTRACE_HOME", str(full[0].home))
    return full[0]


def status(stage: Stage) -> dict[str, Any]:
    """The status line of each list."""
    return {one["list"]: one for one in stage.call("lists", "status", "--json").document}


def imported(stage: Stage, path: Path, *options: str) -> dict[str, Any]:
    """What one import took in."""
    answer = stage.call("lists", "import", path, *options, "--json")
    assert 0 == answer.code, answer.err
    [one] = answer.document["imported"]
    return dict(one)


# --- import ------------------------------------------------------------


def test_status_names_every_list_also_those_not_installed(fresh: Stage) -> None:
    """'Version, date, digest, age, counts'."""
    told = status(fresh)
    assert set(ALL) <= set(told)
    assert {(0, None)} == {(told[list_]["snapshots"], told[list_]["newest"]) for list_ in ALL}


@pytest.mark.parametrize(
    ("name", "data", "list_", "day", "entries"),
    [
        ("consolidated.xml", made.un_xml("2022-03-04", 700), "un_sc", "2022-03-04", 700),
        ("full.xml", made.eu_xml("2022-03-05", 1_600), "eu_fsf", "2022-03-05", 1_600),
        ("UK-Sanctions-List.csv", made.gb_csv("06-Mar-2022", 3_100), "gb_fcdo", "2022-03-06",
         3_100),
    ],
    ids=("un", "eu", "gb"),
)  # fmt: skip
def test_list_and_date_are_read_from_the_content(
    fresh: Stage, name: str, data: bytes, list_: str, day: str, entries: int
) -> None:  # fmt: skip
    """'List and date are read from the content where it states them'."""
    path = fresh.folder / name
    path.write_bytes(data)
    one = imported(fresh, path)
    assert (list_, day, entries, "full") == (
        one["list"], one["date"], one["entries"], one["fullness"],
    )  # fmt: skip
    told = status(fresh)[list_]
    assert (1, day, entries) == (told["snapshots"], told["newest"], told["entries"])
    assert 64 == len(told["digest"])


def test_files_that_belong_together_are_one_full_snapshot(full: tuple[Stage, Answer]) -> None:
    """'A folder whose files belong together such as sdn.csv + alt.csv + add.csv'."""
    [later] = full[1].document["imported"]
    assert ("us_ofac_sdn", "2022-02-20", "content", 6_199, 0, 1) == (
        later["list"], later["date"], later["date_from"], later["entries"], later["added"],
        later["removed"],
    )  # fmt: skip
    assert "full" == later["fullness"]


def test_the_other_list_of_the_same_publisher_is_told_apart(fresh: Stage) -> None:
    folder = made.ofac(fresh.folder / "cons", MANY[:200], "cons")
    one = imported(fresh, folder, "--snapshot", "2022-01-10")
    assert ("us_ofac_cons", 200, "full") == (one["list"], one["entries"], one["fullness"])


def test_a_list_without_a_date_is_asked_for_one(fresh: Stage) -> None:
    answer = fresh.call("lists", "import", made.ofac(fresh.folder / "files", MANY))
    assert Exit.NO_SNAPSHOT == answer.code
    assert "--snapshot" in answer.err


def test_a_date_that_contradicts_the_content_is_refused(fresh: Stage) -> None:
    path = fresh.folder / "consolidated.xml"
    path.write_bytes(made.un_xml("2022-03-04", 700))
    answer = fresh.call("lists", "import", path, "--snapshot", "2022-03-05")
    assert Exit.NO_SNAPSHOT == answer.code
    assert "2022-03-04" in answer.err


def test_a_daily_history_becomes_many_snapshots(fresh: Stage) -> None:
    """'Also the `.xz` daily history as many snapshots'."""
    path = fresh.folder / "sdn_history.jsonl.xz"
    days = {"2021-12-09": (MANY[1:], ()), "2021-12-10": (MANY[:1], ()),
            "2021-12-20": ((), MANY[:1])}  # fmt: skip
    path.write_bytes(made.history(days))
    answer = fresh.call("lists", "import", path, "--json")
    assert [(day, 6_199 + (day == "2021-12-10"), "primaries-only") for day in days] == [
        (one["date"], one["entries"], one["fullness"]) for one in answer.document["imported"]
    ]
    [row] = fresh.call("lists", "show", str(made.FIRST), "--json").document
    [span] = row["spans"]
    assert ("2021-12-10", "2021-12-20") == (span["since"], span["until"])


def test_a_second_import_changes_nothing(installed: Stage) -> None:
    before = status(installed)
    one = imported(installed, installed.folder / "files" / "sdn.xml")
    assert one["already_there"]
    assert before == status(installed)


# --- diff, show ------------------------------------------------------------


def test_diff_names_what_went_and_what_came(installed: Stage) -> None:
    found = installed.call("lists", "diff", "2022-01-10", "2022-02-20", "--json").document
    assert ([], [(str(made.FIRST), made.HERON)]) == (
        found["added"], [(one["row"], one["name"]) for one in found["removed"]],
    )  # fmt: skip
    back = installed.call("lists", "diff", "2022-02-20", "2022-01-10", "--json").document
    assert [str(made.FIRST)] == [one["row"] for one in back["added"]]


def test_show_tells_since_when_until_when(installed: Stage) -> None:
    [row] = installed.call("lists", "show", str(made.FIRST), "--json").document
    [span] = row["spans"]
    assert ("2022-01-10", "2022-02-20") == (span["since"], span["until"])
    shown = installed.call("lists", "show", str(made.FIRST)).out
    assert made.HERON in shown
    assert USCC in shown


def test_answers_are_of_the_day(installed: Stage) -> None:
    """'An answer for any date: listed from-to, delisted when'."""
    assert Exit.NO_SNAPSHOT == installed.call("screen", "Heron", "--as-of", "2022-01-09").code
    body = f"{PARTIES}  - {{id: v, name: V, identifiers: {{uscc: {USCC}}}}}\n"
    for day, word in (("2022-01-10", "listed"), ("2022-02-19", "listed"), ("2022-02-20", "no")):
        assert word == installed.review(body, "--as-of", day).status("v")


# --- refusals ------------------------------------------------------------


def refused(stage: Stage, path: Path, *options: str) -> str:
    """Nothing is taken in, with exit 11, and what was installed is untouched; the message."""
    before = status(stage)
    answer: Answer = stage.call("lists", "import", path, *options)
    assert Exit.NO_SNAPSHOT == answer.code, answer.out
    assert before == status(stage)
    return answer.err


@pytest.mark.parametrize("count", [0, 5, 3_000])
def test_an_empty_or_shrunk_list_never_replaces_a_good_one(
    installed: Stage, tmp_path: Path, count: int
) -> None:
    """'A shrunk or malformed list never replaces a good one'."""
    folder = made.ofac(tmp_path / "shrunk", MANY[:count])
    assert refused(installed, folder, "--snapshot", "2022-03-01")


def test_an_upstream_that_committed_no_bytes_is_refused(installed: Stage, tmp_path: Path) -> None:
    """'The real case of an upstream that committed 0 bytes is a test'."""
    empty = tmp_path / "sdn.csv"
    empty.write_bytes(b"")
    assert refused(installed, empty, "--snapshot", "2022-03-01")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("form", ["un", "eu", "sdn"])
def test_a_file_cut_off_anywhere_is_refused(
    fresh: Stage, form: str, share: float
) -> None:  # fmt: skip
    """'List files cut in half: each gets a clear error'."""
    data = {"un": made.un_xml("2022-03-04", 700), "eu": made.eu_xml("2022-03-05", 1_600),
            "sdn": made.sdn_xml("02/20/2022", MANY)}[form]  # fmt: skip
    path = fresh.folder / f"{form}.xml"
    path.write_bytes(data[: int(len(data) * share)])
    assert refused(fresh, path)


def test_a_page_of_html_is_no_list(installed: Stage, tmp_path: Path) -> None:
    page = tmp_path / "SDN.CSV"
    page.write_text("<!doctype html><title>Service unavailable</title>" + "x" * 9_000)
    assert refused(installed, page, "--snapshot", "2022-03-01")


def test_a_row_id_that_stands_twice_is_told_and_loses_nothing(fresh: Stage) -> None:
    folder = made.ofac(fresh.folder / "twice", [*MANY[:150], MANY[0]], "cons")
    answer = fresh.call("lists", "import", folder, "--snapshot", "2022-03-01", "--json")
    [one] = answer.document["imported"]
    assert 151 == one["entries"]
    assert [note for note in answer.document["notes"] if "more than once" in note["reason"]]


# --- partial snapshots ------------------------------------------------------------


def test_a_partial_snapshot_says_so_in_every_answer(fresh: Stage) -> None:
    """'Partial snapshots ... say so in every answer that rests on them'."""
    path = fresh.folder / "sdn_primary_2022-01-10.csv"
    path.write_bytes(made.csv_bytes(made.sdn_rows(MANY)))
    one = imported(fresh, path)
    assert ("2022-01-10", "primaries-only") == (one["date"], one["fullness"])
    assert "primaries-only" == status(fresh)["us_ofac_sdn"]["fullness"]
    screened = fresh.call("screen", "Grey Heron Pictures", "--as-of", "2022-02-02", "--json")
    [use] = screened.document["lists"]
    assert "primaries" in json.dumps(use)
    [candidate, *_] = screened.document["results"][0]["candidates"]
    assert "primaries" in candidate["because"]
    told = fresh.call("screen", "Nobody At All", "--as-of", "2022-02-02")
    assert "primary names only" in told.out + told.err
    answer = fresh.review(f"{PARTIES}  - {{id: v, name: V}}\n", "--as-of", "2022-02-02")
    assert "primaries" in answer.blocked("v")["note"]
    [use] = [u for u in answer.assessment["lists"] if u["list"] == "us_ofac_sdn"]
    assert "primaries-only" == use["fullness"]
    assert "primar" in (answer.left / "report.html").read_text(encoding="utf-8")


def test_an_extract_says_how_many_entries_were_looked_through(fresh: Stage) -> None:
    extract(fresh.folder / "x", "us_ofac_sdn", "2022-01-10", ())
    assert "extract" == imported(fresh, fresh.folder / "x")["fullness"]
    answer = fresh.review(f"{PARTIES}  - {{id: v, name: V}}\n", "--as-of", "2022-02-02")
    [use] = [u for u in answer.assessment["lists"] if u["list"] == "us_ofac_sdn"]
    assert "9,000" in use["note"]
    assert ("no", "not-checked") == (answer.status("v"), answer.status("v", "EU"))


# --- calls ------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("lists", "show", "no-such-row"), Exit.USAGE),
        (("lists", "diff", "2022-01-10", "soon"), Exit.USAGE),
        (("lists", "diff", "2001-01-10", "2022-02-20"), Exit.NO_SNAPSHOT),
        (("lists", "import", "no-such-file"), Exit.USAGE),
        (("lists", "import", ".", "--list", "no_such_list"), Exit.USAGE),
        (("lists", "update", "--list", "no_such_list"), Exit.USAGE),
        (("screen", "x", "--list", "no_such_list"), Exit.USAGE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_call_that_cannot_be_says_why(
    installed: Stage, given: tuple[str, ...], code: Exit
) -> None:
    answer = installed.call(*given)
    assert code == answer.code, answer.err
    assert answer.err


def test_the_alias_supplement_is_a_list(fresh: Stage) -> None:
    """'List ids: ..., celtrace_dprk (our alias supplement)'."""
    ours = status(fresh)["celtrace_dprk"]
    assert (1, "", 64) == (ours["snapshots"], ours["regime"], len(ours["digest"]))
    assert ours["entries"] > 0


def test_the_alias_supplement_alone_is_no_list_to_screen_against(fresh: Stage) -> None:
    """'11 no usable list snapshot'."""
    answer = fresh.call("screen", "三千里总公司", "--as-of", "2027-01-01")
    assert Exit.NO_SNAPSHOT == answer.code


def test_a_party_that_stands_only_in_our_supplement_is_found_and_said_to_be_ours(
    installed: Stage,
) -> None:
    found = installed.call("screen", "三千里总公司", "--as-of", "2027-01-01", "--json").document
    [candidate] = found["results"][0]["candidates"]
    assert ("celtrace_dprk", "", "open") == (
        candidate["list"], candidate["regime"], candidate["state"],
    )  # fmt: skip
    assert "no authority's list" in candidate["because"]
    earlier = installed.call("screen", "三千里总公司", "--as-of", "2022-02-20", "--json").document
    assert [] == earlier["results"][0]["candidates"]
