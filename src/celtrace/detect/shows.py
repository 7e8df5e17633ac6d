"""Titles of other companies' shows among files that lay where ours might lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from celtrace.detect import _public
from celtrace.detect._basis import based, use
from celtrace.detect._homes import Homes, place_of
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Evidence, FileFact, Found, Production, Ref
from celtrace.registry import detector
from celtrace.text.shows import read_name


class ForeignTitleFound(Finding, frozen=True, kw_only=True):
    """Files found beside ours carry titles and codes of shows that are not of this dossier.

    Other companies' titles are theirs to know: neither the sentence nor the evidence names
    them. The bytes are in custody, and the digests lead to the names for those who may look.
    """

    rule = "foreign_title_found"
    hypothesis = Hypothesis.H3
    group = Group.CONTENT
    category = Category.CONTEXT
    says = (
        "{files:# file} at {place} with the titles and codes of {titles:# other show}; they "
        "are not named here."
    )
    because = (_public.SERVER_2024,)
    innocent = (
        "A working title or an alias of our own show that the dossier does not list.",
        "Folder names of the software or the studio that look like a title.",
    )
    check = "Add working titles and aliases to the productions; then look again with permission."

    place: str
    files: int
    titles: int


@detector(ForeignTitleFound, reads=(FileFact, Found), reach="web")
def foreign_titles(view: View) -> Iterator[Finding]:
    """The names of found files, beside the titles and aliases of our productions."""
    ours = [(one.id, title) for one in view.all(Production) for title in (one.title, *one.aka)]
    homes = Homes(view)
    seen: dict[Ref, list[tuple[str, FileFact]]] = defaultdict(list)
    for fact in view.all(FileFact) if ours else ():
        home = homes.of(fact.path)
        if isinstance(home, Found):
            other = read_name(_inside(fact.path, home), ours).other
            if other:
                seen[home.ref].append((other, fact))
    for subject in sorted(seen):
        facts = [fact for _, fact in seen[subject]]
        yield ForeignTitleFound(
            subject=subject, evidence=tuple(_bare(fact.seen) for fact in facts[:100]),
            basis=based(*(use(fact, "path") for fact in facts)), files=len(facts),
            titles=len({title for title, _ in seen[subject]}), place=place_of(view, subject),
        )  # fmt: skip


def _inside(path: str, home: Found) -> str:
    return path.removeprefix(home.path.rstrip("/")).lstrip("/") if home.path else path


def _bare(seen: Evidence) -> Evidence:
    """Where to look, without the name: digest and reader, no path and no quote."""
    return msgspec.structs.replace(
        seen, source="a found file", place=f"digest {seen.digest[:16]}", quote="", parts=()
    )
