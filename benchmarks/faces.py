"""Faces, one to one, on the ORL set: `python benchmarks/faces.py FOLDER`.

FOLDER holds s1 ... s40 with ten pictures each (Olivetti Research Laboratory; Samaria and
Harter, 1994). Printed are how often a pair of one person is missed at limits that let one pair
of strangers in a thousand or ten thousand pass, what lies in each band, and milliseconds of one
processor for a face. How limits differ between groups of people cannot be measured here.
"""

from __future__ import annotations

import sys
import time
from itertools import combinations
from pathlib import Path

import cv2
import numpy as np

from celtrace.papers import faces
from celtrace.papers.portrait import coloured, located


def main() -> int:
    """Print the table."""
    if len(sys.argv) != 2 or (why := faces.available()):
        print("Give the folder of the ORL set." if len(sys.argv) != 2 else why)
        return 2
    cv2.setNumThreads(1)
    templates, people, missed = [], [], 0
    start = time.process_time()
    for path in sorted(Path(sys.argv[1]).glob("s*/*.pgm")):
        grey = np.asarray(cv2.imread(str(path), 0), np.uint8)
        colour = coloured(np.pad(grey, 30, mode="edge"))
        found = located(colour)
        if not len(found):
            missed += 1
            continue
        templates.append(faces._template(colour, found[0]))  # noqa: SLF001 - the parts are timed
        people.append(path.parent.name)
    spent = (time.process_time() - start) / max(1, len(templates))
    every = np.stack(templates)
    likeness = every @ every.T
    pairs = list(combinations(range(len(people)), 2))
    own = np.array([likeness[i, j] for i, j in pairs if people[i] == people[j]])
    strangers = np.sort([likeness[i, j] for i, j in pairs if people[i] != people[j]])
    print(f"{len(people)} faces, {missed} pictures without one, {1000 * spent:.0f} ms a face; "
          f"{len(own):,} pairs of one person, {len(strangers):,} of two")  # fmt: skip
    for rate in (1e-3, 1e-4):
        limit = strangers[-max(1, int(rate * len(strangers)))]
        print(f"one pair of strangers in {1 / rate:,.0f} passes at {limit:.3f}: "
              f"{(own <= limit).mean():.2%} of pairs of one person are missed")  # fmt: skip
    for name in ("consistent", "a person looks", "different"):
        row = [np.mean([faces.band(float(x)) == name for x in side]) for side in (own, strangers)]
        print(f"{name:15} {row[0]:7.2%} of one person, {row[1]:8.4%} of two")
    return 0


if __name__ == "__main__":
    sys.exit(main())
