"""R13: a finding about a contract or lot stays there.

It reaches a party only when the party itself acted (signed, refused, delivered, was
paid), which the finding says in `acted`. Findings found with a vendor's work do not say
that the vendor knew.
"""

from __future__ import annotations

from collections.abc import Iterable

from celtrace.weigh.tiers import Weighed


def reached(found: Iterable[Weighed]) -> dict[str, list[Weighed]]:
    """Each subject with the findings that are held against it, in the order given."""
    by_subject: dict[str, list[Weighed]] = {}
    for weighed in found:
        finding = weighed.finding
        for ref in dict.fromkeys((finding.subject, *finding.acted)):
            by_subject.setdefault(ref, []).append(weighed)
    return by_subject
