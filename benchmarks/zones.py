"""Machine-readable zones of specimen documents: `python benchmarks/zones.py FOLDER...`.

Prints, over all pictures below the folders: in how many a zone is read and all check digits
hold, ours and each recogniser alone on the whole picture; how many names are called
verified, and processor seconds. A zone whose own printed digits do not hold cannot be read
with all digits holding; those are listed, so that the share can be judged.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np

from celtrace.documents.mrz_repair import best
from celtrace.papers.bands import Grey
from celtrace.papers.recogniser import model_folder, second_opinion
from celtrace.papers.zone import ZoneRead, read_zone

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


def ours(given: list[tuple[str, Grey]]) -> tuple[list[ZoneRead | None], list[float]]:
    """Our reading of each picture, and processor seconds."""
    reads, seconds = [], []
    for _, page in given:
        start = time.process_time()
        reads.append(read_zone(page))
        seconds.append(time.process_time() - start)
    return reads, seconds


def main() -> int:
    """Print the table."""
    given = list(pictures(sys.argv[1:]))
    if not given:
        print("Give folders with pictures of specimen documents.")
        return 2
    reads, seconds = ours(given)
    held = [bool(read and read.digits_verified) for read in reads]
    peers = {"RapidOCR alone": rapid_alone(), "Tesseract alone": tesseract_alone()}
    print(f"{len(given)} pictures", flush=True)
    print(f"{'ours':18} {sum(held):4} zones in which all digits hold")
    for name, peer in peers.items():
        count = sum(peer(page) for _, page in given) if peer else "not installed"
        print(f"{name:18} {count:>4} {'zones in which all digits hold' if peer else ''}")
    print(f"seconds of one processor: median {statistics.median(seconds):.2f}, "
          f"longest {max(seconds):.2f}")  # fmt: skip
    print("names called verified (to be looked through by a person):")
    for (name, _), read in zip(given, reads, strict=True):
        if read and read.names_by:
            print(f"  {name}: {read.zone.primary}, {read.zone.secondary} ({read.names_by})")
    print("zones read whose digits do not hold:")
    for (name, _), read in zip(given, reads, strict=True):
        if read and not read.digits_verified:
            print(f"  {name}: {'; '.join(read.zone.faults)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
