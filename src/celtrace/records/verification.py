"""How a worker's identity was verified: consent, steps, meetings, keys, signed deliveries.

None of these holds a template, a picture or a document: those lie sealed in the vault, and a
record names them by digest.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal, get_args

from celtrace.records.evidence import Digest, Record

Purpose = Literal["documents", "face", "interview", "background", "passkey"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
"""What a worker can agree to, each by itself."""
Camera = Literal["", "on", "refused", "failed"]
MeetingOutcome = Literal["", "met", "consider", "not held", "refused"]
StepOutcome = Literal["passed", "consider", "failed", "refused", "inconclusive", "pending"]


class ConsentGrant(Record, frozen=True, kw_only=True):
    """A worker agreed to one purpose, under one version of the policy, for a time.

    Whoever computes a biometric template takes this as an argument (GDPR art. 9(2)(a);
    740 ILCS 14/15(b)): without a grant that holds there is nothing to call.
    """

    kind: ClassVar[str] = "consent"
    key: ClassVar[tuple[str, ...]] = ("worker", "purpose", "policy", "granted")

    worker: str
    purpose: Purpose
    policy: str
    """Version of the policy that was shown."""
    granted: datetime
    expires: datetime
    withdrawn: datetime | None = None

    def holds(self, purpose: str, at: datetime) -> bool:
        """Whether it covers a purpose at a moment; the last moment is not covered any more."""
        ends = min(self.expires, self.withdrawn or self.expires)
        return purpose == self.purpose and self.granted <= at < ends


class StepResult(Record, frozen=True, kw_only=True):
    """What came out of one step of a check plan."""

    kind: ClassVar[str] = "step"
    key: ClassVar[tuple[str, ...]] = ("worker", "step", "case", "by")

    worker: str
    """Id of a worker, or of a party where the step is about a vendor or ourselves."""
    step: str
    """Id in the table of checks (`detect/_tables/plans.yaml`)."""
    result: StepOutcome
    when: datetime | None = None
    expires: date | None = None
    by: str = ""
    """The person who did it, or the provider."""
    case: str = ""
    """The provider's own id of the check; a later result of it replaces this one."""
    reasons: tuple[str, ...] = ()
    """Codes of the provider, as given."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields of the form and what was filled in."""
    assurance: str = ""
    """What the provider states of its own level, with its date."""
    raw: Digest = Digest("")
    """SHA-256 of what the provider sent."""


class Interview(Record, frozen=True, kw_only=True):
    """A meeting by video, or in person, in which a worker is met."""

    kind: ClassVar[str] = "interview"
    key: ClassVar[tuple[str, ...]] = ("worker", "planned", "seed")

    worker: str
    planned: datetime
    zone: str = ""
    """The worker's zone, in which the invitation gives the time (IANA)."""
    seed: str = ""
    """From which the challenges were drawn; the draw can be repeated."""
    challenges: tuple[str, ...] = ()
    held: datetime | None = None
    by: tuple[str, ...] = ()
    """Who held it; two people where the plan says so."""
    camera: Camera = ""
    in_person: bool | None = None
    done: tuple[str, ...] = ()
    """Challenges that were done as asked."""
    observed: tuple[str, ...] = ()
    """Ids of structured observations; each has innocent causes in its table."""
    stills: tuple[Digest, ...] = ()
    outcome: MeetingOutcome = ""
    expires: date | None = None


class Credential(Record, frozen=True, kw_only=True):
    """A passkey that a worker has enrolled. It proves a device and its unlocking, not a person."""

    kind: ClassVar[str] = "credential"
    key: ClassVar[tuple[str, ...]] = ("worker", "credential")

    worker: str
    credential: str
    """Credential id, base64url."""
    public: str = ""
    """Attested credential data, base64url: model, id and public key."""
    model: str = ""
    """AAGUID of the authenticator."""
    device_bound: bool | None = None
    """False where the key may be copied to other devices (backup eligible)."""
    backed_up: bool | None = None
    enrolled: datetime | None = None
    interview: str = ""
    """The interview in which it was enrolled, if it was."""
    count: int | None = None
    """The authenticator's counter at the last use."""
    used: datetime | None = None
    ended: Literal["", "withdrawn", "cloned"] = ""


class SignedDelivery(Record, frozen=True, kw_only=True):
    """A worker's key signed the digest of a delivery's manifest."""

    kind: ClassVar[str] = "signed_delivery"
    key: ClassVar[tuple[str, ...]] = ("worker", "manifest", "credential")

    worker: str
    manifest: Digest
    """SHA-256 of the manifest's bytes."""
    credential: str
    nonce: str = ""
    client_data: str = ""
    authenticator_data: str = ""
    signature: str = ""
    """The three parts of the assertion, base64url: enough to verify it again, offline."""
    when: datetime | None = None
    origin: str = ""
    """Where it was signed, `https://host`."""
    delivery: str = ""
    """Id of the dossier's delivery."""
    files: int | None = None


class Handed(Record, frozen=True, kw_only=True):
    """What a worker handed in: a document's picture, a selfie, a still of a meeting."""

    kind: ClassVar[str] = "handed"
    key: ClassVar[tuple[str, ...]] = ("worker", "what", "digest")

    worker: str
    what: str
    """`document front`, `selfie`, `still`; `reading` is what one of them says."""
    digest: Digest
    """SHA-256 of the bytes as they were handed in."""
    sealed: Digest = Digest("")
    """SHA-256 of the vault's object, which holds them under the person's key."""
    size: int | None = None
    media: str = ""
    when: datetime | None = None
    consent: str = ""
    """The grant under which it was taken."""
    of: Digest = Digest("")
    """Of a reading: the digest of the picture that was read."""


class Invitation(Record, frozen=True, kw_only=True):
    """A link by which a worker hands in what a plan asks for; its secret is known to nobody."""

    kind: ClassVar[str] = "invitation"
    key: ClassVar[tuple[str, ...]] = ("worker", "secret")

    worker: str
    secret: str
    """SHA-256 of the link's secret."""
    until: datetime
    by: str = ""


class Adverse(Record, frozen=True, kw_only=True):
    """A step towards turning a worker down: a named person, a reason, time to answer."""

    kind: ClassVar[str] = "adverse"
    key: ClassVar[tuple[str, ...]] = ("worker", "stage", "when")

    worker: str
    stage: Literal["notice", "disputed", "withdrawn", "decided"]
    by: str
    why: str
    when: datetime
    answer_by: date | None = None
    """The last day on which the worker's answer is waited for."""
    rests_on: tuple[str, ...] = ()
    """Steps and findings that it rests on; a copy of them went with the notice."""
