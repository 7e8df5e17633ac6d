"""One-line factories of what was found in files, and the scenes of the rules about it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from celtrace.records import (
    Delivery,
    Digest,
    Evidence,
    FileFact,
    Found,
    Place,
    Production,
    Record,
    TextPassage,
    Trait,
    Worker,
)

NORTH = (
    "련습을 다시 하시오", "눈을 더 크게 그릴것", "색갈이 다르므로 수정하여야 한다",
    "이 장면은 되여있지 않다", "녀자의 뒤머리를 길게 그려야 한다", "력사적인 배경을 리용할것",
    "래일까지 모두 끝내야 한다", "선을 더 가늘게 하는것이 좋겠다", "해빛이 비치는 방향이 틀렸다",
    "콤퓨터로 다시 그려넣을것", "여기는 손을 더 들어야 할가",
)  # fmt: skip
SOUTH = (
    "연습을 다시 하세요", "눈을 더 크게 그릴 것", "색깔이 다르므로 수정해야 한다",
    "이 장면은 되어 있지 않다", "여자의 뒷머리를 길게 그려야 한다", "역사적인 배경을 이용할 것",
    "내일까지 모두 끝내야 한다", "선을 더 가늘게 하는 것이 좋겠다", "햇빛이 비치는 방향이 틀렸다",
    "컴퓨터로 다시 그려 넣을 것", "여기는 손을 더 들어야 할까",
)  # fmt: skip


def digest(name: str) -> Digest:
    return Digest(name.encode().hex().ljust(64, "0"))


def seen(of: str, place: str, quote: str) -> Evidence:
    return Evidence(digest(of), of, place, quote, "psd")


def passage(of: str, text: str, place: str = "layer 1", **facts: Any) -> TextPassage:
    given = {"role": "layer", "place": place, **facts}
    return TextPassage(seen=seen(of, place, text), file=digest(of), text=text, **given)


def note(of: str, text: str, box: tuple[int, int, int, int], **facts: Any) -> TextPassage:
    given = {"role": "note", "picture": digest(of), "confidence": Decimal("0.9"), **facts}
    return passage(of, text, "", box=box, **given)


def notes(of: str, texts: tuple[str, ...]) -> tuple[TextPassage, ...]:
    return tuple(passage(of, text, f"layer {at}") for at, text in enumerate(texts, 1))


def file(path: str, of: str = "") -> FileFact:
    name = of or path.rpartition("/")[2]
    return FileFact(seen=seen(name, "whole file", path), path=path, digest=digest(name), size=1)


def trait(of: str, name: Any, value: str) -> Trait:
    return Trait(seen=seen(of, "XMP", value), file=digest(of), name=name, value=value)


def server(path: str = "server") -> Found:
    when = datetime(2024, 1, 5, tzinfo=UTC)
    place = Place(url="https://x.example")
    return Found(seen=seen("d", "1", path), id="f1", path=path, place=place, collected=when)


def delivered(by: str, path: str = "in") -> Delivery:
    days = {"start": date(2024, 1, 2), "until": date(2024, 1, 5)}
    return Delivery(seen=seen("d", "2", path), id="d1", party=by, path=path, **days)


def drawer(id_: str, of: str, email: str) -> Worker:
    return Worker(seen=seen("d", id_, email), id=id_, name=id_.title(), party=of, emails=(email,))


def show(title: str, *aka: str) -> Production:
    return Production(seen=seen("d", "3", title), id="show", title=title, aka=aka)


AUTHOR = (file("in/a.psd"), trait("a.psd", "author", "ann@w.example"), delivered("v"))
TITLES = (server(), show("Star Boat", "별배"))

SCENES: dict[str, tuple[tuple[Record, ...], tuple[Record, ...]]] = {
    "northern_spelling": (
        (server(), file("server/n.psd"), *notes("n.psd", NORTH)),
        (server(), file("server/n.psd"), *notes("n.psd", SOUTH)),
    ),
    "relay_translation": (
        (server(), file("server/n.psd"), *notes("n.psd", ("C-112 眼睛再大", "C-112 눈을 크게"))),
        (server(), file("server/n.psd"), *notes("n.psd", ("C-112 眼睛再大", "C-140 손을 작게"))),
    ),
    "foreign_title_found": (
        (*TITLES, file("server/Moon Cat/Moon_Cat_EP305_c012.psd")),
        (*TITLES, file("server/Star_Boat_EP305_c012.psd"), file("server/check/EP05_c1.psd")),
    ),
    "text_marks": (
        (server(), file("server/n.psd"), passage("n.psd", "주체111년 3월")),
        (server(), file("server/n.psd"), passage("n.psd", "2022년 3월")),
    ),
    "document_author": (
        (*AUTHOR, drawer("ann", "w", "ann@w.example")),
        (*AUTHOR, drawer("ann", "v", "ann@w.example")),
    ),
}
