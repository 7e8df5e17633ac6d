"""Types and facts of real files, format by format: ours beside ExifTool, libmagic and Magika.

    python benchmarks/files_readers.py [FOLDER]      # ../shared/data/files by default

Truth is the extension, for the formats whose every file in the set is what it is called.
A tool names a file right if it says the format itself; a container (ZIP, compound file, XML,
JSON, text) or "unknown" is no answer; another format is wrong. A fact counts once for a file.
ExifTool, `file` and Magika (`pip install magika`) are asked where they are installed.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from celtrace.files._blob import Blob
from celtrace.files._head import head_of
from celtrace.files._magic import mime
from celtrace.files._types import named
from celtrace.records import Digest, TextPassage, Trait

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "files"
FORMATS = {
    "psd": (("psd", "psb"), "PSD|PSB|photoshop|psd"),
    "clip": (("clip",), "clip"),
    "tvpp": (("tvpp",), "tvp"),
    "xstage": (("xstage",), "xstage|harmony"),
    "tnz": (("tnz",), "tnz|toonz"),
    "tpl": (("tpl",), "^tpl$|toonz"),
    "pli": (("pli",), "^pli$|toonz"),
    "tlv": (("tlv",), "tlv|toonz"),
    "aep": (("aep",), "^aep$|after.?effects"),
    "kra": (("kra",), "krita|kra"),
    "aaf": (("aaf",), "^aaf$|advanced.authoring"),
    "otio": (("otio",), "otio|timeline"),
    "edl": (("edl",), "edl|cmx"),
    "fcpxml": (("fcpxml",), "fcpxml|final.cut"),
    "hwp": (("hwp",), "hwp|hangul"),
    "exr": (("exr",), "exr"),
    "tga": (("tga",), "tga|targa"),
    "tiff": (("tif", "tiff"), "tif"),
    "png": (("png",), "png"),
    "jpeg": (("jpg", "jpeg"), "jpe?g"),
    "webp": (("webp",), "webp"),
    "heic": (("heic",), "hei[cf]|avif"),
    "jp2": (("jp2",), "jp2|jpx"),
    "mov": (("mov",), "mov|quicktime"),
    "mp4": (("mp4",), "mp4|m4[av]"),
    "avi": (("avi",), "avi|msvideo"),
    "mkv": (("mkv",), "mkv|matroska|webm"),
    "mxf": (("mxf",), "mxf"),
    "gif": (("gif",), "gif"),
    "bmp": (("bmp",), "bmp|bitmap"),
    "xmp": (("xmp",), "xmp"),
    "pdf": (("pdf",), "pdf"),
    "docx": (("docx",), "docx|word.*ml|openxml.*word|encrypted"),
    "xlsx": (("xlsx",), "xlsx|excel.*ml|openxml.*sheet|encrypted"),
    "pptx": (("pptx",), "pptx|openxml.*present|encrypted"),
    "doc": (("doc",), "^doc$|msword|office_xml"),  # Word 2003 saves its XML under .doc, too
    "xls": (("xls",), "^xls$|ms-excel"),
    "ppt": (("ppt",), "^ppt$|powerpoint"),
    "odt": (("odt",), "odt|opendocument.text"),
    "ods": (("ods",), "ods|opendocument.sp"),
    "rtf": (("rtf",), "rtf"),
    "iwork": (("key", "pages", "numbers"), "^key$|pages|numbers|keynote|iwork"),
    "xps": (("xps", "oxps"), "xps"),
    "svg": (("svg",), "svg"),
    "ps": (("ps", "eps", "ai"), "^ps$|^ai$|eps|postscript|illustrator"),
    "indd": (("indd",), "indd|indesign"),
    "xcf": (("xcf",), "xcf|gimp"),
    "lnk": (("lnk",), "lnk|shortcut"),
    "wav": (("wav",), "wav"),
    "m4a": (("m4a",), "m4a|mp4"),
    "vsd": (("vsd",), "^vsd$|visio|^ole$"),
    "vcf": (("vcf",), "vcf|vcard"),
    "ics": (("ics",), "ics|calendar"),
    "eml": (("eml",), "eml|rfc822"),
}
ANIMATION = ("psd", "clip", "tvpp", "xstage", "tnz", "tpl", "pli", "tlv", "aep", "kra")
NO_ANSWER = re.compile(
    r"^$|octet-stream|unknown|undefined|^zip$|/zip$|x-ole|CDF|cdf|^XML$|/xml$|^xml$|^JSON$|/json$|^json$|"
    r"^TXT$|text/|^txt$|empty|^data$",
)
FACTS = ("author", "date", "zone", "software", "person or machine", "layer or name")
Row = dict[str, set[str]]
"""The facts of a file by kind; only whether there is one counts."""


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Format and path of every file whose extension tells."""
    by_extension = {ext: name for name, (exts, _) in FORMATS.items() for ext in exts}
    for path in sorted(folder.rglob("*")):
        name = by_extension.get(path.suffix[1:].lower())
        if name and path.is_file():
            yield name, path


def judged(format_: str, label: str) -> str:
    """Right, wrong or no answer."""
    if re.search(FORMATS[format_][1], label, re.IGNORECASE):
        return "right"
    return "none" if NO_ANSWER.search(label) else "wrong"


# --- ours ---------------------------------------------------------------------------------


def ours(path: Path, *, pixels: bool = False) -> tuple[str, Row]:
    """Our label, empty where it is not certain, and the facts."""
    data = path.read_bytes()
    stream = io.BytesIO(data)
    found = named(head_of(stream), path.name, mime)
    facts: Row = {kind: set() for kind in FACTS}
    if found.reader is not None:
        digest = Digest(hashlib.sha256(data).hexdigest())
        blob = Blob(stream, digest, path.name, len(data), pixels=pixels)
        for item in found.reader.read(blob, lambda *_: None):
            _fact(item, facts)
    return found.format if found.certain else "", facts


def _fact(item: object, facts: Row) -> None:
    if isinstance(item, Trait):
        if item.name in ("author", "last_editor"):
            facts["author"].add(item.value)
        if item.name in ("created", "modified", "saved", "captured", "printed"):
            facts["date"].add(item.value)
        if item.name in ("software", "version"):
            facts["software"].add(item.value)
        if item.name in ("user", "machine"):
            facts["person or machine"].add(item.value)
        if item.offset is not None:
            facts["zone"].add(str(item.offset))
    elif isinstance(item, TextPassage) and item.role in ("layer", "name", "sheet", "body", "cell"):
        facts["layer or name"].add(item.text)


# --- the others ---------------------------------------------------------------------------

_AUTHOR = re.compile(
    r"^(Author|Creator|Artist|By-line|LastModifiedBy|LastSavedBy|XPAuthor|Composer)$"
)
_DATE = re.compile(r"Date|CreateTime|ModifyTime|HistoryWhen")
_SOFTWARE = re.compile(
    r"^(Software|CreatorTool|CreatorSoftware|Application|AppVersion|Producer|WriterName|Encoder|"
    r"HistorySoftwareAgent|MuxingApp|WritingApp|ProductName|ProjectSource|Generator)$"
)
_PERSON = re.compile(r"HostComputer|UserName|MachineName|HistoryUser")
_NAMES = re.compile(r"Layer(?:Unicode)?Names?$|TextLayer|LayerText")
_PROGRAMS = {("PDF", "Creator"), ("PostScript", "Creator")}
"""The program that made it (ISO 32000-1, 14.3.3; DSC 3.0), not a person."""
_OF_READER = {"LNK", "ZIP"}
"""Times in UTC, behind which ExifTool writes the zone of the machine that it runs on."""
_ZONE = re.compile(r"\d\d:\d\d[+-]\d\d:\d\d")


def exiftool(paths: list[Path]) -> dict[Path, tuple[str, Row]]:
    """Labels and facts by ExifTool, one process over all files."""
    with tempfile.NamedTemporaryFile("w", suffix=".args") as listed:
        listed.write("\n".join(str(path) for path in paths))
        listed.flush()
        command = [
            "exiftool",
            "-j",
            "-a",
            "-G0",
            "-q",
            "-q",
            "-api",
            "largefilesupport=1",
            "-@",
            listed.name,
        ]
        run = subprocess.run(command, capture_output=True, check=False)
    told = {Path(one["SourceFile"]): one for one in json.loads(run.stdout or "[]")}
    return {path: _exif_row(told.get(path, {})) for path in paths}


def _exif_row(told: dict[str, Any]) -> tuple[str, Row]:
    facts: Row = {kind: set() for kind in FACTS}
    plain = told.get("File:FileType") in ("XML", "JSON", "FCPXML", "OTIO")
    for key, value in told.items():
        group, _, tag = key.rpartition(":")
        text = str(value)
        if group in ("File", "", "ExifTool", "Composite", "ICC_Profile") or not text.strip(" 0:"):
            continue
        if (group, tag) in _PROGRAMS:
            facts["software"].add(text)
            continue
        for kind, pattern in (("author", _AUTHOR), ("date", _DATE), ("software", _SOFTWARE),
                              ("person or machine", _PERSON)):  # fmt: skip
            if pattern.search(tag):
                facts[kind].add(text)
        if _DATE.search(tag) and _ZONE.search(text) and group not in _OF_READER:
            facts["zone"].add(text)
        if _NAMES.search(tag) or (plain and tag.endswith("Name")):
            facts["layer or name"].add(text)
    return str(told.get("File:FileType", "")), facts


def libmagic(paths: list[Path]) -> dict[Path, str]:
    """MIME types by `file`."""
    listed = "\n".join(str(path) for path in paths)
    run = subprocess.run(
        [shutil.which("file") or "file", "--mime-type", "-b", "-f", "-"],
        input=listed,
        capture_output=True,
        text=True,
        check=False,
    )
    return dict(zip(paths, run.stdout.splitlines(), strict=False))


def magika(paths: list[Path]) -> dict[Path, str]:
    """Labels by Magika."""
    package: Any = importlib.import_module("magika")
    return {
        path: str(found.output.label)
        for path, found in zip(paths, package.Magika().identify_paths(paths), strict=True)
    }


# --- the table ----------------------------------------------------------------------------


def asked(paths: list[Path]) -> tuple[dict[str, dict[Path, str]], dict[Path, Row]]:
    """Labels by each tool that is installed, and ExifTool's facts."""
    labels: dict[str, dict[Path, str]] = {}
    facts: dict[Path, Row] = {}
    if shutil.which("exiftool"):
        told = exiftool(paths)
        labels["ExifTool"] = {path: one[0] for path, one in told.items()}
        facts = {path: one[1] for path, one in told.items()}
    tools: tuple[tuple[str, Callable[[list[Path]], dict[Path, str]], bool], ...] = (
        ("libmagic", libmagic, bool(shutil.which("file"))),
        ("Magika", magika, importlib.util.find_spec("magika") is not None),
    )
    for name, tool, there in tools:
        if there:
            labels[name] = tool(paths)
    return labels, facts


def main() -> int:
    """Print the table; the exit status is 1 if we are behind anywhere."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    listed = list(files(folder))
    paths = [path for _, path in listed]
    for path in paths[:20]:
        ours(path)
    began, cpu = time.perf_counter(), time.process_time()
    mine = {path: ours(path) for path in paths}
    spent, burnt = time.perf_counter() - began, time.process_time() - cpu
    labels, others = asked(paths)
    behind = list(_table(listed, mine, labels, others))
    print(
        f"\nours: {len(paths)} files named, hashed and read in {spent:.2f} s, {burnt:.2f} CPU s: ",
        end="",
    )
    print(f"{len(paths) / burnt:.0f} files per CPU second (without pixels)")
    everything = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    cpu = time.process_time()
    for path in everything:
        ours(path)
    burnt = time.process_time() - cpu
    print(
        f"every file of the folder: {len(everything)}, {len(everything) / burnt:.0f} per CPU second"
    )
    print("\n".join(behind) or "\nbehind on none")
    return bool(behind)


def _table(
    listed: list[tuple[str, Path]],
    mine: dict[Path, tuple[str, Row]],
    labels: dict[str, dict[Path, str]],
    others: dict[Path, Row],
) -> Iterator[str]:
    print(f"{'':8}{'files':>6}  named right/wrong: ours, {', '.join(labels)}")
    for format_ in FORMATS:
        paths = [path for name, path in listed if name == format_]
        if not paths:
            continue
        counts = [_counts(format_, [mine[path][0] for path in paths])]
        counts += [
            _counts(format_, [told.get(path, "") for path in paths]) for told in labels.values()
        ]
        shown = "  ".join(f"{c['right']:>3}/{c['wrong']:<3}" for c in counts)
        print(f"{format_:8}{len(paths):>6}  {shown}   ", end="")
        sums = [
            (_with(kind, mine, paths), sum(bool(others.get(p, {}).get(kind)) for p in paths))
            for kind in FACTS
        ]
        print("  ".join(f"{kind} {a}:{b}" for kind, (a, b) in zip(FACTS, sums, strict=True)))
        if counts[0]["wrong"]:
            yield f"{format_}: {counts[0]['wrong']} wrong labels"
        if any(counts[0]["right"] < other["right"] for other in counts[1:]):
            yield f"{format_}: fewer named right"
        yield from (
            f"{format_}: fewer with {k}: {a} against {b}"
            for k, (a, b) in zip(FACTS, sums, strict=True)
            if a < b
        )


def _counts(format_: str, told: list[str]) -> Counter[str]:
    return Counter(judged(format_, label) for label in told)


def _with(kind: str, mine: dict[Path, tuple[str, Row]], paths: list[Path]) -> int:
    return sum(bool(mine[path][1][kind]) for path in paths)


if __name__ == "__main__":
    sys.exit(main())
