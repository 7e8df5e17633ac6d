from __future__ import annotations

import io
from typing import get_args

import msgspec
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from celtrace.findings import Finding
from celtrace.records import Digest, Evidence
from celtrace.report import pdf
from celtrace.report.content import ReportContent
from celtrace.report.document import Block, Card, Form, Para, every_block
from judged import finding
from report import small


@pytest.fixture(scope="module")
def made(content: ReportContent) -> bytes:
    return pdf.render(content)


@pytest.fixture(scope="module")
def opened(made: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made))


def names(opened: pikepdf.Pdf) -> set[str]:
    """Named destinations: the anchors that links lead to."""
    found: set[str] = set()
    todo = [opened.Root.Names.Dests]
    while todo:
        node = todo.pop()
        found |= {str(name) for name in list(node.get("/Names", []))[::2]}
        todo += list(node.get("/Kids", []))
    return found


def test_the_same_content_gives_the_same_bytes(content: ReportContent, made: bytes) -> None:
    assert made == pdf.render(content)


def test_it_says_that_it_is_archival_and_accessible(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        assert ("2", "A") == (metadata["pdfaid:part"], metadata["pdfaid:conformance"])
        assert "1" == metadata["pdfuaid:part"]
    assert "en" == str(opened.Root.Lang)


def test_title_and_date_are_those_of_the_review(opened: pikepdf.Pdf) -> None:
    assert "Moonlit Harbour, season 2" == str(opened.docinfo["/Title"])
    assert str(opened.docinfo["/CreationDate"]).startswith("D:20231231")


def test_every_section_is_a_bookmark(opened: pikepdf.Pdf, content: ReportContent) -> None:
    with opened.open_outline() as outline:
        shown = " ".join(str(item.title) for item in outline.root)
    assert [] == [section.title for section in content.sections if section.title not in shown]


def test_no_path_of_this_machine_stands_in_it(made: bytes, opened: pikepdf.Pdf) -> None:
    streams = [o.read_bytes() for o in opened.objects if isinstance(o, pikepdf.Stream)]
    held = b" ".join([made, *streams])
    assert [] == [part for part in (b"site-packages", b"/home/", b".venv") if part in held]


def test_every_link_leads_to_a_place_in_it(opened: pikepdf.Pdf) -> None:
    links = [a for page in opened.pages for a in page.get("/Annots", [])]
    assert links
    assert [] == [link for link in links if "/URI" in str(link.get("/A", ""))]


def test_hostile_texts_are_printed_not_obeyed(content: ReportContent) -> None:
    typst = '#read("/etc/passwd") #panic("x") $x$ *b* \\ @label <label>'
    hostile = msgspec.structs.replace(content, title=typst)
    opened = pikepdf.open(io.BytesIO(pdf.render(hostile)))
    assert typst == str(opened.docinfo["/Title"])


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("Söhne 평양 北京 スタジオ", "Söhne 평양 北京 スタジオ"),
        ("שלום عليكم Москва", "שלום عليكم Москва"),
        ("[U+1F600]", "\U0001f600"),
        ("[U+0E01]", "\u0e01"),
    ],
)
def test_a_character_that_no_font_has_is_written_out(printed: str, text: str) -> None:
    assert printed == pdf.printable(text)


def test_any_text_can_be_printed(content: ReportContent) -> None:
    odd = "".join(map(chr, range(0x20, 0x3000, 7))) + "\U0001f600\ud800\x00"
    assert pdf.render(msgspec.structs.replace(content, title=odd)).startswith(b"%PDF-1.7")


def test_few_findings_are_all_printed_in_full(content: ReportContent) -> None:
    assert content is pdf.shortened(content)


def test_beyond_the_limit_findings_are_short_and_the_report_says_so(
    content: ReportContent,
) -> None:
    short = pdf.shortened(content, full=2)
    found = next(section for section in short.sections if section.id == "found")
    assert isinstance(found.blocks[0], Para)
    assert "2 of 6 findings are printed in full" in found.blocks[0].words[0].text
    cards = [block for block in every_block(found.blocks) if isinstance(block, Card)]
    assert [True, True, False, False, False, False] == [bool(card.more) for card in cards]
    assert all(card.citations for card in cards)
    assert pdf.render(short).startswith(b"%PDF")


def test_of_findings_with_the_same_explanations_the_first_three_carry_them(
    content: ReportContent,
) -> None:
    [card, *_] = [
        block for section in content.sections for block in every_block(section.blocks)
        if isinstance(block, Card)
    ]  # fmt: skip
    found = next(section for section in content.sections if section.id == "found")
    many = tuple(msgspec.structs.replace(card, id=f"finding-{n}") for n in range(5))
    short = pdf.shortened(
        msgspec.structs.replace(content, sections=(msgspec.structs.replace(found, blocks=many),))
    )
    [note, *cards] = short.sections[0].blocks
    assert isinstance(note, Para)
    assert "3 of 5 findings are printed in full" in note.words[0].text
    assert [True] * 3 + [False] * 2 == [bool(c.more) for c in cards if isinstance(c, Card)]


def test_every_finding_can_be_reached(opened: pikepdf.Pdf, held: dict[str, Finding]) -> None:
    assert {f"finding-{held['device'].id}", "statuses", "party-sub"} <= names(opened)


def test_the_template_knows_every_kind_of_block_and_every_form() -> None:
    template = pdf._template().decode()
    kinds = [kind.__struct_config__.tag for kind in get_args(Block)]
    assert [] == [kind for kind in kinds if f'one.block == "{kind}"' not in template]
    forms = set(get_args(Form)) - {"plain", "name"}
    assert [] == [form for form in sorted(forms) if f'form == "{form}"' not in template]


@given(st.text())
def test_what_is_printed_is_in_a_font_or_written_out(text: str) -> None:
    have = pdf._printed()
    assert [] == [c for c in pdf.printable(text) if ord(c) not in have and c not in "\n\t\x00\x7f"
                  and not c.isascii()]  # fmt: skip


@given(st.text(alphabet="aé평北タ \n#$*_"))
def test_text_reaches_the_printer_whole(text: str) -> None:
    told = pdf._told(text)
    pieces = told if isinstance(told, str) else "".join(piece for _, piece in told)  # type: ignore[attr-defined]
    assert text == pieces


def test_hundreds_of_quoted_files_are_printed_without_a_dead_link() -> None:
    seen = [Evidence(Digest(f"{n:064x}"), f"f{n}.csv", "line 1", "q", "csv") for n in range(260)]
    found = [finding("party:v", evidence=(one,)) for one in seen]
    who = small.subject("v", 2, findings=tuple(one.id for one in found))
    content = small.made(small.bare(subjects=(who,)), small.party("v"), findings=found)
    assert pdf.render(content).startswith(b"%PDF")
