"""Writes the samples of the table readers: `python tests/tables/make_samples.py`.

The same five vendors in every format, so that the contract test can compare them.
"""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path

import xlsxwriter
from arro3.core import Array, DataType, Table
from arro3.io import write_parquet

HERE = Path(__file__).parent / "samples"
HEADERS = ("Vendor", "Registration", "Heads", "Since")
ROWS = (
    ("Blue, Studio", "007", 12, "2019-03-01"),
    ("第一动画", "911100001234567", 0, "2020-02-29"),
    ("Красная студия", "X;1", 250, "2021-12-31"),
    ('The "Red" one', "", 3, "2015-01-01"),
    ("평양만화", "DE-1", 40, "2022-07-15"),
)


def xlsx() -> None:
    """A workbook with a hidden sheet, a title and dates as dates."""
    with xlsxwriter.Workbook(HERE / "vendors.xlsx", {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)})
        sheet, day = book.add_worksheet("Vendors"), book.add_format({"num_format": "d mmm yyyy"})
        book.add_worksheet("Old").hide()
        sheet.write_row(0, 0, HEADERS)
        for number, (name, registration, heads, since) in enumerate(ROWS, 1):
            sheet.write_string(number, 0, name)
            sheet.write_string(number, 1, registration)
            sheet.write_number(number, 2, heads)
            sheet.write_datetime(number, 3, dt.datetime.fromisoformat(since), day)


def ods() -> None:
    """A pretty-printed spreadsheet, as some programs write it."""
    start = "<table:table-cell office:value-type="
    end = "<text:p>{0}</text:p></table:table-cell>"
    cell = start + '"string">' + end
    number = start + '"float" office:value="{0}">' + end
    day = start + '"date" office:date-value="{0}">' + end
    rows = ["".join(cell.format(name) for name in HEADERS)]
    rows += [
        "\n   ".join(
            [
                cell.format(name.replace('"', "&quot;")),
                cell.format(registration) if registration else "<table:table-cell/>",
                number.format(heads),
                day.format(since),
            ]
        )
        for name, registration, heads, since in ROWS
    ]
    body = "\n  ".join(f"<table:table-row>\n   {row}\n  </table:table-row>" for row in rows)
    empty = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
 <office:body><office:spreadsheet><table:table table:name="Vendors">
  {body}
  {empty}
 </table:table></office:spreadsheet></office:body></office:document-content>"""
    with zipfile.ZipFile(HERE / "vendors.ods", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", content),
        ):
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)


def parquet() -> None:
    """A file with typed columns."""
    columns = list(zip(*ROWS, strict=True))
    days = [(dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days for day in columns[3]]
    table = Table.from_pydict(
        {
            "Vendor": Array(list(columns[0]), DataType.utf8()),
            "Registration": Array([text or None for text in columns[1]], DataType.utf8()),
            "Heads": Array(list(columns[2]), DataType.int64()),
            "Since": Array(days, DataType.int32()).cast(DataType.date32()),
        }
    )
    with (HERE / "vendors.parquet").open("wb") as file:
        write_parquet(table, file)


def texts() -> None:
    """CSV with semicolons, JSON and JSON Lines."""
    quote = '"{}"'.format
    lines = [";".join(HEADERS)]
    lines += [";".join([quote(n.replace('"', '""')), quote(r), str(h), s]) for n, r, h, s in ROWS]
    (HERE / "vendors.csv").write_text("\r\n".join(lines) + "\r\n", "utf-8-sig")
    mappings = [dict(zip(HEADERS, row, strict=True)) for row in ROWS]
    (HERE / "vendors.json").write_text(
        json.dumps({"Vendors": mappings}, ensure_ascii=False, indent=1), "utf-8"
    )
    each = (json.dumps(mapping, ensure_ascii=False) for mapping in mappings)
    (HERE / "vendors.jsonl").write_text("\n".join(each) + "\n", "utf-8")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    xlsx()
    ods()
    parquet()
    texts()
