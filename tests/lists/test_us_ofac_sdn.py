"""The SDN list as a source, and a whole way from bytes to a row."""

from __future__ import annotations

import pytest

from celtrace.errors import ListRefused
from celtrace.lists import us_ofac_cons, us_ofac_sdn
from lists.reading import of_text, reasons

ROW = '{},"{}",{},"{}",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"{}"\r\n'
END = "\x1a\r\n"


def row(uid: int, name: str = "INK", kind: str = "-0- ", remarks: str = "-0- ") -> str:
    return ROW.format(uid, name, kind, "DPRK9", remarks)


def test_all_files_of_the_publication_are_fetched_from_the_publisher() -> None:
    names = [url.rpartition("/")[2] for url in us_ofac_sdn.SOURCE.urls]
    assert ["SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"] == names
    assert 1 == len(us_ofac_sdn.belongs(names))


def test_the_two_lists_of_ofac_are_two_sources_of_one_regime() -> None:
    lists = (us_ofac_sdn.SOURCE, us_ofac_cons.SOURCE)
    assert ({"US"}, 2) == ({one.regime for one in lists}, len({one.id for one in lists}))


def test_a_quote_is_the_line_as_it_stands_in_the_file() -> None:
    text = row(7, remarks="DOB 1955; a.k.a. 'PEN'.")
    ((found,), _) = of_text(us_ofac_sdn, "sdn.csv", text + END)
    (entry,) = found.entries
    assert text.rstrip() == entry.seen.quote
    assert ("uid 7, line 1", "sdn.csv") == (entry.seen.place, entry.seen.source)


@pytest.mark.parametrize("name", ["Ä & Ö", "O'BRIEN", "北京", "A;B", "<b>", "{x}", "INK #2"])
def test_a_name_comes_over_to_the_letter(name: str) -> None:
    ((found,), notes) = of_text(us_ofac_sdn, "sdn.csv", row(7, name) + END)
    assert (name, []) == (found.entries[0].name, notes)


def test_what_is_not_understood_in_a_row_is_kept_and_said() -> None:
    ((found,), notes) = of_text(
        us_ofac_sdn, "sdn.csv", row(7, remarks="Moon Phase 7; DOB soon.") + END
    )
    assert "Moon Phase 7; DOB soon" == found.entries[0].remarks
    assert 2 == len(reasons(notes))


@pytest.mark.parametrize("text", ["<html>Service unavailable</html>", "{}", "[]", '{"error": 500}'])
def test_an_error_page_is_no_list(text: str) -> None:
    """Whatever was installed before is untouched."""
    with pytest.raises(ListRefused):
        of_text(us_ofac_sdn, "sdn.csv", text)


def test_an_empty_publication_is_refused_and_never_an_empty_list() -> None:
    with pytest.raises(ListRefused):
        of_text(us_ofac_sdn, "sdn.csv", END)
