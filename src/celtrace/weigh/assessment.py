"""The result of a review as a value: `assessment.json` (spec/interface.md)."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from celtrace.listing import ListUse

BlockedStatus = Literal[
    "listed", "by-50-percent-rule", "by-definition", "may-be", "no", "not-checked"
]


class CarriedBy(msgspec.Struct, frozen=True):
    """A finding whose loss would change the tier, and to what (R8)."""

    finding: str
    tier_without: int


class Likelihood(msgspec.Struct, frozen=True):
    """One ICD 203 word for one hypothesis; confidence stands in its own sentence (R7)."""

    hypothesis: str
    text: str
    word: str
    confidence: str
    base_rate: str = ""
    """How common such a thing is at all, as far as anybody has published it."""


class Subject(msgspec.Struct, frozen=True):
    """What was found about one party, contract, lot, invoice, payment, cluster or worker."""

    kind: str
    id: str
    name: str
    tier: int
    single_source: bool
    groups: dict[str, str]
    """Strongest category per independence group; background is never here."""
    findings: tuple[str, ...]
    closed: tuple[str, ...]
    closed_by: dict[str, str]
    """Closed finding to the counter finding that closes it, or the reason it does not count."""
    context: tuple[str, ...]
    """Findings with weight zero: they explain, they never count."""
    questions: tuple[str, ...]
    carried_by: tuple[CarriedBy, ...]
    likelihoods: tuple[Likelihood, ...] = ()


class Proof(msgspec.Struct, frozen=True):
    """One step of why a party is blocked: a sentence and what it rests on."""

    text: str
    refs: tuple[str, ...] = ()


class Blocked(msgspec.Struct, frozen=True):
    """The status of a party under one regime on the date of the review."""

    party: str
    regime: str
    status: BlockedStatus
    row: str = ""
    since: date | None = None
    until: date | None = None
    proof: tuple[Proof, ...] = ()
    note: str = ""


class StatusOn(msgspec.Struct, frozen=True):
    """The same status on another day, for the table by date."""

    party: str
    regime: str
    day: date
    status: BlockedStatus
    by_name: bool
    """Whether a check of names alone, with the snapshot in force that day, would have shown it."""
    note: str = ""


class CandidateLine(msgspec.Struct, frozen=True):
    """A list row that a party may be."""

    party: str
    list: str
    row: str
    score: float
    names: tuple[str, str]
    state: str
    because: str


NO_EVIDENCE = "This path is not evidence by itself."
"""In a large graph most parties are within three steps of anybody."""


class PathEdge(msgspec.Struct, frozen=True):
    """One typed step of a path, with the days it is of where they are known."""

    kind: str
    id: str
    since: date | None = None
    until: date | None = None


class Path(msgspec.Struct, frozen=True, rename={"source": "from", "target": "to"}):
    """How two parties hang together; not evidence by itself."""

    source: str
    target: str
    nodes: tuple[str, ...]
    edges: tuple[PathEdge, ...]
    explains: tuple[str, ...]
    note: str = NO_EVIDENCE


class ClusterLink(msgspec.Struct, frozen=True):
    """An identifier that two parties share."""

    a: str
    b: str
    by: str
    value: str
    count: int


class Cluster(msgspec.Struct, frozen=True):
    """Parties that share identifiers."""

    id: str
    members: tuple[str, ...]
    links: tuple[ClusterLink, ...]


class HiddenLink(msgspec.Struct, frozen=True):
    """Two parties that share rare identifiers and declare no tie: a question, not an answer."""

    a: str
    b: str
    word: Literal["likely undisclosed link", "possible link"]
    """`likely` from two independence groups on, one of them strong."""
    bits: int
    """How rare the values are in the user's own data: for each group the rarest value counts,
    log2 of all parties over those that hold it, rounded down."""
    groups: dict[str, str]
    links: tuple[ClusterLink, ...]
    findings: tuple[str, ...]
    because: str


class Completeness(msgspec.Struct, frozen=True):
    """How much of one contract's part of the chain is known, and what is missing."""

    contract: str
    tier: int
    """1 for a contract of ours, 2 for one below it; 0 where no chain leads to us."""
    percent: int
    """Whole percent, rounded down, of the things asked for that are known."""
    known: int
    asked: int
    missing: tuple[str, ...]


class Redo(msgspec.Struct, frozen=True):
    """The cuts to check or redo when a contract or lot is in doubt."""

    subject: str
    """`contract:ID` or `lot:ID`."""
    cuts: tuple[str, ...]
    count: int
    unread: tuple[str, ...] = ()
    """What of the text was not read as cuts."""


class MatchLine(msgspec.Struct, frozen=True):
    """A found drawing and the cut it is."""

    file: str
    digest: str
    cut: str
    score: float | None
    proof: str
    first_seen: date | None
    last_seen: date | None
    reviewer: str


class LeakPoint(msgspec.Struct, frozen=True):
    """Where material found elsewhere can have left the chain."""

    place: str
    because: str


class OtherPayee(msgspec.Struct, frozen=True):
    """Money of a contract that went to somebody else."""

    count: int
    amount: str
    by_payee: dict[str, str]
    unknown: int = 0
    """How many of them state no amount."""


class PaymentTotal(msgspec.Struct, frozen=True):
    """Payments of a contract in one currency, amounts as exact decimals.

    An amount is empty where no payment states one; it is the sum of those that do.
    """

    contract: str
    count: int
    amount: str
    currency: str
    to_other_payee: OtherPayee
    unknown: int = 0
    """How many payments state no amount."""
    by_payee: dict[str, str] = {}
    by_country: dict[str, str] = {}
    """By country of the payee's bank; `not stated` where the payment names none."""
    by_day: dict[str, str] = {}
    """By day, ISO 8601; `not stated` for payments without one."""


class Totals(msgspec.Struct, frozen=True):
    """Sums."""

    payments: tuple[PaymentTotal, ...] = ()


class ClaimLine(msgspec.Struct, frozen=True):
    """What is said elsewhere, with its status word; never counted."""

    id: str
    about: str
    status: str
    statement: str
    by: str = ""
    date: date | None = None
    url: str = ""


StepState = Literal[
    "passed", "consider", "failed", "refused", "inconclusive", "pending", "expired", "missing"
]


class StepLine(msgspec.Struct, frozen=True):
    """How one step of a worker's plan stands."""

    step: str
    title: str
    level: str
    """The level that lacks without it; empty where it never raises one."""
    state: StepState
    why: str = ""
    """What it rests on, or what is wanted; in words."""
    when: date | None = None
    until: date | None = None
    extra: str = ""
    """The finding for which it is asked beyond the plan; empty for a step of the plan."""


class WorkerLevel(msgspec.Struct, frozen=True):
    """How far somebody's identity is verified, and what is missing."""

    worker: str
    party: str
    plan: str
    """Role class and engagement, `standard/vendor`: nothing else decides what is asked."""
    level: str
    aim: str
    """The level that the plan asks for."""
    steps: tuple[StepLine, ...]

    @property
    def missing(self) -> tuple[StepLine, ...]:
        """Steps that do not hold."""
        return tuple(step for step in self.steps if step.state != "passed")


class VendorLevel(msgspec.Struct, frozen=True):
    """A vendor's level is its lowest worker's."""

    party: str
    level: str
    workers: int
    lowest: tuple[str, ...]
    """Workers who stand there; empty where no worker is named."""
    steps: tuple[StepLine, ...] = ()


class Verified(msgspec.Struct, frozen=True):
    """How far workers and vendors are verified, under which version of the plans."""

    plans: str = ""
    workers: tuple[WorkerLevel, ...] = ()
    vendors: tuple[VendorLevel, ...] = ()


class Indicators(msgspec.Struct, frozen=True):
    """Published red flags: which a detector looked for, which a person recorded, which nobody."""

    detector: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    not_visible: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


class DossierFacts(msgspec.Struct, frozen=True):
    """What was handed in."""

    title: str
    as_of: date
    digest: str
    us: str


class Assessment(msgspec.Struct, frozen=True):
    """The result: same dossier, same snapshots, same version, same bytes."""

    celtrace: str
    dossier: DossierFacts
    lists: tuple[ListUse, ...]
    subjects: tuple[Subject, ...]
    blocked: tuple[Blocked, ...]
    history: tuple[StatusOn, ...]
    candidates: tuple[CandidateLine, ...]
    paths: tuple[Path, ...]
    clusters: tuple[Cluster, ...]
    redo: tuple[Redo, ...]
    matches: tuple[MatchLine, ...]
    leak_points: tuple[LeakPoint, ...]
    totals: Totals
    claims: tuple[ClaimLine, ...]
    indicators: Indicators
    hidden: tuple[HiddenLink, ...] = ()
    completeness: tuple[Completeness, ...] = ()
    verified: Verified = Verified()

    @property
    def highest(self) -> int:
        """The highest tier of any subject."""
        return max((subject.tier for subject in self.subjects), default=0)
