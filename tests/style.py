"""The style budget of the project, as a check that fails: `python tests/style.py`.

Only the standard library; nothing is imported or executed, every figure comes from parsing.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
CODE, TESTS = ROOT / "src" / "celtrace", ROOT / "tests"
BROAD_EXCEPT_ALLOWED = {
    "cases/detecting.py", "cases/logs/dossier.py", "cases/found/looking.py", "doors/cli.py",
}  # fmt: skip
LATE_IMPORTS_ALLOWED = (
    "cases/workers/papers.py",
    "cases/workers/tending.py",
    "papers/recogniser.py",
    "doors/",
)
MAX_PARAMETERS = 6


class Function(NamedTuple):
    """What is counted of one function."""

    where: str
    lines: int
    parameters: int
    public: bool
    documented: bool
    annotated: bool


def functions(path: Path) -> Iterator[Function]:
    """All functions of a file, with class names as prefix."""
    yield from _functions(ast.parse(path.read_text(encoding="utf-8")), str(path.name), inner=False)


def _functions(node: ast.AST, name: str, *, inner: bool) -> Iterator[Function]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{name}:{child.name}", inner=inner)
        elif isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield _measure(child, name, inner=inner)
            yield from _functions(child, f"{name}:{child.name}", inner=True)
        else:
            yield from _functions(child, name, inner=inner)


def _measure(node: ast.FunctionDef | ast.AsyncFunctionDef, name: str, *, inner: bool) -> Function:
    spec = node.args
    named = spec.posonlyargs + spec.args + spec.kwonlyargs
    given = [a for a in named if a.arg not in ("self", "cls")]
    extra = [a for a in (spec.vararg, spec.kwarg) if a]
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    parts = f"{name}:{node.name}".split(":")[1:]
    return Function(
        where=f"{name}:{node.name}",
        lines=(node.end_lineno or first) - first + 1,
        parameters=len(given) if not _is_command(node) else 0,
        public=not inner and not any(part.startswith("_") for part in parts),
        documented=ast.get_docstring(node) is not None,
        annotated=node.returns is not None and all(a.annotation for a in given + extra),
    )


def _is_command(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A command's parameters are its options, not its callers' burden."""
    return any(
        "command" in ast.unparse(d) or "callback" in ast.unparse(d) for d in node.decorator_list
    )


def broad_excepts(path: Path) -> int:
    """Handlers that catch everything."""
    return sum(
        isinstance(n, ast.ExceptHandler)
        and (n.type is None or getattr(n.type, "id", "") in ("Exception", "BaseException"))
        for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def late_imports(path: Path) -> list[int]:
    """Lines of imports inside functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = (f for f in ast.walk(tree) if isinstance(f, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return [
        n.lineno for f in inside for n in ast.walk(f) if isinstance(n, (ast.Import, ast.ImportFrom))
    ]


def p90(values: list[int]) -> int:
    """The value that nine in ten do not exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.9))]


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def over_budget() -> Iterator[str]:
    """A sentence for every figure outside the budget."""
    code = sorted(CODE.rglob("*.py"))
    logic = [
        p for p in code if "def " in (text := p.read_text(encoding="utf-8")) or "class " in text
    ]
    found = [f for p in code for f in functions(p)]
    sizes, lengths = [_lines(p) for p in logic], [f.lines for f in found]
    public = [f for f in found if f.public]
    tests = sum(_lines(p) for p in TESTS.rglob("*.py"))
    figures = {
        "lines per file, median": (statistics.median(sizes), 0, 130),
        "lines per file, p90": (p90(sizes), 0, 320),
        "lines per function, median": (statistics.median(lengths), 0, 9),
        "lines per function, p90": (p90(lengths), 0, 30),
        "public docstrings, %": (100 * sum(f.documented for f in public) / len(public), 80, 100),
        "test to code": (tests / sum(sizes), 1.0, 1.6),
    }
    for name, (value, low, high) in figures.items():
        sys.stdout.write(f"{name:28} {value:8.2f}   budget {low} to {high}\n")
        if not low <= value <= high:
            yield f"{name} is {value:.2f}, budget {low} to {high}"
    yield from (
        f"{p.relative_to(CODE)} has {_lines(p)} lines, over 500" for p in code if _lines(p) > 500
    )
    yield from (f"{f.where} has {f.lines} lines, over 60" for f in found if f.lines > 60)
    yield from (
        f"{f.where} has {f.parameters} parameters" for f in found if f.parameters > MAX_PARAMETERS
    )
    yield from (f"{f.where} is not fully annotated" for f in found if not f.annotated)
    for path in code:
        place = path.relative_to(CODE).as_posix()
        if broad_excepts(path) and place not in BROAD_EXCEPT_ALLOWED:
            yield f"{place} catches everything"
        if not place.startswith(LATE_IMPORTS_ALLOWED):
            yield from (f"{place}:{line} imports inside a function" for line in late_imports(path))


def main() -> int:
    """Print the figures; the exit status is 1 if any is over budget."""
    faults = list(over_budget())
    sys.stdout.write(("\n".join(faults) or "within the budget") + "\n")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
