"""Telling the two lists of OFAC and their forms apart."""

from __future__ import annotations

import pytest

from celtrace.errors import ListRefused
from celtrace.lists import us_ofac_cons, us_ofac_sdn
from lists.reading import of_text

BOTH = (us_ofac_sdn, us_ofac_cons)
ALT = b'36,12,"aka","INK",-0- \n'
PRIM = b'36,"INK",-0- ,"%s",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
CLASSIC = b'<?xml version="1.0"?>\n<sdnList xmlns="x"><sdnEntry><programList><program>%s</program>'


def sniffed(head: bytes, name: str) -> str:
    return max(BOTH, key=lambda reader: reader.sniff(head, name)).FORMAT


@pytest.mark.parametrize(
    ("list_id", "head", "name"),
    [
        ("us_ofac_sdn", PRIM % b"CUBA", "sdn.csv"),
        ("us_ofac_sdn", PRIM % b"CUBA", "cons_prim.csv"),
        ("us_ofac_cons", PRIM % b"NS-PLC", "cons_prim.csv"),
        ("us_ofac_cons", PRIM % b"NS-PLC", "renamed.csv"),
        ("us_ofac_sdn", ALT, "alt.csv"),
        ("us_ofac_cons", ALT, "cons_alt.csv"),
        ("us_ofac_cons", ALT, "CONS_ALT.CSV"),
        ("us_ofac_sdn", CLASSIC % b"CUBA", "download.xml"),
        ("us_ofac_cons", CLASSIC % b"NS-PLC", "download.xml"),
        ("us_ofac_cons", CLASSIC % b"CMIC-EO13959", "sdn.xml"),
        ("us_ofac_cons", CLASSIC % b"DPRK9", "consolidated.xml"),
    ],
)
def test_content_tells_the_list_and_then_the_name(list_id: str, head: bytes, name: str) -> None:
    assert list_id == sniffed(head, name)


def test_parts_of_one_publication_belong_together() -> None:
    names = ("sdn_comments.csv", "alt.csv", "sdn.csv", "add.csv")
    assert (("add.csv", "alt.csv", "sdn.csv", "sdn_comments.csv"),) == us_ofac_sdn.belongs(names)


def test_names_of_the_service_belong_together_in_capitals_and_compressed() -> None:
    names = ("ADD.CSV", "ALT.CSV.gz", "SDN.CSV")
    assert (names,) == us_ofac_sdn.belongs(names)


def test_consolidated_parts_belong_together() -> None:
    names = ("cons_add.csv", "cons_alt.csv", "cons_comments.csv", "cons_prim.csv")
    assert (names,) == us_ofac_cons.belongs(names)


def test_daily_primary_files_are_publications_of_their_own() -> None:
    names = ("sdn_primary_2021-12-09.csv", "sdn_primary_2021-12-10.csv")
    assert tuple((name,) for name in names) == us_ofac_sdn.belongs(names)


def test_dated_parts_go_with_parts_of_the_same_date() -> None:
    names = ("alt.csv", "alt_2024-01-01.csv", "sdn.csv", "sdn_2024-01-01.csv")
    groups = (("alt.csv", "sdn.csv"), ("alt_2024-01-01.csv", "sdn_2024-01-01.csv"))
    assert groups == us_ofac_sdn.belongs(names)


def test_every_name_is_in_one_group() -> None:
    names = ("SDN.XML", "alt.csv", "history.jsonl", "sdn.csv", "renamed.csv")
    assert sorted(names) == sorted(n for group in us_ofac_sdn.belongs(names) for n in group)
    assert ("alt.csv", "sdn.csv") in us_ofac_sdn.belongs(names)


def test_advanced_xml_is_refused_with_what_to_take_instead() -> None:
    text = '<?xml version="1.0"?>\n<Sanctions xmlns="https://x/ADVANCED_XML"></Sanctions>'
    assert us_ofac_sdn.sniff(text.encode(), "sdn_advanced.xml") > 0
    with pytest.raises(ListRefused) as refused:
        of_text(us_ofac_sdn, "sdn_advanced.xml", text)
    assert "SDN_ENHANCED.XML" in refused.value.remedy
