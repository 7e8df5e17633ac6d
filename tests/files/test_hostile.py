"""Whatever the bytes are, the shared parts end and raise nothing but what they say."""

from __future__ import annotations

import struct
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from celtrace.files import exr, hwp, jpeg, mkv, pli, png, tlv, tvpp
from celtrace.files._atoms import atoms
from celtrace.files._compound import properties
from celtrace.files._exif import Tiff, items
from celtrace.files._iptc import records
from celtrace.files._lzo import Torn, unpacked
from celtrace.files._psd_blocks import blocks, header, layers, resources
from celtrace.files._psd_linked import typed
from celtrace.files._riff import chunks
from celtrace.files._said import Said
from celtrace.files._times import iso, naive
from celtrace.files._toonz import history, tags
from celtrace.files._xml import parsed
from celtrace.files._xmp import packets
from files.reading import blob, read

BYTES = st.binary(max_size=400)
TEXT = st.text(max_size=300)
FEW = settings(max_examples=60, deadline=None)


def framed(*starts: bytes) -> st.SearchStrategy[bytes]:
    """Bytes that begin as a format does, so that they get past the door."""
    return st.tuples(st.sampled_from(starts), BYTES).map(b"".join)


@FEW
@given(framed(b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0", b""))
def test_directories(data: bytes) -> None:
    list(items(Tiff(data), Said(blob(data, "x"), "test")))


@FEW
@given(BYTES)
def test_boxes(data: bytes) -> None:
    for atom in atoms(data, 0, len(data)):
        assert 0 <= atom.start <= len(data)
        assert atom.end <= len(data)


@FEW
@given(BYTES, st.sampled_from(["little", "big"]))
def test_chunks(data: bytes, order: str) -> None:
    for _, start, end in chunks(data, 0, len(data), order):  # type: ignore[arg-type]
        assert start <= len(data) + 8
        assert end <= len(data)


@FEW
@given(framed(b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67\xff", b"\xae\x80", b""))
def test_elements(data: bytes) -> None:
    assert all(end <= len(data) for _, _, end, _ in mkv.elements(data, 0, len(data)))


@FEW
@given(framed(b"\xfe\xff\0\0" + bytes(40) + struct.pack("<II", 48, 9) + b"\1\0\0\0", b""))
def test_property_sets(data: bytes) -> None:
    list(properties(data))


@FEW
@given(framed(b"8BPS\0\1", b"8BIM\4\4", b"8BIMluni", b"\0\5", b""))
def test_parts_of_a_photoshop_file(data: bytes) -> None:
    header(data)
    list(resources(data, 0, len(data)))
    list(layers(data, 0, len(data), large=False))
    list(blocks(data, 0, len(data), large=True, pad=4))
    list(typed(data))


@FEW
@given(framed(b"\x1c\2\x50\0\5", b"\x1c\2\x50\xff\xff", b""))
def test_iptc(data: bytes) -> None:
    assert all(isinstance(value, bytes) for _, _, value in records(data))


@FEW
@given(BYTES)
def test_lzo(data: bytes) -> None:
    with suppress(Torn):
        assert len(unpacked(data, 4096)) <= 4096


@FEW
@given(BYTES | TEXT.map(str.encode) | TEXT.map(lambda text: f"<a>{text}</a>".encode()))
def test_xml(data: bytes) -> None:
    root, fault = parsed(data)
    assert root is not None or fault
    list(packets(data))


@FEW
@given(TEXT | st.from_regex(r"(<[ab/]{1,2}( x='1')?/?>|\"|\| #){0,30}"))
def test_tags_and_histories(text: str) -> None:
    list(tags(text))
    list(history(text))


@FEW
@given(TEXT | st.from_regex(r"\d{4}[-:]\d\d[-:]\d\d[T ]\d\d:\d\d(:\d\d)?([+-]\d\d:?\d\d|Z)?"))
def test_times(text: str) -> None:
    stamp = iso(text)
    assert text == stamp.text
    assert stamp.offset is None or stamp.zone_from == "stated"
    naive(text)


@FEW
@given(BYTES)
def test_records_of_a_hangul_document(data: bytes) -> None:
    for tag, body in hwp.records(data):
        assert 0 <= tag < 1024
        assert isinstance(hwp.paragraph(body), str)


@FEW
@given(framed(b"PLIM\x47\0\0\0", b"PLIM\5\5", b"MILP\x47\0"))
def test_vector_levels(data: bytes) -> None:
    assert read(pli, data).anything()


@FEW
@given(framed(b"TLV14B1a" + bytes(40), b"TLV15B1a" + bytes(40), b"TLV10B1a"))
def test_raster_levels(data: bytes) -> None:
    assert read(tlv, data).anything()


@FEW
@given(framed(bytes.fromhex("3384780ebc4011d7") + bytes(16), bytes.fromhex("3384780ebc4011d785af")))
def test_projects_of_tvpaint(data: bytes) -> None:
    read(tvpp, data)


@FEW
@given(framed(b"\x76\x2f\x31\x01\2\0\0\0", b"\x76\x2f\x31\x01\2\x10\0\0owner\0string\0"))
def test_headers_of_pictures(data: bytes) -> None:
    read(exr, data)


@FEW
@given(
    framed(
        b"\xff\xd8\xff\xe1\0\x20Exif\0\0II*\0",
        b"\xff\xd8\xff\xed\0\x40Photoshop 3.0\0",
        b"\xff\xd8\xff",
    )
)
def test_segments(data: bytes) -> None:
    list(jpeg.segments(data))
    read(jpeg, data)


@FEW
@given(
    framed(
        b"\x89PNG\r\n\x1a\n\0\0\0\x08tEXt", b"\x89PNG\r\n\x1a\n\0\0\0\x10iTXt", b"\x89PNG\r\n\x1a\n"
    )
)
def test_png_chunks(data: bytes) -> None:
    list(png.chunks(data))
    read(png, data)
