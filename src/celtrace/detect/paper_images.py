"""Pictures of documents that are too poor to be read."""

from __future__ import annotations

from collections.abc import Iterator

from celtrace.detect import _public
from celtrace.detect._basis import based, cited, use
from celtrace.findings import Category, Finding, Group, Hypothesis
from celtrace.ports import View
from celtrace.records import PaperPage, Ref
from celtrace.registry import detector

_WORDS = {
    "small": "has too few pixels", "blurred": "is blurred", "glare": "has a reflection on it",
    "dark": "is too dark", "pale": "is too pale", "cropped": "is cut off",
}  # fmt: skip


class IdImageQuality(Finding, frozen=True, kw_only=True):
    """A picture of a document is below the limits of size, sharpness, gleam or light.

    It says that this picture does not show enough. Cameras and light differ, so it is context:
    it asks for another picture and weighs nothing.
    """

    rule = "id_image_quality"
    hypothesis = Hypothesis.H5
    group = Group.DOCUMENTS
    category = Category.CONTEXT
    says = "The picture {path} of the {type} of {worker_name} {flaws}: {measured}."
    because = (_public.IT_WORKERS_2022, _public.ICAO_9303)
    innocent = (
        "An old telephone, poor light, or a laminated card.",
        "The picture was made small for sending by mail or messenger.",
        "The document itself is worn.",
    )
    check = "A new picture: flat, in daylight, without flash, the whole page, 1,000 pixels or more."
    ask = "Please photograph the {type} again: flat, in daylight, without flash, the whole page."

    worker_name: str
    type: str
    path: str
    flaws: str
    measured: str


@detector(IdImageQuality, reads=PaperPage)
def paper_images(page: PaperPage, view: View) -> Iterator[Finding]:
    """Each page of a document that was drawn: its measures against the limits."""
    if not page.look.flaws or page.document > 1 or page.zone.agreed:
        return
    used = use(page, "path", "look")
    worker = Ref(f"worker:{page.worker}")
    yield IdImageQuality(
        subject=worker, evidence=cited(used), basis=based(used), worker_name=view.name(worker),
        type=page.type or "document", path=page.path,
        flaws=", ".join(_WORDS[flaw] for flaw in page.look.flaws), measured=page.look.measures,
    )  # fmt: skip
