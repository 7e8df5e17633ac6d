"""Files by day: what is new, changed and gone beside the day before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from celtrace.cases.found.daily import files_of_others, masked
from celtrace.doors.web.pages import files
from celtrace.doors.web.pages.files import SHOWN, Column, columns, lying, readable
from celtrace.records import (
    Delivery,
    Digest,
    Evidence,
    FileFact,
    Found,
    Production,
    Record,
    TextPassage,
)
from celtrace.store.search import Place
from doors.web.conftest import People, send
from report.small import view

SEEN = Evidence(Digest("0" * 64), "found", "", "", "test")


def file(path: str, digest: str, batch: str = "", day: int | None = None) -> FileFact:
    modified = datetime(2024, 1, day, tzinfo=UTC) if day else None
    return FileFact(
        seen=SEEN, path=path, digest=Digest(digest), size=1, batch=batch, modified=modified
    )


def told(column: Column) -> list[tuple[str, str]]:
    return [(entry.file.path, entry.was) for entry in column.entries]


def test_batches_are_compared_with_the_one_before() -> None:
    first, second, third = columns(
        [
            file("a", "1", "d1"),
            file("b", "1", "d1"),
            file("a", "1", "d2"),
            file("b", "2", "d2"),
            file("c", "1", "d2"),
            file("c", "1", "d3"),
        ]
    )
    assert [("a", "new"), ("b", "new")] == told(first)
    assert [("b", "changed"), ("c", "new")] == told(second)
    assert ([], ("a", "b"), 1) == (told(third), third.gone, third.number)


def test_without_batches_the_day_of_a_file_is_its_column_and_nothing_is_gone() -> None:
    made = columns([file("a", "1", day=1), file("b", "1", day=2), file("c", "1")])
    assert ["2024-01-01", "2024-01-02", "no day known"] == [column.day for column in made]
    assert [(), (), ()] == [column.gone for column in made]


def test_a_day_of_many_files_names_some_and_counts_all() -> None:
    (one,) = columns([file(f"f{n}", "1", "d1") for n in range(SHOWN + 5)])
    assert (SHOWN, SHOWN + 5, 5) == (len(one.entries), one.number, one.more)


def test_no_files_are_no_columns() -> None:
    assert [] == columns([])


# --- which files, and in which batch -----------------------------------------------------


def found(path: str, day: int | None = None, batches: str = "") -> Found:
    collected = datetime(2024, 1, day, tzinfo=UTC) if day else None
    return Found(seen=SEEN, path=path, collected=collected, batches=batches)


def lay(*records: Record) -> list[tuple[str, str]]:
    return sorted((one.batch, one.path) for one in lying(view(*records)))


def test_tables_of_the_dossier_are_no_found_files() -> None:
    assert [("2024-01-05", "a.png")] == lay(
        file("parties.csv", "1"), file("founder/x", "2"), file("found/a.png", "3"),
        found("found", 5),
    )  # fmt: skip


def test_finds_of_two_days_are_two_batches_that_can_be_compared() -> None:
    files = (file("d1/a.png", "1"), file("d2/a.png", "2"), file("d2/b.png", "3"))
    made = columns(lying(view(*files, found("d1", 5), found("d2/", 6))))
    assert ["2024-01-05", "2024-01-06"] == [one.day for one in made]
    assert [("a.png", "changed"), ("b.png", "new")] == told(made[1])


def test_a_find_without_a_day_is_called_by_its_folder_and_so_is_a_delivery() -> None:
    delivery = Delivery(seen=SEEN, path="sent/lot1", party="north")
    assert [("found", "a"), ("sent/lot1", "b!/c")] == lay(
        file("found/a", "1"), file("sent/lot1/b!/c", "2"), found("found"), delivery
    )  # fmt: skip


def test_folders_are_batches_where_the_find_says_so() -> None:
    files = (file("found/mon/a", "1"), file("found/tue/ep1/a", "2"), file("found/loose", "3"))
    assert [("found", "loose"), ("mon", "a"), ("tue", "ep1/a")] == lay(
        *files, found("found", None, "folder")
    )  # fmt: skip


def test_the_batch_that_a_file_was_taken_in_with_stays() -> None:
    assert [("d1", "found/a")] == lay(file("found/a", "1", "d1"), found("found", 5))


def test_the_nearest_folder_that_a_find_names_is_the_one() -> None:
    assert [("2024-01-06", "a")] == lay(file("x/y/a", "1"), found("x", 5), found("x/y", 6))


@pytest.fixture
def digest(people: People) -> str:
    """A picture that stands in the vault and in the records of the case."""
    outcome = people.room.outcome
    assert outcome
    data = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
    path = Path(people.room.settings.case.parent / "x.png")
    path.write_bytes(data)
    assert people.room._case
    with path.open("rb") as stream:
        found, _ = people.room._case.vault.put(stream)
    people.room._case.shelf.add([file("x.png", found, "d1")])
    people.room._case.shelf.add([file("<i>y</i>.html", "f" * 64, "d1")])
    return found


def test_a_picture_is_shown_and_nothing_that_runs(people: People, digest: str) -> None:
    client = people.signed_in("Ana")
    answer = client.get(f"/pictures/{digest}")
    assert (200, "image/png") == (answer.status_code, answer.headers["content-type"])
    assert "nosniff" == answer.headers["x-content-type-options"]
    assert 404 == client.get(f"/pictures/{'f' * 64}").status_code


def test_bytes_of_the_vault_that_no_file_of_the_case_names_stay_there(people: People) -> None:
    assert people.room._case
    held = next(people.room._case.vault.digests())
    assert 404 == people.signed_in("Ana").get(f"/pictures/{held}").status_code


def test_a_file_has_a_page_and_its_name_is_no_markup(people: People, digest: str) -> None:
    client = people.signed_in("Ana")
    assert "SHA-256" in client.get(f"/files/{digest}").text
    text = client.get("/files").text
    assert "&lt;i&gt;y&lt;/i&gt;.html" in text
    assert "<i>y</i>" not in text
    assert "No picture was taken out" in client.get("/files?wall=1").text


# --- shows of other companies -----------------------------------------------------------------


OURS = Production(seen=SEEN, title="Star Boat", aka=("星船",))


def of_others(*records: Record) -> frozenset[Digest]:
    files = [one for one in records if isinstance(one, FileFact)]
    return files_of_others(files, [one for one in records if isinstance(one, Production)])


def test_a_title_that_is_none_of_ours_beside_a_code_is_of_another_show() -> None:
    theirs = file("found/Moon Cat/Moon_Cat_EP305_c012.psd", "1")
    mine = file("found/Star_Boat_EP05_c012.psd", "2")
    plain = file("found/notes.txt", "3")
    assert {"1"} == of_others(theirs, mine, plain, OURS)
    assert frozenset() == of_others(theirs, mine, plain)


def test_a_masked_file_keeps_its_digest_and_loses_its_names() -> None:
    theirs = file("found/Moon_Cat_EP305_c012.psd", "ab" * 32, "d1")
    shown = masked(theirs)
    assert (theirs.digest, "d1", "") == (shown.digest, shown.batch, shown.name)
    assert f"another show, {'ab' * 8}" == shown.path


def test_only_an_admin_reads_the_names_of_other_shows(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = people.room.outcome
    assert outcome is not None
    (held, *_) = lying(outcome.view) or list(outcome.view.all(FileFact))
    hidden = frozenset({held.digest})
    monkeypatch.setattr(files, "_of_others", lambda _: hidden)
    monkeypatch.setattr(files, "lying", lambda _: [held])
    files._found.cache_clear()
    where, name = f"/files/{held.digest}", held.name or held.path
    for role, status in (("viewer", 403), ("reviewer", 403), ("auditor", 403), ("admin", 200)):
        client = people.signed_in(f"{role}-1", role)  # type: ignore[arg-type]
        page = client.get("/files").text
        assert (status, status == 200) == (client.get(where).status_code, name in page)
        assert (status != 200) == ("another show" in page)
    files._found.cache_clear()


def test_a_translation_is_written_beside_the_text_by_who_may_write(
    people: People, digest: str
) -> None:
    assert people.room._case
    text = TextPassage(
        seen=SEEN, file=Digest(digest), text="눈을 더 크게", role="note", language="ko"
    )
    people.room._case.shelf.add([text])
    ana, place = people.signed_in("Ana"), f"/files/{digest}"
    form = {"passage": text.id, "text": "<b>larger</b> eyes"}
    answer = send(ana, f"{place}/translation", place, **form)
    assert (303, True) == (answer.status_code, f"#p-{text.id}" in answer.headers["location"])
    page = ana.get(place).text
    assert ("눈을 더 크게" in page, "&lt;b&gt;larger&lt;/b&gt; eyes" in page) == (True, True)
    assert "Translate" not in people.signed_in("Vic", "viewer").get(place).text
    other = {"passage": "none", "text": "x"}
    assert 404 == send(ana, f"{place}/translation", place, **other).status_code


def test_search_api_and_exports_keep_the_names_of_other_shows_from_who_may_not_read_them(
    people: People, digest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_of_others", lambda _: frozenset({Digest(digest)}))
    ben = people.signed_in("Ben")
    assert 403 == ben.get("/report/exports/events.jsonl").status_code
    form = {"passage": "x", "text": "x"}
    assert 403 == send(ben, f"/files/{digest}/translation", **form).status_code
    assert people.room.outcome
    places = [Place("file", "x.png", f"/files/{digest}"), Place("note", "x", "target:x")]
    assert places[1:] == readable("reviewer", people.room.outcome, places)
    assert places == readable("admin", people.room.outcome, places)
    for role, seen in (("reviewer", False), ("admin", True)):
        head = people.token(f"t{role}", role, "read")  # type: ignore[arg-type]
        items = people.anybody().get("/api/v1/files?limit=200", headers=head).json()["items"]
        assert seen == any(one["path"] == "x.png" for one in items)
