"""The Consolidated List of the United States: told from the SDN list, read alike."""

from __future__ import annotations

import pytest

from celtrace.lists import us_ofac_cons, us_ofac_sdn
from lists.reading import row, sample


def test_all_files_of_the_publication_are_fetched_from_the_publisher() -> None:
    names = [url.rpartition("/")[2] for url in us_ofac_cons.SOURCE.urls]
    assert 4 == len(names)
    assert (tuple(sorted(names)),) == us_ofac_cons.belongs(names)


@pytest.mark.parametrize("form", ["csv", "xml", "enhanced"])
def test_every_form_says_whose_list_it_is(form: str) -> None:
    found = sample(us_ofac_cons, form)[0]
    assert "us_ofac_cons" == found.list
    assert {"us_ofac_cons"} == {entry.list for entry in found.entries}


def test_rows_of_the_two_lists_have_two_ids_even_with_one_number() -> None:
    ours, theirs = (row(sample(one, "csv")[0], "90001") for one in (us_ofac_cons, us_ofac_sdn))
    assert ours.id != theirs.id


def test_a_list_of_this_size_is_plausible_and_the_sdn_list_is_not() -> None:
    low, high = us_ofac_cons.SOURCE.expected
    assert low < 443 < high < us_ofac_sdn.SOURCE.expected[0]
