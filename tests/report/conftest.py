"""A made-up case with everything a report can meet: hostile names, four scripts, all statuses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from celtrace.findings import Category, Finding, Group, Hypothesis, Ran
from celtrace.listing import ListUse
from celtrace.ports import CaseFacts, View
from celtrace.records import (
    Contract,
    Digest,
    Evidence,
    Lot,
    Ownership,
    Party,
    Payment,
    Problem,
    Record,
    Ref,
)
from celtrace.report.content import ColumnReading, ReportContent, TableReading, build
from celtrace.store.memory import MemoryShelf
from celtrace.weigh.assessment import (
    Assessment,
    Blocked,
    CandidateLine,
    CarriedBy,
    ClaimLine,
    Cluster,
    ClusterLink,
    DossierFacts,
    Indicators,
    LeakPoint,
    Likelihood,
    MatchLine,
    OtherPayee,
    Path,
    PathEdge,
    PaymentTotal,
    Proof,
    Redo,
    StatusOn,
    Subject,
    Totals,
)

AS_OF = date(2023, 12, 31)
HOSTILE = {
    "script": "<script>alert(1)</script> & Söhne \"GmbH\" 'x'",
    "typst": '#read("/etc/passwd") *bold* _it_ $x$ @a <b> `raw` \\ [y] {z} // c',
    "rtl": "\u202eevil\u202c שלום عليكم",
    "long": "Longest Name " * 23,
    "unbroken": "x" * 300,
}


class Payee(Finding, frozen=True, kw_only=True):
    """Payments of a contract that name somebody else."""

    rule = "payee_not_contractor"
    hypothesis = Hypothesis.H4
    group = Group.MONEY
    category = Category.SUPPORTING
    says = (
        "Under contract {contract} with {contractor}, {payments} payments ({total}) went to {payee}"
    )
    because = ("OFAC enforcement release of 2024-06-26, https://ofac.treasury.gov/media/932606",)
    innocent = ("The contractor assigned the debt to a lender.", "A payment agent collects.")
    check = "The written assignment, dated before the first payment"
    ask = "Please tell us why {payee} is the payee under contract {contract}."

    contract: str
    contractor: str
    payee: str
    payments: int
    total: str


class Device(Finding, frozen=True, kw_only=True):
    """One device behind two parties."""

    rule = "shared_device"
    hypothesis = Hypothesis.H4
    group = Group.DEVICE
    category = Category.STRONG
    says = "One device ({device}) signed in for {parties} on {days} days."
    because = ("FBI announcement I-101823-PSA.",)
    innocent = ("Two studios share a rented workstation.",)
    check = "The delivery note of the device and who holds it today."
    ask = "Please tell us who works at the device {device}."

    device: str
    parties: tuple[str, ...]
    days: int


class Spelling(Finding, frozen=True, kw_only=True):
    """A spelling, as context."""

    rule = "northern_spelling"
    hypothesis = Hypothesis.H4
    group = Group.BACKGROUND
    category = Category.CONTEXT
    says = "A note uses the spelling {word}."
    because = ("Comparison of two spelling standards.",)
    innocent = ("Many writers in Yanbian spell so.",)
    check = "None is needed: it never counts."

    word: str


class Live(Finding, frozen=True, kw_only=True):
    """Live checks, as counter-evidence."""

    rule = "live_checks_passed"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.COUNTER
    says = "{checks} people were seen live and their faces matched their papers."
    because = ("Practice of the trade.",)
    innocent = ("Somebody else sat at the camera.",)
    check = "The recording."
    closes = ("staff_list_refused",)

    checks: int


class Refused(Finding, frozen=True, kw_only=True):
    """A staff list that was refused."""

    rule = "staff_list_refused"
    hypothesis = Hypothesis.H4
    group = Group.CONDUCT
    category = Category.SUPPORTING
    says = "The staff list was asked for {times} times and refused."
    because = ("Advisory of 2022-05-16.",)
    innocent = ("Privacy law forbids it.",)
    check = "A list with initials only."
    ask = "Please send the list of who works on this contract."

    times: int


def digest(text: str) -> Digest:
    return Digest(hashlib.sha256(text.encode()).hexdigest())


def seen(source: str = "dossier.yaml", place: str = "line 1", quote: str = "") -> Evidence:
    return Evidence(digest(source), source, place, quote, "dossier")


def party(id_: str, name: str, **held: object) -> Party:
    return Party(seen=seen(), id=id_, name=name, **held)  # type: ignore[arg-type]


def contract(id_: str, client: str, contractor: str, **held: object) -> Contract:
    return Contract(seen=seen(), id=id_, client=client, contractor=contractor, **held)  # type: ignore[arg-type]


def records() -> Iterator[Record]:
    yield party("us", "Brightwater Pictures")
    yield party("lead", "Studio Ōkami 大神スタジオ")
    yield party("sub", "丹东天龙动画制作有限公司")
    yield party("sek", "조선4.26아동영화촬영소 (SEK)")
    yield party("funder", "Everlasting Finance Ltd")
    yield party("owner", "Holding of Three Rivers")
    yield party("quiet", "Atelier Tranquille")
    yield party("unspoken", "Nobody Spoke Of It Ltd")
    for id_, name in HOSTILE.items():
        yield party(id_, name)
    yield contract("c1", "us", "lead", date=date(2022, 3, 1))
    yield contract("c2", "lead", "sub", date=date(2022, 4, 1), disclosed=date(2023, 1, 9))
    yield contract("c3", "sub", "sek", date=date(2022, 5, 1))
    yield contract("c4", "lead", "script")
    yield contract("c5", "sub", "lead")
    yield contract("c6", "rtl", "long")
    yield Ownership(seen=seen(), owner="owner", asset="sub", share=Decimal("51.5"))
    yield Ownership(
        seen=seen(), owner="typst", asset="owner", low=Decimal(25), high=Decimal(50),
        since=date(2020, 1, 1),
    )  # fmt: skip
    yield Lot(seen=seen(), id="lot1", assigned_to="lead", contract="c1", cuts="ep 5 cuts 101-140")
    yield Payment(seen=seen(), id="p1", payer="us", payee="funder", amount=Decimal("120000.50"),
                  currency="USD", contract="c1")  # fmt: skip


def findings() -> dict[str, Finding]:
    return {
        "payee": Payee(
            subject=Ref("contract:c1"), basis=("payment:p1",), start=date(2022, 6, 1),
            until=date(2022, 9, 30), contract="c1", contractor="Studio Ōkami 大神スタジオ",
            payee="Everlasting Finance Ltd", payments=3, total="120,000.50 USD",
            evidence=(seen("books/payments.xlsx", "Sheet1!A2:F2", "2022-06-01 | Everlasting "
                           "Finance Ltd | 40,000.00 | USD"),),
        ),
        "device": Device(
            subject=Ref("party:sub"), basis=("sign_in:a", "sign_in:b"), device="d-17",
            parties=("丹东天龙动画制作有限公司", "조선4.26아동영화촬영소 (SEK)"), days=12,
            acted=(Ref("party:sek"),),
            evidence=(seen("logs/vpn.log", "line 4017", "device=d-17 user=tianlong01 평양"),
                      seen("logs/vpn.log", "line 4022", '<img src=x onerror=alert(1)> "q" *_$')),
        ),
        "spelling": Spelling(
            subject=Ref("party:sub"), basis=("text:t1",), word="리발",
            evidence=(seen("found/notes.txt", "line 3", "리발을 다시 그리시오\n重画头发"),),
        ),
        "refused": Refused(
            subject=Ref("party:lead"), basis=("staff_list:s1",), times=2,
            evidence=(seen("mail.txt", "line 9", "We cannot share names."),),
        ),
        "live": Live(
            subject=Ref("party:lead"), basis=("check:k1",), checks=14,
            evidence=(seen("checks.csv", "row 2", "passed"),),
        ),
        "quiet": Spelling(
            subject=Ref("party:quiet"), basis=("text:t2",), word="녀자",
            evidence=(seen("found/other.txt", "line 1", ""),),
        ),
    }  # fmt: skip


def subject(kind: str, id_: str, name: str, tier: int, **held: object) -> Subject:
    base: dict[str, object] = {
        "single_source": False, "groups": {}, "findings": (), "closed": (), "closed_by": {},
        "context": (), "questions": (), "carried_by": (),
    }  # fmt: skip
    return Subject(kind, id_, name, tier, **{**base, **held})  # type: ignore[arg-type]


def subjects(held: dict[str, Finding]) -> tuple[Subject, ...]:
    ids = {key: finding.id for key, finding in held.items()}
    return (
        subject("party", "quiet", "Atelier Tranquille", 0, context=(ids["quiet"],)),
        subject("party", "sub", "丹东天龙动画制作有限公司", 3, single_source=True,
                groups={"device": "strong"}, findings=(ids["device"],), context=(ids["spelling"],),
                questions=(held["device"].question,),
                carried_by=(CarriedBy(ids["device"], 0),),
                likelihoods=(Likelihood("H4", "a party not declared to us worked on this lot",
                             "likely", "Confidence is moderate: one log, read in full"),)),
        subject("party", "sek", "조선4.26아동영화촬영소 (SEK)", 3, groups={"device": "strong"},
                findings=(ids["device"],), carried_by=(CarriedBy(ids["device"], 0),)),
        subject("contract", "c1", "Contract c1", 2, groups={"money": "supporting"},
                findings=(ids["payee"],), questions=(held["payee"].question,)),
        subject("party", "lead", "Studio Ōkami 大神スタジオ", 0, closed=(ids["refused"],),
                closed_by={ids["refused"]: ids["live"]}),
        *(subject("party", id_, name, 1, groups={"money": "supporting"})
          for id_, name in HOSTILE.items()),
    )  # fmt: skip


def assessment(held: dict[str, Finding]) -> Assessment:
    ids = {key: finding.id for key, finding in held.items()}
    return Assessment(
        celtrace="0.1.0",
        dossier=DossierFacts("Moonlit Harbour, season 2", AS_OF, digest("dossier"), "us"),
        lists=(
            ListUse("us_ofac_sdn", "US", date(2023, 12, 20), 12345, digest("sdn"), 11),
            ListUse("gb_fcdo", "GB", None, note="deliberately not checked"),
            ListUse("celtrace_dprk", "", date(2023, 1, 1), 40, digest("dprk"), 364, "extract",
                    "an alias supplement"),
        ),
        subjects=subjects(held),
        blocked=(
            Blocked("sek", "US", "listed", "us_ofac_sdn 33981", date(2021, 12, 10), None,
                    (Proof("The row names 조선4.26아동영화촬영소.", ("designation:33981",)),)),
            Blocked("sek", "GB", "not-checked", note="no snapshot"),
            Blocked("sub", "US", "may-be", note="the register extract of Holding of Three Rivers"),
            Blocked("owner", "US", "by-definition"),
            Blocked("funder", "US", "by-50-percent-rule", proof=(
                Proof("50 % of it belongs to a listed party", (ids["device"],)),)),
            *(Blocked(id_, "US", "no") for id_ in ("lead", "quiet", "us")),
            *(Blocked(id_, "GB", "not-checked") for id_ in ("lead", "quiet", "us")),
        ),
        history=(
            StatusOn("sek", "US", date(2020, 6, 1), "by-definition", by_name=False),
            StatusOn("sek", "US", date(2021, 12, 11), "listed", by_name=True),
            StatusOn("sek", "US", AS_OF, "listed", by_name=True, note="listed under two spellings"),
            StatusOn("quiet", "US", AS_OF, "no", by_name=False),
        ),
        candidates=(
            CandidateLine("typst", "us_ofac_sdn", "777", 0.91, ("Three Rivers", "Three River Co"),
                          "open", ""),
            CandidateLine("quiet", "us_ofac_sdn", "778", 0.88, ("Tranquille", "Tranquil"),
                          "rejected", "another year of birth"),
        ),
        paths=(Path("us", "sek", ("us", "lead", "sub", "sek"), (PathEdge("contract", "c1"),
               PathEdge("contract", "c2"), PathEdge("contract", "c3")), (ids["device"],)),),
        clusters=(Cluster("k1", ("sub", "sek"), (
            ClusterLink("sub", "sek", "device", "d-17", 12),)),),
        redo=(Redo("lot:lot1", ("ep05_c101", "ep05_c102"), 2),),
        matches=(MatchLine("found/0001.png", digest("png"), "ep05_c101", 0.973, "geometric",
                           date(2023, 11, 2), None, "confirmed"),),
        leak_points=(LeakPoint("undisclosed-below:sub", "only the sub had these cuts"),
                     LeakPoint("own-storage", "the batch also lay there")),
        totals=Totals((PaymentTotal("c1", 5, "200000.50", "USD",
                                    OtherPayee(3, "120000.50", {"funder": "120000.50"})),)),
        claims=(
            ClaimLine("k2", "lead", "denied", "We never hired anybody in that country.",
                      "Studio Ōkami", date(2024, 4, 23)),
            ClaimLine("k1", "lead", "reported", "Its notes lay on the server.", "A newspaper",
                      date(2024, 4, 22), "https://example.org/report?a=1&b=2"),
        ),
        indicators=Indicators(("I001",), (), ("I036",), ("I040",)),
    )  # fmt: skip


PROBLEMS = (
    Problem(seen=seen("books/payments.xlsx"), source="books/payments.xlsx", place="Sheet1!A9",
            reason="the amount 'n/a' is not a number", consequence="the row was left out"),
)  # fmt: skip
RAN = (
    Ran("payee_not_contractor", 3, 1),
    Ran("price_under_band", 12, 0),
    Ran("capacity_exceeded", 0, 0, "no norm was given"),
    Ran("shared_author", 0, 0),
)
HEADERS = (
    TableReading("books/payments.xlsx", "Sheet1", "payments", 40, (
        ColumnReading("Payee", "payee"), ColumnReading("Betrag 金额", "amount", "mapped"),
        ColumnReading("Mood", ""),
    )),
)  # fmt: skip


@pytest.fixture(scope="session")
def held() -> dict[str, Finding]:
    return findings()


@pytest.fixture(scope="session")
def view() -> View:
    return MemoryShelf(records()).view(CaseFacts(AS_OF, "us", "Moonlit Harbour, season 2"))


@pytest.fixture(scope="session")
def judged(held: dict[str, Finding]) -> Assessment:
    return assessment(held)


@pytest.fixture(scope="session")
def content(judged: Assessment, held: dict[str, Finding], view: View) -> ReportContent:
    return build(judged, tuple(held.values()), PROBLEMS, RAN, view, HEADERS)
