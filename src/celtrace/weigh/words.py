"""R7: one ICD 203 word of likelihood per hypothesis, confidence in its own sentence.

Source of the words: Intelligence Community Directive 203, Analytic Standards, 2015-01-02,
section D.6.e(2)(a); likelihood and confidence never share a sentence (ibid.).

| findings that count for the hypothesis       | word                | range    |
|----------------------------------------------|---------------------|----------|
| one conclusive (for the narrow fact only)    | almost certain      | 95-99 %  |
| strong ones in two groups                    | very likely         | 80-95 %  |
| one strong                                   | likely              | 55-80 %  |
| supporting ones in three groups              | roughly even chance | 45-55 %  |
| supporting ones in two groups                | unlikely            | 20-45 %  |
| supporting ones in one group                 | very unlikely       | 05-20 %  |

Supporting findings stay at or below an even chance because the base rate is low: most
parties with one such finding are harmless. The table is a rule, not a calculation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from celtrace.findings import Category, Group, Hypothesis
from celtrace.weigh.assessment import Likelihood
from celtrace.weigh.tiers import ENOUGH_GROUPS, Tally, Weighed

BASE_RATE = (
    "Base rate: nobody has published how many animation suppliers are affected; in the one "
    "published comparison of company registers with leaked lists, 9.8 % of 78,000 machine-made "
    "hits were right."
)
"""Alan Turing Institute with ICIJ data: 7,625 right and 70,310 false hits."""
_EVEN = "roughly even chance"


def likelihoods(counted: Iterable[Weighed]) -> tuple[Likelihood, ...]:
    """One line for each hypothesis that findings of a subject speak to."""
    by_hypothesis: dict[Hypothesis, list[Weighed]] = {}
    for weighed in counted:
        by_hypothesis.setdefault(weighed.finding.hypothesis, []).append(weighed)
    return tuple(
        _line(hypothesis, by_hypothesis[hypothesis]) for hypothesis in sorted(by_hypothesis)
    )


def _line(hypothesis: Hypothesis, counted: list[Weighed]) -> Likelihood:
    groups = Tally(counted).groups()
    chosen = word(groups.values())
    start = f"There is a {chosen}" if chosen == _EVEN else f"It is {chosen}"
    return Likelihood(
        hypothesis=hypothesis,
        text=f"{start} that {hypothesis.text}.",
        word=chosen,
        confidence=_confidence(groups),
        base_rate=BASE_RATE,
    )


def word(strengths: Iterable[Category]) -> str:
    """The word that the strongest categories of the groups give (the table above)."""
    held = Counter(strengths)
    if held[Category.CONCLUSIVE]:
        return "almost certain"
    if held[Category.STRONG]:
        return "very likely" if held[Category.STRONG] > 1 else "likely"
    if held[Category.SUPPORTING] >= ENOUGH_GROUPS:
        return _EVEN
    return "unlikely" if held[Category.SUPPORTING] > 1 else "very unlikely"


def _confidence(groups: dict[Group, Category]) -> str:
    """High for a conclusive finding, moderate for two groups with a strong one, else low."""
    held = Counter(groups.values())
    level = "low"
    if held[Category.CONCLUSIVE]:
        level = "high"
    elif held[Category.STRONG] and len(groups) > 1:
        level = "moderate"
    said = ", ".join(sorted(groups))
    number = f"{len(groups)} independent groups" if len(groups) > 1 else "one group"
    return f"Confidence in this judgement is {level}: it rests on {number} of evidence ({said})."
