"""Sections of the work and its files (contract version 1)."""

from __future__ import annotations

from celtrace.dossier.schema import FROM_UNTIL, ID, WHO, Field, Section, ref, words
from celtrace.records import (
    Credit,
    Day,
    Delivery,
    Episode,
    Found,
    Lot,
    Match,
    Place,
    Production,
    Reference,
    Text,
    Visit,
)

_VISIT = (
    Field("kind"),
    Field("country", "country"),
    Field("city"),
    Field("addresses", "int"),
    Field("sessions", "int"),
)
_PLACE = (Field("ip", "ip"), *words("url", "operator"))
ACCESS = (Field("path", "path", required=True), Field("format"))
"""The other form of `found.access`: a log."""

SECTIONS = (
    Section(
        "productions",
        Production,
        (
            ID,
            Field("title", required=True),
            Field("aka", many=True),
            Field("episodes", "shape", many=True, made=Episode,
                  shape=(Field("id", required=True), Field("cuts", "int"),
                         Field("fps", "decimal"))),
            Field("released", "date"),
        ),
    ),
    Section(
        "lots",
        Lot,
        (
            ID,
            ref("production", "productions"),
            Field("cuts"),
            ref("assigned_to", *WHO),
            ref("contract", "contracts"),
            *FROM_UNTIL,
            ref("disclosed_subs", *WHO, many=True),
        ),
    ),
    Section(
        "reference",
        Reference,
        (
            ID,
            Field("path", "path", required=True),
            ref("production", "productions"),
            Field("episode"),
            Field("cut", "cut"),
            Field("pattern", "cut"),
            Field("kind", "enum", to="form",
                  choices=("finished", "line", "model-sheet", "storyboard")),
            Field("unreleased", "bool"),
        ),
        not_both=(("cut", "pattern"),),
    ),
    Section(
        "credits",
        Credit,
        (
            ID,
            ref("production", "productions"),
            ref("party", *WHO),
            *words("name", "role", "text"),
            Field("year", "years"),
            Field("until", "date"),
        ),
        one_of=(("party", "name"),),
    ),
    Section(
        "deliveries",
        Delivery,
        (
            ID,
            Field("path", "path"),
            Field("units", "decimal"),
            Field("unit", "unit"),
            ref("party", *WHO),
            ref("contract", "contracts"),
            ref("lot", "lots"),
            *FROM_UNTIL,
            Field("working_days", "int"),
        ),
        one_of=(("path", "units"),),
    ),
    Section(
        "found",
        Found,
        (
            ID,
            Field("path", "path"),
            Field("manifest", "path"),
            Field("place", "shape", shape=_PLACE, made=Place),
            Field("collected", "instant"),
            Field("collected_by"),
            Field("batches"),
            Field("access", "shape", many=True, to="visits", shape=_VISIT, made=Visit),
        ),
    ),
    Section(
        "matches",
        Match,
        (
            ID,
            Field("file", required=True),
            Field("cut", required=True),
            Field("score", "decimal"),
            Field("reviewer", "enum", choices=("confirmed", "rejected", "open")),
            Field("proof", "enum", choices=("bytes", "geometry")),
            *words("picture", "sheet", "layers"),
        ),
    ),
    Section(
        "texts",
        Text,
        (
            ID,
            *words("of", "language"),
            Field("text", required=True),
            ref("translation_of", "texts"),
        ),
    ),
    Section(
        "calendar",
        Day,
        (
            ID,
            ref("party", *WHO, required=True),
            Field("date", "date", required=True),
            Field("worked", "bool", required=True),
        ),
    ),
)  # fmt: skip
