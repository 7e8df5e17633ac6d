"""Reports made again from a case: brief or evidence, as page, paper, document or tables.

What is handed on has the names of uninvolved people taken out; the page and the paper that a
review leaves in its own case have them.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Literal, get_args

from celtrace.cases.enclosed import enclosed, handed_on
from celtrace.cases.handover.uninvolved import uninvolved
from celtrace.cases.recompute import material_of
from celtrace.cases.seal import VAULT
from celtrace.exchange.sheets import csv_bytes, xlsx_bytes
from celtrace.report import annexes, docx, html, pdf
from celtrace.report.content import Form, build_form
from celtrace.report.material import Material
from celtrace.report.redact import Person, redacted, replacer
from celtrace.store.vault import FolderVault

Format = Literal["html", "pdf", "docx", "xlsx", "csv"]
FORMATS: tuple[Format, ...] = get_args(Format)
SUFFIX: dict[Format, str] = {
    "html": "html", "pdf": "pdf", "docx": "docx", "xlsx": "xlsx", "csv": "csv.zip"
}  # fmt: skip


def report(folder: Path, form: Form, how: Format, *, names: bool = False) -> bytes:
    """The report of a case; UsageError if nothing was reviewed there.

    `names` leaves the names of uninvolved people in it. Tables have everything, whatever the form.
    """
    material = material_of(folder)
    people = () if names else uninvolved(material.view, material.assessment)
    if how in ("xlsx", "csv"):
        return _tables(material, people, how)
    content = build_form(material, form)
    changed, vault = redacted(content, people), FolderVault(folder / VAULT)
    pictures = enclosed(content, vault) if names else handed_on(content, changed, vault)
    renderer = {"html": html.render, "pdf": pdf.render, "docx": docx.render}[how]
    return renderer(changed, pictures)


def _tables(material: Material, people: tuple[Person, ...], how: Format) -> bytes:
    sheets = annexes.annexes(material)
    change = replacer(people)
    if change is not None:
        sheets = annexes.changed(sheets, change)
    if how == "xlsx":
        made = tuple((sheet.name, sheet.heads, sheet.rows) for sheet in sheets)
        return xlsx_bytes(made, material.assessment.dossier.as_of)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            entry = zipfile.ZipInfo(f"{sheet.name.lower().replace(' ', '-')}.csv")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, csv_bytes(sheet.heads, sheet.rows))
    return out.getvalue()
