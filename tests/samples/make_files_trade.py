"""Writes the samples of drawings, edits, pictures and videos.

`python tests/samples/make_files_trade.py`; the expected files beside them are written by
`python tests/files/reading.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from samples import files_drawings, files_edits, files_more, files_pictures

HERE = Path(__file__).parent / "files"


def main() -> None:
    """Write every sample again."""
    for made in (
        files_drawings.SAMPLES,
        files_edits.SAMPLES,
        files_pictures.SAMPLES,
        files_more.SAMPLES,
    ):
        for format_, files in made.items():
            folder = HERE / format_
            folder.mkdir(parents=True, exist_ok=True)
            for name, make in files.items():
                (folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
