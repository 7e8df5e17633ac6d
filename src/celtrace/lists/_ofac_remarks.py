"""The remarks of an OFAC row: segments between semicolons, each a label and a value.

Strict interpretation: a segment is put where it belongs, left out by name, or kept in the
remarks and counted. The grammar is described in OFAC's data file specification
("SDN Data Formats", dat_spec.txt) only as free text; the labels are those in use.
"""

from __future__ import annotations

import re
from functools import lru_cache

from celtrace.lists import _dates, _ofac_labels
from celtrace.lists._draft import Draft
from celtrace.lists._tally import Tally
from celtrace.records import Alias

CUT_AT = 1_000
"""The remarks field of SDN.CSV ends here; the rest stands in SDN_COMMENTS.CSV."""

_KEPT = "it was kept in the remarks"
_LABEL = re.compile(
    "("
    + "|".join(re.escape(label) for label in sorted(_ofac_labels.LABELS, key=len, reverse=True))
    + r")(?:\s*\([^()]*\))?\s*:\s*|("
    + "|".join(re.escape(label) for label in sorted(_ofac_labels.LABELS, key=len, reverse=True))
    + r")(?:\s+|$|(?=\())"
)
_OTHER = re.compile(r"(?:alt\.\s+)?", re.IGNORECASE)
_QUOTED = re.compile(r"([afn])\.k\.a\.,?\s+['\"‘](.*?)['\"’]?$")
_SHAPED = re.compile(
    r"([A-Z][\w.'/()&-]*(?: [A-Za-z#][\w.'/()&-]*)*?):? (?:#\s*)?\S*\d\S*(?: \(.+\))?$"
)


@lru_cache(maxsize=100_000)
def _split(segment: str) -> tuple[str, str]:
    """Label and value; the label is empty when none is known."""
    found = _LABEL.match(segment)
    if not found:
        return "", segment
    return found[1] or found[2], segment[found.end() :].strip()


def read(remarks: str, draft: Draft, tally: Tally, place: str, *, cut: bool = False) -> None:
    """Put the segments of the remarks into the draft.

    `cut` says that the text ends at the field limit and its continuation is missing: the
    last segment is then kept as remarks, not read.
    """
    text = remarks.strip().removesuffix(".")
    segments = [part.strip() for part in text.split(";") if part.strip()]
    if cut and segments:
        draft.remarks.append(segments.pop())
        tally.add(
            f"remarks cut at {CUT_AT:,} characters, continuation not among the files",
            "the last segment was kept unread in the remarks",
            place,
        )
    titles = {text.removeprefix("Title: ") for text in draft.remarks}
    for segment in segments:
        if segment in titles:
            continue
        _segment(segment, draft, tally, place)


def _segment(segment: str, draft: Draft, tally: Tally, place: str) -> None:
    plain = _OTHER.sub("", segment, count=1)
    if plain.startswith("(Linked To:"):
        plain = plain[1:]
    if plain.count(")") > plain.count("("):
        plain = plain.removesuffix(")")
    quoted = _QUOTED.match(plain)
    if quoted:
        draft.aliases.append(Alias(quoted[2].strip(), "weak", "remarks"))
        return
    label, value = _split(plain)
    if not label or not take(label, value, draft):
        draft.remarks.append(segment)
        if label:
            tally.add(f"value of '{label}' not understood", _KEPT, place)
        else:
            shaped = _SHAPED.match(plain[:200])
            what = f"unknown label '{shaped[1]}'" if shaped else "free text without a known label"
            tally.add(what, _KEPT, place)


def take(label: str, value: str, draft: Draft, country: str = "") -> bool:
    """Put a value under a known label where it belongs; False when it is not understood."""
    if label in _ofac_labels.IDENTIFIERS:
        draft.identifiers.append(_ofac_labels.identifier(label, value, country))
    elif label in _ofac_labels.BORN:
        found = _dates.born(value)
        if not found:
            return False
        draft.born.append(found)
    elif label in _ofac_labels.NATIONAL:
        draft.nationalities.append(value)
    elif label in _ofac_labels.LOCATED:
        draft.countries.append(value)
    elif label in _ofac_labels.LINKED:
        draft.linked_to.append(value)
    elif label in _ofac_labels.KEPT:
        draft.remarks.append(f"{label} {value}".strip())
    else:
        return label in _ofac_labels.IGNORED
    return True


def labelled(label: str, value: str, country: str, draft: Draft, tally: Tally, place: str) -> None:
    """Put a value under a label given on its own, as the XML forms do."""
    known = _known(label)
    if not known:
        draft.remarks.append(f"{label} {value}".strip())
        tally.add(f"unknown label '{label}'", _KEPT, place)
    elif not take(known, value, draft, country):
        draft.remarks.append(f"{label} {value}".strip())
        tally.add(f"value of '{label}' not understood", _KEPT, place)


@lru_cache(maxsize=1_000)
def _known(label: str) -> str:
    found = _LABEL.match(label.strip() + " ")
    return (found[1] or found[2]) if found else ""
