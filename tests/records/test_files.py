"""Files: named by their bytes, stated facts apart from seen ones, times never guessed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from celtrace.records import Digest, FileFact, Head, Picture, TextPassage, Trait
from records.kinds import SEEN

FILE, OTHER = Digest("a" * 64), Digest("b" * 64)
NOON = datetime(2016, 3, 1, 3, 30, tzinfo=UTC)


def trait(**more: Any) -> Trait:
    given = {"file": FILE, "name": "saved", "value": "2016-03-01T12:00+08:30", "place": "XMP"}
    return Trait(seen=SEEN, **{**given, **more})


def passage(**more: Any) -> TextPassage:
    return TextPassage(seen=SEEN, **{"file": FILE, "text": "修正", "role": "layer", **more})


def test_one_file_in_two_folders_is_two_facts_and_one_set_of_traits() -> None:
    here = FileFact(seen=SEEN, path="day1/a.psd", digest=FILE, size=3)
    there = FileFact(seen=SEEN, path="day2/a.psd", digest=FILE, size=3)
    assert here.id != there.id
    assert trait().id == trait().id


@pytest.mark.parametrize(
    "more", [{"place": "history 2"}, {"time": NOON}, {"file": OTHER}, {"name": "modified"}]
)
def test_each_save_of_a_history_is_a_trait_of_its_own(more: dict[str, Any]) -> None:
    assert trait().id != trait(**more).id


def test_a_time_without_a_zone_is_kept_as_the_text_that_stood_there() -> None:
    said = trait(value="2016-03-01 12:00")
    assert (None, None, "2016-03-01 12:00") == (said.time, said.offset, said.value)


def test_what_an_offset_rests_on_does_not_make_another_trait() -> None:
    assert trait().id == trait(offset=510, zone_from="stated").id


def test_two_notes_in_one_picture_are_told_apart_by_their_boxes() -> None:
    left, right = passage(box=(0, 0, 10, 10)), passage(box=(50, 0, 10, 10))
    assert left.id != right.id


def test_a_language_decided_later_leaves_the_passage_the_same() -> None:
    assert passage().id == passage(language="ja").id


def test_frames_of_one_video_are_told_apart_by_their_position() -> None:
    first, second = (
        Picture(seen=SEEN, file=FILE, digest=OTHER, role="frame", position=n) for n in (1, 2)
    )
    assert first.id != second.id


def test_a_head_is_bytes_that_also_know_the_members_of_their_container() -> None:
    head = Head.of(b"PK\3\4", ("mimetype", "content.xml"), 900)
    assert (b"PK\3\4", ("mimetype", "content.xml"), 900) == (head, head.members, head.size)


def test_a_head_of_plain_bytes_has_their_size_and_no_members() -> None:
    assert (4, ()) == (Head.of(b"8BPS").size, Head.of(b"8BPS").members)
