"""The style budget holds, and its measure can fail."""

from __future__ import annotations

from pathlib import Path

import style


def test_every_figure_is_within_the_budget() -> None:
    assert [] == list(style.over_budget())


def test_a_long_undocumented_function_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def f(a):\n" + "    x = 1\n" * 70, encoding="utf-8")
    [found] = style.functions(path)
    assert (71, False, False, True) == (
        found.lines, found.documented, found.annotated, found.public,
    )  # fmt: skip


def test_a_bare_except_and_a_late_import_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "broad.py"
    path.write_text("def f():\n    try:\n        import os\n    except:\n        pass\n")
    assert (1, [3]) == (style.broad_excepts(path), style.late_imports(path))
