"""One-line factories of records, and for every kind of finding a scene with and without it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from celtrace import registry
from celtrace.cases.detecting import Detected, run_detectors
from celtrace.engine.serial import SerialEngine
from celtrace.findings import Finding
from celtrace.ports import CaseFacts, View
from celtrace.records import (
    Account,
    Assignment,
    Candidate,
    Check,
    Contract,
    Day,
    Delivery,
    Device,
    Digest,
    Evidence,
    Found,
    Identifier,
    Interview,
    Invoice,
    Link,
    Lot,
    Match,
    Network,
    Norm,
    Ownership,
    Party,
    Passkey,
    Payment,
    PersonalDocument,
    Place,
    Price,
    Production,
    Quote,
    Record,
    Ref,
    Reference,
    Role,
    SignIn,
    Span,
    StaffList,
    Trait,
    Worker,
)
from celtrace.store.memory import MemoryShelf
from detect import access_scenes, file_scenes, paper_scenes
from detect.access_scenes import act, fact, owned

TODAY = date(2024, 6, 1)
ZONE = "P<UTOMUSTER<<ADA<MARIA<<<<<<<<<<<<<<<<<<<<<<|X1234567<7UTO9002281F3001318<<<<<<<<<<<<<<06"
"""An invented passport in which every digit holds."""


def seen(place: str = "1") -> Evidence:
    return Evidence(Digest("0" * 64), "dossier.yaml", place, f"as written at {place}", "yaml")


def trait(time: str, offset: int | None = 510, name: Any = "saved", file: str = "a" * 64) -> Trait:
    """A time in a file."""
    evidence = "stated" if offset is not None else ""
    return Trait(seen=seen(time), file=Digest(file), name=name, value=time, place=time,
                 time=at(time), offset=offset, zone_from=evidence)  # fmt: skip


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def party(id_: str, **facts: Any) -> Party:
    return Party(seen=seen(id_), id=id_, **{"name": id_.title(), **facts})


def contract(id_: str, client: str, contractor: str, **facts: Any) -> Contract:
    return Contract(seen=seen(id_), id=id_, client=client, contractor=contractor, **facts)


def payment(id_: str, payee: str, on: str = "2024-03-01", **facts: Any) -> Payment:
    money = {"amount": Decimal(100), "currency": "USD", **facts}
    return Payment(seen=seen(id_), id=id_, payee=payee, date=day(on) if on else None, **money)


def invoice(id_: str, issuer: str, payee: str, **facts: Any) -> Invoice:
    return Invoice(seen=seen(id_), id=id_, issuer=issuer, payee=payee, **facts)


def assigned(to: str, on: str, document: str = "") -> Assignment:
    return Assignment(to, day(on), document)


def candidate(of: str, **facts: Any) -> Candidate:
    given = {
        "list": "us_ofac_sdn", "regime": "US", "row": "34022", "by": "settled", "score": 1.0,
        "names": (of.title(), "ROW NAME"), "state": "confirmed", "row_seen": seen("row"),
        "spans": (Span(since=day("2021-12-10")),),
    }  # fmt: skip
    return Candidate(seen=seen(of), party=of, **{**given, **facts})


def listed_number(of: str, **facts: Any) -> Candidate:
    number = Identifier("uen", "201836948N")
    return candidate(of, **{"by": "identifier", "identifier": number, **facts})


def like_name(of: str, **facts: Any) -> Candidate:
    return candidate(of, **{"by": "name", "state": "open", "score": 0.9, **facts})


def delisted(**facts: Any) -> dict[str, Any]:
    return {"spans": (Span(since=day("2022-12-09"), until=day("2024-01-10")),), **facts}


def owns(owner: str, asset: str, percent: str = "", **facts: Any) -> Ownership:
    share = Decimal(percent) if percent else None
    return Ownership(seen=seen(owner), owner=owner, asset=asset, share=share, **facts)


def band(owner: str, asset: str, low: str, high: str) -> Ownership:
    return owns(owner, asset, low=Decimal(low), high=Decimal(high))


def role(person: str, of: str, what: str, **facts: Any) -> Role:
    return Role(seen=seen(person), person=person, party=of, role=what, **facts)


def staff(of: str, status: Any, **facts: Any) -> StaffList:
    return StaffList(seen=seen(of), party=of, status=status, **facts)


def asked(*days: str) -> dict[str, tuple[date, ...]]:
    return {"asked": tuple(map(day, days))}


def worker(id_: str, of: str, **facts: Any) -> Worker:
    return Worker(seen=seen(id_), id=id_, name=id_.title(), party=of, **facts)


def with_key(id_: str, of: str, key: str) -> Worker:
    return worker(id_, of, passkeys=(Passkey(key),))


def check(item: str, about: str, result: Any = "", **facts: Any) -> Check:
    field = "measure" if item.startswith("M") else "indicator"
    return Check(seen=seen(item), subject=Ref(about), result=result, **{field: item}, **facts)


def link(a: str, b: str, by: Any, value: str, **facts: Any) -> Link:
    return Link(seen=seen(value), a=a, b=b, by=by, value=value, **facts)


def meeting(of: str, when: str, **facts: Any) -> Interview:
    return Interview(seen=seen(when), worker=of, planned=at(when), **facts)


def with_zone(id_: str, mrz: str = "", **facts: Any) -> Worker:
    paper = PersonalDocument(type="passport", mrz=mrz or ZONE, **facts)
    return worker(id_, "v", documents=(paper,))


def account(id_: str, of: str) -> Account:
    return Account(seen=seen(id_), id=id_, party=of)


def device(id_: str, to: str, serial: str) -> Device:
    return Device(seen=seen(id_), id=id_, issued_to=to, serial=serial)


def sign_in(who: str, ip: str = "192.0.2.1", when: str = "2024-02-01", **facts: Any) -> SignIn:
    return SignIn(seen=seen(when), account=who, ip=ip, time=at(when), **facts)


def network(cidr: str, form: Any = "dprk", **facts: Any) -> Network:
    return Network(seen=seen(cidr), cidr=cidr, form=form, **facts)


def lot(id_: str, to: str, subs: tuple[str, ...] | None = None, **facts: Any) -> Lot:
    return Lot(seen=seen(id_), id=id_, assigned_to=to, disclosed_subs=subs, **facts)


def delivery(id_: str, by: str, **facts: Any) -> Delivery:
    return Delivery(seen=seen(id_), id=id_, party=by, **facts)


def drawn(id_: str, by: str, units: int, start: str, until: str, **facts: Any) -> Delivery:
    on = {"start": day(start), "until": day(until), "unit": "cut", **facts}
    return delivery(id_, by, units=Decimal(units), **on)


def norm(per_day: str, unit: str = "cut") -> Norm:
    return Norm(seen=seen(unit), unit=unit, per_head_per_day=Decimal(per_day))


def closed(of: str, on: str, *, worked: bool = False) -> Day:
    return Day(seen=seen(on), party=of, date=day(on), worked=worked)


def quote(id_: str, of: str, price: str, region: str = "", unit: str = "cut") -> Quote:
    return Quote(seen=seen(id_), id=id_, party=of, unit=unit, price=Decimal(price), region=region)


def price(region: str, low: str, high: str, unit: str = "cut") -> Price:
    bounds = {"low": Decimal(low), "high": Decimal(high)}
    return Price(seen=seen(region), region=region, unit=unit, currency="USD", **bounds)


def match(file: str, cut: str, reviewer: Any = "confirmed", proof: Any = "") -> Match:
    return Match(seen=seen(file), file=file, cut=cut, reviewer=reviewer, proof=proof)


def found_at(ip: str = "", path: str = "server", **facts: Any) -> Found:
    place = Place(ip=ip, **facts)
    return Found(seen=seen(path), id="f1", path=path, place=place, collected=at("2024-01-05"))


def reference(cut: str, *, unreleased: bool | None, **facts: Any) -> Reference:
    return Reference(seen=seen(cut), path="ref", cut=cut, unreleased=unreleased, **facts)


def production(id_: str, released: str) -> Production:
    return Production(seen=seen(id_), id=id_, title=id_, released=day(released))


def view_of(*records: Record, **facts: Any) -> View:
    return MemoryShelf(records).view(CaseFacts(**{"as_of": TODAY, "us": "us", **facts}))


def run(*records: Record, **facts: Any) -> Detected:
    """All detectors over the records."""
    shelf = MemoryShelf(records)
    view = shelf.view(CaseFacts(**{"as_of": TODAY, "us": "us", **facts}))
    return run_detectors(shelf, view, SerialEngine(), registry.detectors())


def found(rule: str, *records: Record, **facts: Any) -> tuple[Finding, ...]:
    """The findings of one rule."""
    return tuple(one for one in run(*records, **facts).findings if one.rule == rule)


def only(rule: str, *records: Record, **facts: Any) -> Finding:
    """The one finding of a rule."""
    (one,) = found(rule, *records, **facts)
    return one


Scene = tuple[Record, ...]
BAND = (price("CN", "100", "200"), price("Yanbian", "40", "80"))
TEAM = (party("v", heads=2), norm("5"))
ABOVE = contract("c1", "us", "v", may_subcontract="false", date=day("2024-01-01"))
LOT = lot("l1", "v", ("w",), contract="c1", cuts="ep 5 cuts 1-40")
CUT = match("server/a.png", "ep05_c003")
LEI = "LEI 5493001KJTIIGC8Y1R12"
NUMBERED = party(
    "v", name="Vee Animation", identifiers=(Identifier("lei", "5493001KJTIIGC8Y1R12"),)
)
DPRK = "175.45.178.9"


def _noted(flag: str) -> tuple[Scene, Scene]:
    """A red flag that a person saw, and the same looked for and not seen."""
    return (check(flag, "party:v"),), (check(flag, "party:v", "passed"),)


SCENES: dict[str, tuple[Scene, Scene]] = {
    "listed_party": ((candidate("v"),), (candidate("v", **delisted()),)),
    "listed_identifier": ((listed_number("v"),), (listed_number("v", **delisted()),)),
    "candidate_name": ((like_name("v"),), (like_name("v", state="rejected"),)),
    "blocked_by_definition": (
        (party("v", country="KP", form="public_body"),),
        (party("v", country="KR", form="public_body"),),
    ),
    "camera_refused": (
        (worker("ann", "v"), meeting("ann", "2024-03-01", camera="refused", outcome="refused")),
        (
            worker("ann", "v"),
            meeting("ann", "2024-03-01", camera="refused", outcome="refused"),
            meeting("ann", "2024-03-08", in_person=True, outcome="met"),
        ),
    ),
    "half_owned": (
        (candidate("a"), party("a"), party("v"), owns("a", "v", "50")),
        (candidate("a"), party("a"), party("v"), owns("a", "v", "20"), owns("b", "v", "80")),
    ),
    "may_be_half_owned": (
        (candidate("a"), party("a"), party("v"), band("a", "v", "25", "50")),
        (candidate("a"), party("a"), party("v"), owns("a", "v", "20"), owns("b", "v", "80")),
    ),
    "just_under_half": (
        (candidate("a"), party("a"), party("v"), owns("a", "v", "49"), owns("b", "v", "51")),
        (candidate("a"), party("a"), party("v"), owns("a", "v", "20"), owns("b", "v", "80")),
    ),
    "control_caution": (
        (candidate("a"), party("a"), party("v"), role("a", "v", "director")),
        (
            candidate("a"),
            party("a"),
            party("v"),
            role("a", "v", "director", until=day("2020-01-01")),
        ),
    ),
    "payee_not_contractor": (
        (contract("c1", "us", "v"), payment("p1", "w", contract="c1")),
        (contract("c1", "us", "v"), payment("p1", "v", contract="c1")),
    ),
    "debt_assigned": (
        (
            contract("c1", "us", "v", assignments=(assigned("w", "2024-02-01"),)),
            payment("p1", "w", "2024-03-01", contract="c1"),
        ),
        (
            contract("c1", "us", "v", assignments=(assigned("w", "2024-04-01"),)),
            payment("p1", "w", "2024-03-01", contract="c1"),
        ),
    ),
    "payment_before_contract": (
        (contract("c1", "us", "v", date=day("2024-03-02")), payment("p1", "v", contract="c1")),
        (contract("c1", "us", "v", date=day("2024-03-01")), payment("p1", "v", contract="c1")),
    ),
    "payment_to_listed": (
        (candidate("v"), payment("p1", "v", "2021-12-10")),
        (candidate("v"), payment("p1", "v", "2021-12-09")),
    ),
    "printed_name_differs": (
        (NUMBERED, invoice("i1", "v", "v", from_name="Other Films", identifiers=(LEI,))),
        (NUMBERED, invoice("i1", "v", "v", from_name="Vee Animation Ltd", identifiers=(LEI,))),
    ),
    "price_under_band": (
        (party("v", country="CN"), quote("q1", "v", "39", "Yanbian"), *BAND),
        (party("v", country="CN"), quote("q1", "v", "150"), *BAND),
    ),
    "regional_price_band": (
        (party("v", country="CN"), quote("q1", "v", "60", "Yanbian"), *BAND),
        (party("v", country="CN"), quote("q1", "v", "39", "Yanbian"), *BAND),
    ),
    "forbidden_subcontract": (
        (ABOVE, contract("c2", "v", "w", parent="c1")),
        (
            contract("c1", "us", "v", may_subcontract="with-consent"),
            contract("c2", "v", "w", parent="c1"),
        ),
    ),
    "late_disclosure": (
        (
            contract("c1", "us", "v"),
            contract(
                "c2", "v", "w", parent="c1", date=day("2024-01-01"), disclosed=day("2024-03-01")
            ),
        ),
        (
            contract("c1", "us", "v"),
            contract(
                "c2", "v", "w", parent="c1", date=day("2024-01-01"), disclosed=day("2023-12-01")
            ),
        ),
    ),
    "undisclosed_tier": (
        (LOT, delivery("d1", "x", lot="l1")),
        (LOT, delivery("d1", "w", lot="l1"), delivery("d2", "v", lot="l1")),
    ),
    "staff_list_refused": (
        (staff("v", "refused", **asked("2024-05-01")),),
        (staff("v", "none", **asked("2024-05-30")),),
    ),
    "staff_list_partial": ((staff("v", "partial", people=3),), (staff("v", "complete"),)),
    "staff_list_complete": ((staff("v", "complete"),), (staff("v", "partial"),)),
    "live_checks_passed": (
        (staff("v", "complete", people=3, live_checks=3),),
        (staff("v", "complete", people=3, live_checks=2),),
    ),
    "payroll_seen": (
        (staff("v", "complete", payroll_months=3),),
        (staff("v", "complete", payroll_months=2),),
    ),
    "capacity_exceeded": (
        (*TEAM, drawn("d1", "v", 101, "2024-01-01", "2024-01-05")),
        (*TEAM, drawn("d1", "v", 100, "2024-01-01", "2024-01-05")),
    ),
    "days_worked_exceeded": (
        (*TEAM, drawn("d1", "v", 81, "2024-01-01", "2024-01-05"), closed("v", "2024-01-02")),
        (*TEAM, drawn("d1", "v", 80, "2024-01-01", "2024-01-05"), closed("v", "2024-01-02")),
    ),
    "shared_device": (
        (link("v", "w", "device", "SN1"),),
        (device("d1", "v", "SN1"), device("d2", "v", "SN1")),
    ),
    "shared_account": (
        (party("v", accounts=("DE 1",)), party("w", accounts=("de1",))),
        (party("v", accounts=("DE 1",)), party("w", accounts=("DE 2",))),
    ),
    "shared_author": ((link("v", "w", "author", "ann"),), (link("v", "v", "author", "ann"),)),
    "shared_portfolio": ((link("v", "w", "image", "a.png"),), (link("v", "v", "image", "a.png"),)),
    "shared_contact": (
        (party("v", phones=("+82 2 1",)), party("w", phones=("0082-21",))),
        (party("v", phones=("+82 2 1",)), worker("k", "v", phones=("+82 21",))),
    ),
    "shared_address": (
        (party("v", address="1 High St, Room 5"), party("w", address="1 High St., Room 5")),
        (party("v", address="1 High St, Room 5"), party("w", address="1 High St, Room 6")),
    ),
    "dprk_range": ((sign_in("ann", DPRK),), (sign_in("ann", "210.52.109.9"),)),
    "own_frame_found": (
        (found_at("192.0.2.1"), CUT),
        (found_at("192.0.2.1"), match("server/a.png", "ep05_c003", "open")),
    ),
    "unreleased_frame_found": (
        (found_at(DPRK), CUT, reference("ep05_c003", unreleased=True)),
        (found_at("192.0.2.1"), CUT, reference("ep05_c003", unreleased=True)),
    ),
    "recorded_network": _noted("I001"),
    "recorded_device": _noted("I022"),
    "recorded_documents": _noted("I031"),
    "recorded_conduct": _noted("I036"),
    "recorded_money": _noted("I073"),
    "recorded_content": _noted("I095"),
    "recorded_registry": _noted("I090"),
    "recorded_rhythm": _noted("I084"),
    "recorded_background": ((check("I041", "party:v"),), (check("I036", "party:v"),)),
    **access_scenes.SCENES,
    **file_scenes.SCENES,
    **paper_scenes.SCENES,
    "vpn_allowed": (
        (
            *owned("ann", "v"),
            act("ann", 0, access_scenes.VPN),
            fact(access_scenes.VPN, "vpn"),
            contract("c1", "us", "v", vpn_allowed=True),
        ),
        (
            *owned("ann", "v"),
            act("ann", 0, access_scenes.VPN),
            fact(access_scenes.VPN, "vpn"),
            contract("c1", "us", "v", vpn_allowed=False),
        ),
    ),
    "voip_number": (
        (worker("ann", "v", phones=("+81 50-1234-5678",)),),
        (worker("ann", "v", phones=("+81 3-1234-5678",)),),
    ),
    "half_hour_zone": ((trait("2016-03-01T00:42:44"),), (trait("2016-03-01T00:42:44", 540),)),
    "mrz_invalid": ((with_zone("ann", ZONE[:-1] + "9"),), (with_zone("ann"),)),
    "document_mismatch": (
        (with_zone("ann", number="Y7654321"),),
        (with_zone("ann", number="X 123-4567", expires=day("2030-01-31")),),
    ),
    "duplicate_applicant": (
        (worker("ann", "v", phones=("+81 3",)), worker("ben", "w", phones=("00813",))),
        (worker("ann", "v", phones=("+81 3",)), worker("ben", "w", phones=("+81 4",))),
    ),
    "unverified_activity": (
        (
            *owned("ann", "v"),
            act("ann", 0),
            check("M004", "worker:ann", "failed", when=day("2024-01-02")),
        ),
        (
            *owned("ann", "v"),
            act("ann", 0),
            check("M004", "worker:ann", "passed", when=day("2024-01-02")),
        ),
    ),
}
