"""Our own drawings among files that lay where they should not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from celtrace.detect import _public
from celtrace.detect._basis import Use, based, cited, use
from celtrace.detect._cuts import OurCuts
from celtrace.detect._ranges import brought, holding, known
from celtrace.detect._sums import few
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Found, Match, Network, Ref
from celtrace.registry import detector


class OwnFrameFound(Finding, frozen=True, kw_only=True):
    """Cuts of ours, proven by geometry or a reviewer, among files on a server that is not ours.

    One finding for each place and lot. It says where the drawings lay, not who put them there.
    """

    rule = "own_frame_found"
    hypothesis = Hypothesis.H3
    group = Group.CONTENT
    category = Category.STRONG
    says = "Cuts of ours lay at {place}: {count} ({shown}); collected {collected}."
    because = (_public.SERVER_2024, _public.DAHLIA)
    innocent = (
        "The material leaked from somebody who had it rightly: us, the broadcaster, a festival.",
        "The frames come from a trailer, a broadcast or a leaked episode.",
        "Somebody copied the files without anybody of the chain knowing.",
    )
    check = "Whether the files are working stages that only the lot's maker had, and from when."
    ask = "Who had the working files of the cuts {shown}, and where were they kept?"

    found: str
    place: str
    cuts: tuple[str, ...]
    shown: str
    count: int
    collected: str


class UnreleasedFrameFound(Finding, frozen=True, kw_only=True):
    """Unreleased cuts of ours, proven by geometry or a reviewer, on a server in a DPRK range.

    Conclusive for the one fact that these drawings lay there on that day. It does not say
    who brought them there, nor that anybody of the chain knew.
    """

    rule = "unreleased_frame_found"
    hypothesis = Hypothesis.H3
    group = Group.CONTENT
    category = Category.CONCLUSIVE
    says = (
        "Unreleased cuts of ours lay at {place}, an address in {net} ({source}): "
        "{count} ({shown}); collected {collected}."
    )
    because = (_public.SERVER_2024, _public.STAR_JV, _public.CFR_510)
    innocent = (
        "The material leaked from somebody who had it rightly.",
        "The server was rented out or broken into, and only kept the files.",
    )
    check = "Working stages that only one maker had, and the first day on which each was there."
    ask = "Who had the working files of the cuts {shown}, and where were they kept?"

    found: str
    place: str
    cuts: tuple[str, ...]
    shown: str
    count: int
    net: str
    source: str
    collected: str


@detector(OwnFrameFound, UnreleasedFrameFound, reads=(Found, Match), reach="web")
def own_frames(view: View) -> Iterator[Finding]:
    """Each place where files were found, with the matches among them that are proven."""
    ours = OurCuts(view)
    for found in view.all(Found):
        if not _strange(found):
            continue
        by_subject: dict[Ref, list[Match]] = defaultdict(list)
        for match in view.all(Match):
            if _settled(match) and _from(match, found, view):
                for subject in ours.homes(match.cut) or (found.ref,):
                    by_subject[subject].append(match)
        for subject in sorted(by_subject):
            yield from _seen((subject, found, by_subject[subject]), ours, view)


def _strange(found: Found) -> bool:
    return bool(found.place.ip or found.place.url or found.place.operator)


def _settled(match: Match) -> bool:
    """By a reviewer, or by its proof as long as no reviewer rejects it."""
    return match.reviewer == "confirmed" or bool(match.proof and match.reviewer == "open")


def _from(match: Match, found: Found, view: View) -> bool:
    """Whether the matched file is of this find: by its path, or because there is only one."""
    home = found.path.rstrip("/")
    return bool(home and match.file.startswith(f"{home}/")) or len(view.all(Found)) == 1


def _seen(case: tuple[Ref, Found, list[Match]], ours: OurCuts, view: View) -> Iterator[Finding]:
    subject, found, matches = case
    day = found.collected.date() if found.collected else None
    lay = holding((*known(), *brought(view.all(Network))), found.place.ip, day)
    hidden = [m for m in matches if lay and ours.unreleased(m.cut, day)]
    rest = [match for match in matches if match not in hidden]
    where = found.place.url or found.place.ip or found.place.operator
    said: dict[str, Any] = {
        "subject": subject, "start": day, "until": day, "found": found.id, "place": where,
        "collected": str(day or "on a day not stated"),
    }  # fmt: skip
    if lay and hidden:
        uses = _uses(found, hidden, ours)
        if lay.network:
            uses.append(use(lay.network, "cidr", "form", "valid_from", "valid_to"))
        yield UnreleasedFrameFound(
            **said, evidence=cited(*uses), basis=based(*uses),
            **_cuts(hidden), net=str(lay.net), source=lay.source,
        )  # fmt: skip
    if rest:
        uses = _uses(found, rest, ours)
        yield OwnFrameFound(
            **said, evidence=cited(*uses), basis=based(*uses),
            **_cuts(rest),
        )  # fmt: skip


def _cuts(matches: list[Match]) -> dict[str, Any]:
    cuts = tuple(sorted({match.cut for match in matches}))
    return {"cuts": cuts, "shown": few(cuts), "count": len(cuts)}


def _settling(match: Match) -> str:
    return "reviewer" if match.reviewer == "confirmed" else "proof"


def _uses(found: Found, matches: list[Match], ours: OurCuts) -> list[Use]:
    uses = [use(found, "place", "collected")]
    uses += [use(match, "file", "cut", _settling(match)) for match in matches]
    references = (ours.reference(match.cut) for match in matches)
    return uses + [use(known_, "cut", "unreleased") for known_ in references if known_]
