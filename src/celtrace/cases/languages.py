"""The language of every passage of a file, decided by its letters and its neighbours."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from celtrace.cases.looking import Looked
from celtrace.records import TextPassage
from celtrace.text.language import resolve


def languages(looked: Looked) -> Iterator[TextPassage]:
    """The passages of a file that have a language, with it; the rest stays as it was read."""
    found = resolve([one.text for one in looked.passages])
    for passage, language in zip(looked.passages, found, strict=True):
        if language and not passage.language:
            yield msgspec.structs.replace(passage, language=language)
