"""Writes the log samples: invented hosts, documentation addresses (RFC 5737, RFC 3849).

`python tests/samples/make_logs.py`
"""

from __future__ import annotations

from pathlib import Path

import make_logs_json
import make_logs_lines

SAMPLES = Path(__file__).parent / "logs"


def main() -> None:
    """Write every sample again."""
    for made in (make_logs_lines.SAMPLES, make_logs_json.SAMPLES):
        for format_, files in made.items():
            folder = SAMPLES / format_
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
