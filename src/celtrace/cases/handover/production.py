"""A production for OFAC: letter, narrative, exhibit list, numbered exhibits, manifest, volumes.

In the folder lie the papers, as PDF and as Word documents that counsel edits, the notes for
counsel, the manifest, and the volumes with everything that does not change any more.
"""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from celtrace.cases.case import Case
from celtrace.cases.decisions.account import reading_desk
from celtrace.cases.decisions.acts import Desk
from celtrace.cases.found.bag import safe
from celtrace.cases.handover.bundle import below
from celtrace.cases.handover.uninvolved import uninvolved
from celtrace.cases.handover.volumes import MOST, write_volumes
from celtrace.cases.recompute import material_of
from celtrace.cases.seal import VAULT, digest_file, writing_to
from celtrace.errors import UsageError
from celtrace.exchange.sheets import csv_bytes, xlsx_bytes
from celtrace.findings import Finding
from celtrace.judgements import WORDS, kind_of
from celtrace.records import Digest, TextPassage
from celtrace.report import docx, exhibit, pdf, production
from celtrace.report.annexes import payments
from celtrace.report.document import ReportContent
from celtrace.report.enclosed import picture_format
from celtrace.report.exhibit import Numbers, Printed, Sheet, printed
from celtrace.report.material import Material
from celtrace.report.pdf import NotPrinted
from celtrace.report.plain import runs
from celtrace.report.production import Exhibit, Production, Said
from celtrace.report.redact import Person, redacted, replacer
from celtrace.store.vault import FolderVault
from celtrace.weigh.assessment import Subject

QUOTES = 40
"""Places of one file that its sheet names; all of them stand in the evidence form."""
PDF_PAGES = 1_000
"""Pages of a PDF that are set with numbers; a longer one goes along as it is."""


class Wanted(msgspec.Struct, frozen=True):
    """What is to be produced."""

    case: Path
    out: Path
    """A folder that is not there yet."""
    clock: Callable[[], datetime]
    who: str
    tier: int = 3
    """The lowest tier of subjects that are told of."""
    numbers: Numbers = Numbers()
    most: int = MOST
    """Bytes of one volume."""


class Produced(msgspec.Struct, frozen=True):
    """What was written."""

    path: str
    subjects: int
    exhibits: int
    pages: str
    volumes: int
    taken_out: int


def produce(wanted: Wanted) -> Produced:
    """Write a production; UsageError if nothing stands in the tier or the folder is there."""
    if wanted.out.exists():
        raise UsageError(f"{wanted.out} is there already.", "Name a new folder.")
    material = material_of(wanted.case)
    subjects = tuple(s for s in material.subjects if s.tier >= wanted.tier and s.findings)
    if not subjects:
        message = f"No subject stands in tier {wanted.tier} or above."
        raise UsageError(message, "Name a lower one: --tier 2")
    desk = reading_desk(wanted.case)
    with writing_to(wanted.out):
        wanted.out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=wanted.out.parent, prefix=".produce-") as draft:
            made = _laid_out(Path(draft), wanted, _Said(material, subjects, desk))
            (Path(draft) / "out").replace(wanted.out)
    with Case.create_or_open(wanted.case, wanted.clock) as case:
        body = {"exhibits": made.exhibits, "pages": made.pages, "tier": wanted.tier}
        case.log("produced", body, wanted.who)
    return made


class _Said(msgspec.Struct, frozen=True):
    material: Material
    subjects: tuple[Subject, ...]
    desk: Desk

    def findings(self) -> tuple[Finding, ...]:
        """What counts for the subjects, in the order in which it is told."""
        ids = dict.fromkeys(id_ for one in self.subjects for id_ in one.findings)
        return tuple(self.material.findings[id_] for id_ in ids if id_ in self.material.findings)


def _laid_out(draft: Path, wanted: Wanted, told: _Said) -> Produced:
    files, out = draft / "files", draft / "out"
    out.mkdir()
    findings = told.findings()
    vault = FolderVault(wanted.case / VAULT)
    cited = _cited(findings)
    lost = tuple(sorted({s for d, (s, _) in cited.items() if not (d and vault.has(Digest(d)))}))
    exhibits = tuple(_exhibits(files, cited, vault, wanted.numbers, told))
    people = uninvolved(told.material.view, told.material.assessment)
    made = Production(
        told.material, told.subjects, findings, exhibits, tuple(_decided(told)),
        sum(s.state == "waits for a second person" for s in told.desk.ledger.all()), lost,
        len(people),
    )  # fmt: skip
    _papers(out, made, people)
    (files / "exhibit-list.pdf").write_bytes((out / "exhibit-list.pdf").read_bytes())
    (files / "transactions.xlsx").write_bytes(_transactions(made, people))
    names = below(files)
    volumes = write_volumes(files, names, out, wanted.most)
    (out / "manifest.csv").write_bytes(_manifest(files, names, volumes, exhibits))
    pages = f"{exhibits[0].begin} to {exhibits[-1].end}" if exhibits else ""
    count = len({v for held in volumes.values() for v in held.split()})
    return Produced(str(wanted.out), len(told.subjects), len(exhibits), pages, count, len(people))


def _cited(findings: Sequence[Finding]) -> dict[str, tuple[str, list[tuple[str, str, str]]]]:
    """Digest to its source, and (finding, place, quote) of what is quoted from it."""
    held: dict[str, tuple[str, list[tuple[str, str, str]]]] = {}
    for finding in findings:
        for seen in finding.evidence:
            key = str(seen.digest) or ""
            held.setdefault(key, (seen.source, []))[1].append((finding.id, seen.place, seen.quote))
    return held


def _exhibits(
    files: Path,
    cited: Mapping[str, tuple[str, list[tuple[str, str, str]]]],
    vault: FolderVault,
    numbers: Numbers,
    told: _Said,
) -> Iterator[Exhibit]:
    (files / "exhibits").mkdir(parents=True)
    (files / "natives").mkdir()
    number, page = 0, numbers.first
    for digest, (source, quotes) in cited.items():
        if not (digest and vault.has(Digest(digest))):
            continue
        number += 1
        place = vault.place(Digest(digest))
        pairs, foreign = _translations(told, Digest(digest))
        sheet = _sheet(number, source, digest, place, quotes)
        sheet = msgspec.structs.replace(sheet, pairs=pairs)
        made = _printed(sheet, numbers, page, place)
        begin, end = numbers.name(page), numbers.name(page + made.pages - 1)
        page += made.pages
        document = f"exhibits/exhibit-{number:03}_{begin}.pdf"
        (files / document).write_bytes(made.data)
        native = f"natives/{begin}_{safe(source.rsplit('/', 1)[-1])[-120:]}"
        shutil.copyfile(place, files / native)
        whole = bool(sheet.lines or sheet.picture) and made.pages > 1
        yield Exhibit(
            number, source, digest, place.stat().st_size, begin, end, document, native, whole,
            len(pairs), foreign, tuple(dict.fromkeys(finding for finding, _, _ in quotes)),
        )  # fmt: skip


def _sheet(
    number: int, source: str, digest: str, place: Path, quotes: Sequence[tuple[str, str, str]]
) -> Sheet:
    size = place.stat().st_size
    facts = (("File", source), ("Size", f"{size:,} bytes"), ("SHA-256", digest))
    cited = tuple(dict.fromkeys((where, quote) for _, where, quote in quotes))
    if len(cited) > QUOTES:
        more = f"{len(cited) - QUOTES} more places are cited."
        cited = (*cited[:QUOTES], ("", more))
    with place.open("rb") as stream:
        data = stream.read(exhibit.BYTES + 1)
    picture = picture_format(data)
    pages = _pdf_pages(place) if data.startswith(b"%PDF-") else 0
    return Sheet(
        f"Exhibit {number}: {source}", facts, cited,
        lines=() if picture or pages else exhibit.text_lines(data),
        picture=picture or ("pdf" if pages else ""), pages=pages,
    )  # fmt: skip


def _pdf_pages(place: Path) -> int:
    """How many pages a PDF has; 0 if it cannot be told or there are too many."""
    if importlib.util.find_spec("pypdfium2") is None:
        return 0
    library = importlib.import_module("pypdfium2")
    try:
        held = library.PdfDocument(place)
    except library.PdfiumError:
        return 0
    try:
        return len(held) if len(held) <= PDF_PAGES else 0
    finally:
        held.close()


def _printed(sheet: Sheet, numbers: Numbers, first: int, place: Path) -> Printed:
    """The exhibit with its content, or the sheet in front alone where that cannot be set."""
    try:
        return printed(sheet, numbers, first, place.read_bytes() if sheet.picture else b"")
    except NotPrinted:
        bare = msgspec.structs.replace(sheet, lines=(), picture="", pages=0)
        return printed(bare, numbers, first)


def _translations(told: _Said, digest: Digest) -> tuple[tuple[tuple[str, str], ...], int]:
    """Passages with their translation, and how many East Asian ones have none.

    What stands in the file goes before what somebody wrote in the case room, who is named.
    """
    texts = told.material.view.where(TextPassage, "file", digest)
    written = told.desk.talk.translations
    answers = {id_: f"{one.text} (translated by {one.who})" for id_, one in written.items()}
    answers |= {text.translates: text.text for text in texts if text.translates}
    pairs = tuple((text.text, answers[text.id]) for text in texts if text.id in answers)
    foreign = sum(
        1 for text in texts
        if not text.translates and text.id not in answers
        and any(language for language, _ in runs(text.text))
    )  # fmt: skip
    return pairs, foreign


def _decided(told: _Said) -> Iterator[Said]:
    ids = {f"finding:{one.id}" for one in told.findings()}
    ids |= {f"subject:{one.kind}:{one.id}" for one in told.subjects}
    for held in told.desk.ledger.all():
        if held.target in ids and held.verdict:
            last = [one for one in held.judgements if one.verdict == held.verdict][-1]
            word = WORDS[kind_of(held.target)].get(held.verdict, held.verdict)
            yield Said(_about(told, held.target), word, held.signed, last.at.date(), held.why)


def _about(told: _Said, target: str) -> str:
    kind, _, id_ = target.partition(":")
    if kind == "finding":
        return told.material.findings[id_].sentence
    return told.material.view.name(id_)


def _papers(out: Path, made: Production, people: Sequence[Person]) -> None:
    papers: dict[str, ReportContent] = {
        "cover-letter": production.letter(made),
        "narrative": production.narrative(made),
        "exhibit-list": production.exhibit_list(made),
    }
    for name, content in papers.items():
        paper = redacted(content, people)
        (out / f"{name}.pdf").write_bytes(pdf.render(paper))
        (out / f"{name}.docx").write_bytes(docx.render(paper))
    (out / "for-counsel.docx").write_bytes(docx.render(production.notes(made)))


def _transactions(made: Production, people: Sequence[Person]) -> bytes:
    heads = ("Date", "Payer", "Payee", "Amount", "Currency", "Contract", "Source", "Place",
             "Exhibit pages")  # fmt: skip
    pages = {one.digest: one.pages for one in made.exhibits}
    held = production.concerned(made)
    change = replacer(people) or str
    rows = [
        tuple(map(change, (*row, pages.get(one.seen.digest, "")))) for one, row in zip(
            held, payments(made.material, held), strict=True)
    ]  # fmt: skip
    day = made.material.assessment.dossier.as_of
    return xlsx_bytes((("Transactions", heads, rows),), day)


def _manifest(
    files: Path, names: Sequence[str], volumes: Mapping[str, str], exhibits: Sequence[Exhibit]
) -> bytes:
    by_path = {path: one for one in exhibits for path in (one.document, one.native)}
    heads = ("Volume", "Path", "Bytes", "SHA-256", "Exhibit", "Begin", "End", "Original file")
    rows = []
    for name in names:
        one = by_path.get(name)
        own = (str(one.number), one.begin, one.end, one.source) if one else ("", "", "", "")
        file = digest_file(files, name)
        rows.append((volumes[name], name, file.size, file.sha256, *own))
    return csv_bytes(heads, rows)
