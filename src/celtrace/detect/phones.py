"""Kinds of telephone lines that workers give."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.documents.contacts import phone
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import Worker
from celtrace.registry import detector


class VoipNumber(Finding, frozen=True, kw_only=True):
    """A worker gives a number of internet telephony.

    Context only: the numbering plans of some regions name such numbers and those of others
    do not, so that counting it would weigh where somebody lives (R9).
    """

    rule = "voip_number"
    hypothesis = Hypothesis.H5
    group = Group.BACKGROUND
    category = Category.CONTEXT
    says = (
        "{worker_name} gives {number}, which the numbering plan of {region} has for internet lines."
    )
    because = (_public.JASPER_SLEET, _public.LIBPHONENUMBER)
    innocent = (
        "Internet lines are ordinary among freelancers and, in some countries, in offices.",
        "The number was carried over from a fixed line.",
    )
    check = "Call the number during a video meeting with the person."
    ask = "Is there another number at which you can be reached?"

    worker_name: str
    number: str
    region: str


@detector(VoipNumber, reads=Worker, needs=("phones",))
def voip_numbers(worker: Worker, view: View) -> Iterator[Finding]:
    """Each telephone number of a worker; one without a country in it is read in the claimed one."""
    for text in worker.phones:
        read = phone(text, worker.claimed_country)
        if read and read.line == "internet":
            uses = (use(worker, "phones", f"phones {read.e164}"),)
            yield VoipNumber(
                subject=worker.ref, evidence=cited(use(worker, "phones")), basis=based(*uses),
                worker_name=view.name(worker.ref), number=text, region=read.region,
            )  # fmt: skip
