"""From a file to where it lay."""

from __future__ import annotations

import msgspec

from celtrace.detect._homes import Homes, place_of
from celtrace.records import Ref
from detect.file_scenes import delivered, digest, file, passage, server
from detect.scenes import party, view_of


def test_a_file_is_of_the_find_or_delivery_whose_folder_holds_it() -> None:
    homes = Homes(view_of(server(), delivered("v"), file("in/a.psd"), file("server/b.psd")))
    assert "delivery:d1" == getattr(homes.of("in/a.psd"), "ref", "")
    assert "found:f1" == getattr(homes.of("server/b.psd"), "ref", "")
    assert None is homes.of("elsewhere/c.psd")


def test_a_folder_that_only_begins_alike_holds_nothing() -> None:
    assert None is Homes(view_of(server(), delivered("v"))).of("server2/a.psd")


def test_of_two_folders_the_inner_one_holds_the_file() -> None:
    inner = msgspec.structs.replace(delivered("v", "server/out"), id="d2")
    homes = Homes(view_of(server(), inner))
    assert "delivery:d2" == getattr(homes.of("server/out/a.psd"), "ref", "")


def test_a_lone_find_holds_every_file() -> None:
    assert "found:f1" == getattr(Homes(view_of(server())).of("day1/a.psd"), "ref", "")


def test_records_of_a_file_that_lies_nowhere_are_of_the_file() -> None:
    one = passage("a.psd", "눈")
    (ref,) = Homes(view_of(one)).by_home({one.file: [one]})
    assert f"file:{digest('a.psd')[:16]}" == ref
    here = file("b/a.psd", "a.psd")
    assert [here.ref] == list(Homes(view_of(one, here)).by_home({one.file: [one]}))


def test_a_place_is_called_by_its_address_or_by_its_name() -> None:
    view = view_of(server(), party("v", name="Vee Animation"))
    assert "https://x.example" == place_of(view, Ref("found:f1"))
    assert "Vee Animation" == place_of(view, Ref("party:v"))
