"""R5: evidence must overlap the dates of the work it is held against.

Work has its own days: a contract or lot from its date to its end, a party those of all
its contracts and lots (or the days for which it is declared). Unknown ends are open.

Three things follow from what the evidence is:
- Money, answers, drawings and papers are left behind by work and come after it: for the
  groups money, conduct, content and documents the end of the work is open. Before the
  work nothing counts; money begins with the first payment under the contract.
- Sign-ins, devices, rhythm and registers are facts of their days: both ends hold.
- H1 and H2 ask what a party is *on the date of the review*. A listing or a stake that is
  in force on that date counts for the party, although its work is over.
"""

from __future__ import annotations

from datetime import date

from celtrace.findings import Finding, Group, Hypothesis
from celtrace.weigh.tiers import Weighed
from celtrace.weigh.work import Work, days, overlap

TRACES = {Group.MONEY, Group.CONDUCT, Group.CONTENT, Group.DOCUMENTS}
PRESENT = {Hypothesis.H1, Hypothesis.H2}


def outside(weighed: Weighed, subject: str, work: Work, as_of: date) -> str:
    """Why a finding does not overlap the work of a subject; empty if it does."""
    finding = weighed.finding
    if finding.start is None and finding.until is None:
        return ""
    seen = days(finding.start, finding.until)
    if _present(finding, subject) and overlap(seen, (as_of, as_of)):
        return ""
    spans = work.dates(subject)
    if weighed.group in TRACES:
        money = work.first_money(subject) if weighed.group is Group.MONEY else None
        spans = tuple((min(start, money or start), date.max) for start, _ in spans)
    if any(overlap(seen, span) for span in spans):
        return ""
    told = ", ".join(_told(*span) for span in work.dates(subject))
    return f"dated {_told(*seen)}; the work it would be held against is dated {told}"


def _present(finding: Finding, subject: str) -> bool:
    return finding.hypothesis in PRESENT and subject.startswith("party:")


def _told(start: date, until: date) -> str:
    if start == until:
        return str(start)
    first = "an unknown day" if start == date.min else str(start)
    last = "an open end" if until == date.max else str(until)
    return f"{first} to {last}"
