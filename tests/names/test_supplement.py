from __future__ import annotations

import re

from celtrace.names.supplement import supplement
from celtrace.text.scripts import scripts


def test_every_alias_has_a_source_with_an_address() -> None:
    table = supplement()
    used = {alias.source for entry in table.entries for alias in entry.aliases}
    assert used <= set(table.sources)
    assert all(source.url.startswith("http") for source in table.sources.values())


def test_every_alias_has_a_confidence_and_its_script() -> None:
    for entry in supplement().entries:
        for alias in entry.aliases:
            assert re.fullmatch(r"[A-F][1-6]", alias.confidence)
            assert alias.script in scripts(alias.text)


def test_no_alias_stands_twice() -> None:
    texts = [alias.text for entry in supplement().entries for alias in entry.aliases]
    assert len(texts) == len(set(texts))


def test_the_supplement_names_its_list_rows() -> None:
    rows = {entry.row: entry.status for entry in supplement().entries if entry.list}
    assert rows == {"34022": "designated", "40201": "delisted"}
