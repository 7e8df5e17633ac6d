"""What each sample says, for people to read: who, with what, when, in which zone, and the names.

The expected files beside the samples hold every item with its place; here stands what an
investigator would look for first.
"""

from __future__ import annotations

import pytest

from celtrace import registry
from files.reading import read
from samples import files_drawings, files_edits, files_pictures

SAMPLES = {
    format_: make()
    for made in (files_drawings, files_edits, files_pictures)
    for format_, files in made.SAMPLES.items()
    for make in files.values()
}
SAYS: dict[str, dict[str, list[str]]] = {
    "kra": {
        "author": ["Lan Wei"],
        "organisation": ["Blue Heron"],
        "software": ["Krita 5.1.5"],
        "user": ["lan.wei"],
        "zone": ["+510"],
        "layer": ["線画", "bg"],
    },
    "ora": {
        "zone": ["+510"],
        "layer": ["A", "線画", "bg"],
    },
    "psd": {
        "software": [
            "Adobe Photoshop CC 2015 (Windows)",
            "Adobe Photoshop",
            "Adobe Photoshop CC 2015",
        ],
        "zone": ["+510"],
        "author": ["Lan Wei"],
        "user": ["lan.wei"],
        "machine": ["PRINT-01"],
        "font": ["ChollimaM"],
        "layer": ["第5話 c012", "修正", "선 굵기 확인", "線画 A"],
    },
    "tvpp": {
        "author": ["lan wei", "lan wei ANIM-07"],
        "software": ["TVP Animation 11 (11.5)", "TVP Animation 11 (11.5.3)"],
        "user": ["lan.wei", "han.seo"],
        "machine": ["ANIM-07", "CHECK-02"],
        "layer": ["genga A"],
    },
    "tnz": {
        "software": ["OpenToonz 1.2.0"],
        "user": ["lan.wei", "han.seo"],
        "machine": ["NAS-2", "ANIM-07", "CHECK-02"],
        "layer": ["A_genga"],
    },
    "tpl": {},
    "pli": {
        "software": ["OpenToonz 1.2.0 CM(f1)"],
        "user": ["lan.wei", "han.seo"],
        "machine": ["ANIM-07", "CHECK-02"],
    },
    "tlv": {
        "software": ["OpenToonz 1.2.0 CM(f1)"],
    },
    "xstage": {
        "software": [
            "Harmony Premium (HarmonyPremium) version 21.0.3 build 18334 2022-04-14 02:31:36"
        ],
        "user": ["lan.wei"],
        "layer": ["主角_A", "hero_A"],
    },
    "clip": {
        "production": ["푸른 왜가리"],
        "author": ["란웨이"],
        "font": ["Tahoma", "ChollimaPen"],
        "user": ["lan.wei"],
        "layer": ["線画", "台詞", "돌아봐"],
    },
    "aep": {
        "software": ["Adobe After Effects 16.0.0", "Adobe After Effects CC 2015 (Windows)"],
        "font": ["ChollimaM"],
        "user": ["lan.wei"],
        "machine": ["NAS-2"],
        "zone": ["+510"],
        "author": ["Lan Wei"],
        "layer": ["线画"],
    },
    "blend": {
        "software": ["Blender 2.93"],
        "user": ["lan.wei"],
        "layer": ["pencil"],
    },
    "otio": {
        "software": ["Editor"],
        "author": ["Lan Wei"],
        "cut": ["R5"],
        "user": ["lan.wei"],
    },
    "edl": {
        "cut": ["R5_C012"],
        "machine": ["NAS-2"],
    },
    "fcpxml": {
        "software": ["FCPXML 1.8"],
        "user": ["lan.wei"],
        "zone": ["+510"],
    },
    "xdts": {
        "cut": ["12", "5"],
        "sheet": ["sheet1"],
        "layer": ["A", "B", "S1"],
    },
    "tdts": {
        "cut": ["12", "5"],
        "production": ["05"],
        "author": ["Lan Wei"],
        "sheet": ["sheet1"],
        "layer": ["A", "B", "S1"],
    },
    "aaf": {
        "machine": ["NAS-2"],
        "user": ["lan.wei"],
        "organisation": ["Avid Technology, Inc."],
        "software": ["Avid Media Composer 18.5"],
    },
    "hwp": {
        "author": ["김란"],
        "last_editor": ["han.seo"],
        "software": ["Hancom Hwp 9, 1, 1, 3083 WIN32LEWindows_7"],
        "zone": ["+510"],
        "font": ["천리마체"],
        "user": ["lan.wei"],
        "body": ["c012 선을 부드럽게 하시오\t끝"],
    },
    "png": {
        "software": ["CLIP STUDIO PAINT", "RETAS STUDIO", "Adobe Photoshop CC 2015 (Windows)"],
        "author": ["란 웨이", "Lan Wei"],
        "zone": ["+510"],
        "machine": ["ANIM-07"],
        "user": ["lan.wei"],
    },
    "jpeg": {
        "software": ["RETAS STUDIO", "Adobe Photoshop CC 2015 (Windows)"],
        "zone": ["+510"],
        "author": ["Lan Wei"],
        "machine": ["ANIM-07"],
        "user": ["lan.wei"],
    },
    "tiff": {
        "software": ["RETAS STUDIO"],
        "zone": ["+510"],
        "author": ["Lan Wei"],
        "machine": ["ANIM-07"],
    },
    "webp": {
        "software": ["RETAS STUDIO", "Adobe Photoshop CC 2015 (Windows)"],
        "zone": ["+510"],
        "author": ["Lan Wei"],
        "machine": ["ANIM-07"],
        "user": ["lan.wei"],
    },
    "tga": {
        "author": ["Lan Wei"],
        "production": ["EP05"],
        "software": ["PaintMan"],
    },
    "exr": {
        "organisation": ["Blue Heron Animation"],
        "zone": ["+510"],
        "machine": ["ANIM-07"],
        "user": ["lan.wei"],
        "layer": ["B", "G", "R", "shadow"],
    },
    "mov": {
        "cut": ["R5_C012"],
        "author": ["Lan Wei"],
        "software": ["Final Cut Pro", "Adobe Photoshop CC 2015 (Windows)"],
        "zone": ["+510"],
        "user": ["lan.wei"],
    },
    "mp4": {
        "cut": ["R5_C012"],
        "software": ["Lavf58.76.100"],
    },
    "heic": {
        "software": ["RETAS STUDIO", "Adobe Photoshop CC 2015 (Windows)"],
        "zone": ["+510"],
        "author": ["Lan Wei"],
        "machine": ["ANIM-07"],
        "user": ["lan.wei"],
    },
    "jp2": {
        "software": ["Adobe Photoshop CC 2015 (Windows)", "Kakadu-v6.4.1"],
        "zone": ["+510"],
        "author": ["Lan Wei"],
        "user": ["lan.wei"],
    },
    "avi": {
        "author": ["Lan Wei"],
        "software": ["TVPaint", "Adobe Photoshop CC 2015 (Windows)"],
        "zone": ["+510"],
        "user": ["lan.wei"],
    },
    "mkv": {
        "software": ["mkvmerge v58"],
        "author": ["Lan Wei"],
    },
}


@pytest.mark.parametrize("format_", sorted(SAYS))
def test_the_sample_says(format_: str) -> None:
    reader = next(one for one in registry.readers("files") if format_ == one.FORMAT)
    found = read(reader, SAMPLES[format_])
    told = {name: list(dict.fromkeys(found.values(name))) for name in SAYS[format_]}
    for role in ("layer", "sheet", "body"):
        told |= {role: found.texts(role)} if role in SAYS[format_] else {}
    zones = [f"{one.offset:+d}" for one in found.traits if one.offset is not None]
    told |= {"zone": list(dict.fromkeys(zones))} if zones else {}
    assert SAYS[format_] == told


def test_every_sample_is_spelled_out() -> None:
    assert set(SAMPLES) == set(SAYS)
