"""Commands around the main job: init, demo, report, doctor (specification: the interface)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from celtrace.errors import Exit
from spec.scenes import UEN, Stage, csv, xlsx

VENDORS = [
    {"Vendor": "River Drawing", "Country": "China", "UEN": ""},
    {"Vendor": "Hill Trading", "Country": "Singapore", "UEN": UEN},
]
PAYMENTS = [
    {"Payment date": "2023-03-01", "Beneficiary": "Hill Trading", "Paid by": "River Drawing",
     "Amount": "100.50", "Currency": "USD"}
]  # fmt: skip
LOG = "Mar  4 09:12:01 bastion sshd[811]: Accepted publickey for li from 192.0.2.7 port 4022 ssh2\n"


@pytest.fixture
def plain(stage: Stage) -> Path:
    """A folder of plain spreadsheets and a log, without a dossier.yaml."""
    folder = stage.folder / "plain"
    folder.mkdir()
    (folder / "vendors.xlsx").write_bytes(xlsx(VENDORS, "Vendors"))
    (folder / "payments.csv").write_bytes(csv(PAYMENTS))
    (folder / "auth.log").write_text(LOG * 5, encoding="utf-8")
    return folder


def test_init_writes_a_dossier_that_review_takes(stage: Stage, plain: Path) -> None:
    """'Looks at the files and writes `dossier.yaml` with a comment at each guess'."""
    before = {path.name: path.read_bytes() for path in plain.iterdir()}
    assert Exit.DONE == stage.call("init", plain).code
    text = (plain / "dossier.yaml").read_text(encoding="utf-8")
    assert "dossier: 1" in text
    for name in before:
        [line] = [one for one in text.splitlines() if name in one and not one.startswith("#")]
        assert line
    assert "#" in text
    assert before == {n: (plain / n).read_bytes() for n in before}
    answer = stage.again(plain)
    assert answer.code in (Exit.DONE, Exit.ASK, Exit.REVIEW), answer.err
    parties = {s["name"]: s["id"] for s in answer.assessment["subjects"] if s["kind"] == "party"}
    assert {"River Drawing", "Hill Trading"} == set(parties)
    assert "confirmed" in {c["state"] for c in answer.candidates(parties["Hill Trading"])}


def test_init_never_writes_over_a_dossier(stage: Stage, plain: Path) -> None:
    assert Exit.DONE == stage.call("init", plain).code
    assert Exit.USAGE == stage.call("init", plain).code


def test_demo_shows_that_names_alone_find_nothing_in_july_2021(stage: Stage) -> None:
    """'Name screening with a July 2021 list finds nothing while the definition rule ... do'."""
    answer = stage.call("demo", "--out", stage.folder / "demo")
    assert Exit.DONE == answer.code
    left = stage.folder / "demo" / "case"
    made = json.loads((left / "assessment.json").read_bytes())
    days = {(one["party"], one["regime"], one["day"]): one for one in made["history"]}
    early = [one for (party, regime, day), one in days.items()
             if (party, regime) == ("sek", "US") and day < "2021-12-10"]  # fmt: skip
    assert early
    assert {("by-definition", False)} == {(one["status"], one["by_name"]) for one in early}
    found = (left / "findings.jsonl").read_bytes().splitlines()
    rules = {json.loads(line)["rule"] for line in found}
    assert {"blocked_by_definition", "payee_not_contractor"} <= rules
    page = (left / "report.html").read_text(encoding="utf-8")
    assert {"alleged", "denied", "settled"} <= {c["status"] for c in made["claims"]}
    assert "<svg" in page
    assert Exit.DONE == stage.call("verify", left).code


def test_report_is_made_again_from_a_case(stage: Stage) -> None:
    answer = stage.review("parties: [{id: us, name: Our Studio}]\n")
    page = (answer.left / "report.html").read_bytes()
    again = stage.call("report", answer.left, "--json")
    assert 0 == again.code, again.err
    assert page == (answer.left / "report.html").read_bytes()
    assert Exit.DONE == stage.call("verify", answer.left).code


def test_doctor_says_what_is_installed(stage: Stage) -> None:
    document = json.dumps(stage.call("doctor", "--json").document)
    for word in ("list", "font"):
        assert word in document.casefold()


def test_a_party_without_an_id_is_named_by_its_name_everywhere(stage: Stage) -> None:
    """'Each section is a list of mappings': sheets of an office name companies by name."""
    answer = stage.review("""parties:
  - {id: us, name: Our Studio}
  - {name: River Drawing}
  - {name: Hill Trading}
contracts:
  - {id: c, from: us, to: River Drawing, date: 2023-01-01,
     assignments: [{to: Hill Trading, date: 2023-01-05, document: deed.pdf}]}
payments:
  - {payer: us, payee: Hill Trading, amount: 1, currency: USD, date: 2023-02-01, contract: c}
""")
    assert {"payee_not_contractor"} == answer.rules("contract:c", "closed")
    assert 0 == answer.tier("contract:c")
