"""Workers: `python benchmarks/workers.py [VERIFY_FOLDER]`, the figures of plans, keys and messages.

Prints, with processor seconds: how many of the W3C's WebAuthn vectors enrol and sign; levels of
10,000 workers; a roster of 1,000 shots with one altered byte and one signer forgotten; signed
messages of a provider a second; what is left of a person after forgetting. The onboarding in a
real browser is `pytest tests/doors/web/test_onboarding.py --durations=9`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from cases.workers.conftest import Desk, joined
from cases.workers.test_passkeys import asked, with_key
from cases.workers.test_receiving import sent
from celtrace.cases.workers.acts import hand_in
from celtrace.cases.workers.gaps import gaps, sums_of
from celtrace.cases.workers.passkeys import Keys, Waiting
from celtrace.cases.workers.receiving import receive
from celtrace.cases.workers.register import Register
from celtrace.keys.passkeys import Site, of_registration, unb64
from celtrace.ports import CaseFacts
from celtrace.records import Party, PersonalDocument, StepResult, Worker
from celtrace.store.memory import MemoryJournal, MemoryShelf, MemoryVault
from celtrace.weigh.levels import verified
from keys.devices import ORIGIN, Device
from providers.test_messages import SECRET
from records.kinds import SEEN

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)


def main(arguments: list[str]) -> None:
    """Every figure, a line each."""
    if arguments:
        vectors(Path(arguments[0]) / "webauthn_vectors" / "w3c_l3_test_vectors.json")
    with tempfile.TemporaryDirectory() as folder:
        for figure in (levels, roster, messages, forgetting):
            begun = time.process_time()
            said = figure(Path(folder) / figure.__name__)
            print(f"{figure.__name__}: {said}; {time.process_time() - begun:.2f} cpu-s in all")


def vectors(path: Path) -> None:
    """How many of the published credentials have signatures that hold."""
    held = json.loads(path.read_text())
    good, cases = 0, [one for one in held.values() if "attestationObject" in one["reg"]]
    for one in cases:
        of = {k: bytes.fromhex(v) for part in ("reg", "auth") for k, v in one[part].items()}
        made = of_registration(AttestationObject(of["attestationObject"]).auth_data)
        client = CollectedClientData(of["clientDataJSON_2"])
        data = AuthenticatorData(of["authenticatorData"])
        key = AttestedCredentialData(unb64(made.public))
        key.public_key.verify(bytes(data) + client.hash, of["signature"])
        good += 1
    print(f"vectors: {good} of {len(cases)} W3C Level 3 credentials enrol and sign")


def fresh(folder: Path) -> tuple[Desk, Register]:
    """A register in memory, with its keys in a folder."""
    desk = Desk(folder)
    return desk, Register(MemoryJournal(), MemoryVault(), desk.ring, desk.clock)


def levels(_: Path) -> str:
    """The levels of 10,000 workers with three results each."""
    paper = PersonalDocument(
        "passport", "", "", "CA", "X1", datetime(2030, 1, 1, tzinfo=UTC).date()
    )
    steps = ("document_examined", "document_authenticated", "portrait_compared")
    records: list[Party | Worker | StepResult] = [Party(seen=SEEN, id="v", name="V")]
    for number in range(10_000):
        id_ = f"w{number}"
        records.append(Worker(seen=SEEN, id=id_, name=id_, party="v", emails=(f"{id_}@a.example",),
                              documents=(paper,)))  # fmt: skip
        records += [StepResult(seen=SEEN, worker=id_, step=s, result="passed") for s in steps]
    begun = time.process_time()
    found = verified(MemoryShelf(records).view(CaseFacts(as_of=NOON.date())), (), ())
    return f"{len(found.workers):,} workers weighed in {time.process_time() - begun:.2f} cpu-s"


def roster(folder: Path) -> str:
    """1,000 shots of ten people; one byte altered, one signer forgotten."""
    _, register = fresh(folder)
    lot, keys = folder / "lot", Keys(Site(ORIGIN), Waiting())
    lot.mkdir(parents=True)
    for shot in range(1_000):
        (lot / f"c{shot:04}.tga").write_bytes(f"shot {shot}".encode())
    lines = sums_of(lot).splitlines(keepends=True)
    for number in range(10):
        device = Device()
        file = with_key(register, keys, device, name=f"Worker {number}", id=f"w{number}")
        part = b"".join(lines[number * 100 : number * 100 + 100])
        answer = device.signs(asked(keys.ask_delivery(register, file.person, part)))
        keys.sign_delivery(register, file.person, part, answer)
    register.forget("Ann", "w9", "asked")
    (lot / "c0042.tga").write_bytes(b"Shot 42")
    begun = time.process_time()
    found = gaps(register, lot)
    return (f"{found.signed} of {found.files} shots signed, altered {len(found.altered)}, unsigned "
            f"{len(found.unsigned)}, in {time.process_time() - begun:.2f} cpu-s")  # fmt: skip


def messages(folder: Path) -> str:
    """Signed messages of a provider, each taken once although sent twice."""
    _, register = fresh(folder)
    file = joined(register)
    queue = [sent(file, case, 10 + n % 15, inspectionId=f"{case}{n}") for n in range(500)
             for case in ("GREEN", "RED")]  # fmt: skip
    begun = time.process_time()
    taken = [receive(register, "sumsub", one, SECRET) for one in queue * 2]
    took = time.process_time() - begun
    return f"{len(taken) / took:,.0f} messages a cpu-second, {taken.count('seen before')} replayed"


def forgetting(folder: Path) -> str:
    """What a search of every byte finds of a person, and what the keys open, before and after."""
    desk = Desk(folder)
    words = ("Nguyễn Văn An".encode(), b"an@mail.example", b"PNG of a document")

    def left() -> int:
        files = [path for path in folder.rglob("*") if path.is_file()]
        return sum(any(word in path.read_bytes() for word in words) for path in files)

    def opened() -> int:
        with desk.open() as register:
            return sum(len(file.records) for file in register.files())

    with desk.open() as register:
        file = joined(register, emails=("an@mail.example",))
        hand_in(register, "x", file.person, "selfie", words[2])
    found = [(left(), opened())]
    with desk.open() as register:
        register.forget("Ann", file.person, "asked")
    found.append((left(), opened()))
    return ", then ".join(f"{n} files with a byte of the person, {k} records that the keys open"
                          for n, k in found)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
