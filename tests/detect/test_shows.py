"""Other companies' shows: counted, not named."""

from __future__ import annotations

import msgspec

from celtrace.findings import Category
from detect.file_scenes import TITLES, delivered, file, server, show
from detect.scenes import found, only

OTHERS = (file("server/Moon_Cat_EP305_c012.psd"), file("server/Moon_Cat_EP306_c001.psd"))


def test_files_are_counted_and_no_title_is_named_anywhere() -> None:
    one = only("foreign_title_found", *TITLES, *OTHERS, file("server/Red Fox/RedFox_ep1_c2.psd"))
    assert (Category.CONTEXT, 3, 2) == (one.strength, one.values["files"], one.values["titles"])
    written = msgspec.json.encode(one).decode().casefold() + one.sentence.casefold()
    assert "moon" not in written
    assert "fox" not in written


def test_aliases_of_our_own_show_are_ours() -> None:
    named = show("Star Boat", "Moon Cat")
    assert () == found("foreign_title_found", server(), named, *OTHERS)


def test_without_productions_nothing_is_called_foreign() -> None:
    assert () == found("foreign_title_found", server(), *OTHERS)


def test_a_delivery_is_the_vendors_own_business() -> None:
    inside = file("in/Moon_Cat_EP305_c012.psd")
    assert () == found("foreign_title_found", *TITLES, delivered("v"), inside)
