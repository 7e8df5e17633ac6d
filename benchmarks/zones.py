"""Machine-readable zones of specimen documents: `python benchmarks/zones.py FOLDER...`.

Prints, over all pictures below the folders: in how many a zone is read and all check digits
hold, ours and each recogniser alone on the whole picture; how many names are called
verified and by what, what was read of the printed names otherwise, and processor seconds
without and with the printed names. A zone whose own printed digits do not hold cannot be read
with all digits holding; those are listed, so that the share can be judged.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from celtrace.documents.mrz_printed import Printed
from celtrace.documents.mrz_repair import best
from celtrace.papers.bands import Grey
from celtrace.papers.recogniser import model_folder, second_opinion
from celtrace.papers.zone import ZoneRead, beside, read_zone

ENDINGS = {".jpg", ".jpeg", ".png", ".tif", ".tiff"}


def pictures(folders: list[str]) -> Iterator[tuple[str, Grey]]:
    """Every picture below the folders, grey."""
    for folder in folders:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix.lower() in ENDINGS:
                read = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
                if read is not None:
                    yield path.name, np.asarray(read, dtype=np.uint8)


def rapid_alone() -> Callable[[Grey], bool]:
    """RapidOCR with its own detector on the whole picture, upright."""
    from rapidocr import RapidOCR

    engine = RapidOCR()

    def reads(page: Grey) -> bool:
        answer = engine(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR))
        found = best(list(answer.txts or ()))
        return bool(found and found.zone.digits_verified)

    return reads


def tesseract_alone() -> Callable[[Grey], bool] | None:
    """Tesseract with its model for OCR-B on the whole picture, upright."""
    if second_opinion() is None:
        return None
    from PIL import Image
    from tesserocr import PSM, PyTessBaseAPI

    engine = PyTessBaseAPI(path=model_folder(), lang="mrz", psm=PSM.AUTO)

    def reads(page: Grey) -> bool:
        engine.SetImage(Image.fromarray(page))
        found = best(engine.GetUTF8Text().splitlines())
        return bool(found and found.zone.digits_verified)

    return reads


class Ours(NamedTuple):
    """Our reading of one picture, with processor seconds of both steps."""

    name: str
    read: ZoneRead | None
    printed: Printed | None
    zone_seconds: float
    name_seconds: float

    @property
    def names_by(self) -> str:
        """What the names count as verified by; empty if by nothing."""
        if self.printed and self.printed.same:
            return f"printed as {self.printed.text}"
        return "two readings" if self.read and self.read.twice else ""


def ours(given: list[tuple[str, Grey]]) -> list[Ours]:
    """Our reading of each picture."""
    found = []
    for name, page in given:
        start = time.process_time()
        read = read_zone(page)
        between = time.process_time()
        printed = beside(page, read) if read else None
        spent = time.process_time() - between
        found.append(Ours(name, read, printed, between - start, spent))
    return found


def main() -> int:
    """Print the table."""
    given = list(pictures(sys.argv[1:]))
    if not given:
        print("Give folders with pictures of specimen documents.")
        return 2
    found = ours(given)
    held = [bool(one.read and one.read.digits_verified) for one in found]
    peers = {"RapidOCR alone": rapid_alone(), "Tesseract alone": tesseract_alone()}
    print(f"{len(given)} pictures", flush=True)
    print(f"{'ours':18} {sum(held):4} zones in which all digits hold")
    for name, peer in peers.items():
        count = sum(peer(page) for _, page in given) if peer else "not installed"
        print(f"{name:18} {count:>4} {'zones in which all digits hold' if peer else ''}")
    zone = [one.zone_seconds for one in found]
    both = [one.zone_seconds + one.name_seconds for one in found]
    for what, seconds in (("the zone", zone), ("zone and printed name", both)):
        print(f"seconds of one processor, {what}: median {statistics.median(seconds):.2f}, "
              f"longest {max(seconds):.2f}")  # fmt: skip
    _names(found)
    print("zones read whose digits do not hold:")
    for one in found:
        if one.read and not one.read.digits_verified:
            print(f"  {one.name}: {'; '.join(one.read.zone.faults)}")
    return 0


def _names(found: list[Ours]) -> None:
    """Which names count as verified, and which were read otherwise, for a person to look at."""
    seen = [one for one in found if one.read]
    verified = [one for one in seen if one.names_by]
    printed = sum(bool(one.printed and one.printed.same) for one in seen)
    print(f"names called verified: {len(verified)} of {len(seen)}, {printed} by print")
    for one in verified:
        print(f"  {one.name}: {_zone_names(one)} ({one.names_by})")
    print("names that are read and not verified, with what the page prints near to them:")
    for one in seen:
        if one.printed and not one.printed.same:
            print(f"  {one.name}: {_zone_names(one)}; printed {one.printed.text}")
        elif not one.names_by:
            print(f"  {one.name}: {_zone_names(one)}; no print near to it")


def _zone_names(one: Ours) -> str:
    return f"{one.read.zone.primary}, {one.read.zone.secondary}" if one.read else ""


if __name__ == "__main__":
    sys.exit(main())
