"""Writes the HEIC samples of documents: `python tests/samples/make_heic.py`.

They need an encoder, which the tests do not: `pip install pillow-heif` in an environment of its
own, for its wheel carries libx265 (GPL).
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from pillow_heif import register_heif_opener

sys.path.insert(0, str(Path(__file__).parents[1]))

from papers.pages import document

HERE = Path(__file__).parent / "documents"


def main() -> None:
    """A sheet upright, and one that the telephone says to turn."""
    register_heif_opener()
    sheet = document(1).resize((400, 280)).convert("RGB")
    sheet.save(HERE / "upright.heic", quality=60)
    told = Image.Exif()
    told[0x0112] = 6
    sheet.rotate(90, expand=True).save(HERE / "turned.heic", quality=60, exif=told.tobytes())


if __name__ == "__main__":
    main()
