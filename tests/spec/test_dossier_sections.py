"""The dossier page, section by section and key by key (specification: the dossier)."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from celtrace.cases import intake
from celtrace.errors import DossierInvalid, Exit, Fault
from celtrace.settings import Settings
from spec.scenes import US, Stage, csv, dumped, plain, xlsx
from spec.whole import FILES, KEYS, WHOLE

ROOMY = "dossier: 1\ntitle: The whole\nus: us\nas_of: 2024-05-01\ntimezone: Asia/Shanghai\n"
Encode = Callable[[list[dict[str, Any]]], bytes]
FORMS: dict[str, Encode] = {
    "csv": csv,
    "xlsx": xlsx,
    "json": lambda rows: json.dumps(rows, ensure_ascii=False).encode(),
    "jsonl": lambda rows: "\n".join(json.dumps(r, ensure_ascii=False) for r in rows).encode(),
}
SEMICOLONS: Encode = lambda rows: csv(rows, ";").decode().encode("utf-8-sig")  # noqa: E731 - a form


PARSED = plain(WHOLE)


def body() -> dict[str, list[dict[str, Any]]]:
    """A fresh copy of the whole body."""
    return copy.deepcopy(PARSED)


def taken(folder: Path) -> str:
    """The digest over what was taken in; DossierInvalid if the dossier breaks its contract."""
    return intake.read(folder, Settings(home=folder, case=folder)).dossier.digest


def faults(stage: Stage, text: str, files: Mapping[str, bytes | str] | None = None) -> list[Fault]:
    """The faults of a dossier that is refused with exit 10."""
    answer = stage.review(text, "--json", files=files)
    assert Exit.DOSSIER == answer.code, answer.err
    found = [Fault(**one) for one in answer.document["faults"]]
    for one in found:
        assert str(one) in answer.err
    return found


def keys(found: list[Fault]) -> set[tuple[str, str, str]]:
    """File, place and key of each, the key without its section."""
    return {(one.source, one.place, one.key.partition(".")[2] or one.key) for one in found}


# --- every key ---------------------------------------------------------------------------


def test_the_body_used_here_has_every_section_and_key_of_the_page() -> None:
    held = {name: {key for item in items for key in item} for name, items in body().items()}
    assert {name: set(words.split()) for name, words in KEYS.items()} == held


def test_a_dossier_with_every_key_is_reviewed(stage: Stage) -> None:
    answer = stage.review(ROOMY + WHOLE, files=FILES)
    assert answer.code in (0, 3, 4), answer.err


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with the whole dossier, and its digest."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "dossier.yaml").write_text(ROOMY + WHOLE, encoding="utf-8")
    return folder, taken(folder)


def without() -> Iterator[tuple[str, int, str]]:
    """Each key of each item."""
    for name, items in body().items():
        for number, item in enumerate(items):
            yield from ((name, number, key) for key in item)


DEFAULTS = {("parties", "kind"), ("ownership", "kind"), ("ownership", "max_exclusive"),
            ("logins", "result")}  # fmt: skip
"""Keys whose value in the body is what goes without saying."""


def test_no_key_is_dropped_silently(whole: tuple[Path, str], tmp_path: Path) -> None:
    """'Nothing is dropped silently': without any one key, something else is taken in."""
    _, digest = whole
    same = []
    for name, number, key in without():
        if (name, key) == ("parties", "id"):
            continue
        changed = body()
        del changed[name][number][key]
        (tmp_path / "dossier.yaml").write_text(ROOMY + dumped(changed), encoding="utf-8")
        try:
            found = taken(tmp_path)
        except DossierInvalid as refused:
            found = str(refused.faults)
        if found == digest:
            same.append((name, key, changed[name][number].get(key)))
    assert set() == {(name, key) for name, key, _ in same} - DEFAULTS


@pytest.mark.parametrize("form", [*FORMS, "csv;"])
def test_a_section_given_as_a_file_says_the_same_as_inline(
    whole: tuple[Path, str], tmp_path: Path, form: str
) -> None:
    """'Each section is a list of mappings, or {from: FILE}'."""
    encode = FORMS.get(form, SEMICOLONS)
    ending = form.rstrip(";")
    sections = {}
    for name, items in body().items():
        (tmp_path / f"{name}.{ending}").write_bytes(encode(items))
        sections[name] = {"from": f"{name}.{ending}"}
    (tmp_path / "dossier.yaml").write_text(ROOMY + dumped(sections), encoding="utf-8")
    assert whole[1] == taken(tmp_path)


def test_a_list_of_items_and_files_mixed_says_the_same(
    whole: tuple[Path, str], tmp_path: Path
) -> None:
    """'Or a list of both mixed'."""
    forms = list(FORMS.items())
    sections: dict[str, list[Any]] = {}
    for place, (name, items) in enumerate(body().items()):
        ending, encode = forms[place % len(forms)]
        (tmp_path / f"{name}.{ending}").write_bytes(encode(items[1:] or items))
        first = items[:1] if items[1:] else []
        sections[name] = [*first, {"from": f"{name}.{ending}"}]
    (tmp_path / "dossier.yaml").write_text(ROOMY + dumped(sections), encoding="utf-8")
    assert whole[1] == taken(tmp_path)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_columns_map_our_names_to_their_headers(
    whole: tuple[Path, str], tmp_path: Path, form: str
) -> None:
    sections: dict[str, Any] = {}
    for name, items in body().items():
        theirs = {key: f"Spalte {n}" for n, key in enumerate(KEYS[name].split(), 1)}
        rows = [{theirs[key]: value for key, value in item.items()} for item in items]
        (tmp_path / f"{name}.{form}").write_bytes(FORMS[form](rows))
        used = {key: theirs[key] for item in items for key in item}
        sections[name] = {"from": f"{name}.{form}", "columns": used}
    (tmp_path / "dossier.yaml").write_text(ROOMY + dumped(sections), encoding="utf-8")
    assert whole[1] == taken(tmp_path)


def test_a_sheet_is_chosen_by_name(stage: Stage) -> None:
    book = xlsx([{"id": "us", "name": "Our Studio"}], "Vendors 2024")
    assert 0 == stage.review("parties: {from: v.xlsx, sheet: Vendors 2024}\n",
                             files={"v.xlsx": book}).code  # fmt: skip
    [fault] = faults(stage, "us:\nparties: {from: v.xlsx, sheet: Other}\n".replace("us:\n", ""),
                     {"v.xlsx": book})[:1]  # fmt: skip
    assert ("dossier.yaml", "line 5", "parties.sheet") == (fault.source, fault.place, fault.key)


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("Vendor", "name"), ("Company name", "name"), ("COMPANY NAME", "name"),
        ("  company   Name ", "name"), ("Vendor ID", "id"), ("Country", "country"),
        ("E-Mail", "emails"), ("Head count", "heads"),
    ],
)  # fmt: skip
def test_the_usual_synonyms_are_forgiven_and_the_report_says_how(
    stage: Stage, header: str, key: str
) -> None:
    """'Headers are matched by name (case, spaces and the usual synonyms are forgiven)'."""
    row = {"id": "v", "name": "River", "country": "CN", "emails": "a@b.example", "heads": "4"}
    rows = [{header if own == key else own: value for own, value in row.items()}]
    inline = stage.dossier(f"parties: [{US[2:]}, {json.dumps(row)}]\n")
    folder = stage.dossier(f"parties: [{US[2:]}, {{from: v.csv}}]\n", {"v.csv": csv(rows)})
    assert taken(inline) == taken(folder)


def test_the_report_says_how_each_header_was_read(stage: Stage) -> None:
    rows = [{"Company name": "River", "Vendor ID": "v", "Shoe size": "9"}]
    answer = stage.review(f"parties: [{US[2:]}, {{from: v.csv}}]\n", files={"v.csv": csv(rows)})
    report = (answer.left / "report.html").read_text(encoding="utf-8")
    for header in ("Company name", "Vendor ID", "Shoe size"):
        assert header in report
    [problem] = answer.lines("problems.jsonl")
    assert "v.csv" == problem["source"]
    assert "Shoe size" in problem["reason"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "gb18030"])
def test_any_common_encoding_is_read(stage: Stage, encoding: str) -> None:
    name = "河画社" if encoding == "gb18030" else "Café"
    data = (
        f"id,name,city\r\nv,{name},上海\r\n"
        if encoding == "gb18030"
        else f"id,name\r\nv,{name}\r\n"
    )
    answer = stage.review(f"parties: [{US[2:]}, {{from: v.csv}}]\n",
                          files={"v.csv": data.encode(encoding)})  # fmt: skip
    assert name == answer.subject("party:v")["name"]


# --- faults --------------------------------------------------------------------------------

WRONG = {
    "parties": {"kind": "club", "country": "Atlantis", "heads": "many", "born": "soon",
                "nationality": "Atlantean", "listed_as": "9001", "not_listed_as": "9001",
                "co_occupants": "few", "since": "spring", "until": "2024-13-01"},
    "contracts": {"date": "03/04/21", "until": "x", "may_subcontract": "maybe",
                  "disclosed": "later", "vpn_allowed": "perhaps", "amount": "much",
                  "currency": "Dollar", "assignments": "h"},
    "ownership": {"percent": "half", "min": "few", "max": "most", "min_exclusive": "so",
                  "max_exclusive": "so", "kind": "love", "since": "x", "until": "x"},
    "roles": {"since": "x", "until": "x"},
    "invoices": {"amount": "x", "currency": "XXY", "date": "x"},
    "payments": {"amount": "x", "currency": "x", "date": "x", "bank_country": "Atlantis",
                 "correspondent_country": "Atlantis"},
    "prices": {"low": "x", "high": "x", "currency": "x"},
    "quotes": {"price": "x"},
    "norms": {"unit": "furlong", "per_head_per_day": "x"},
    "staff_lists": {"status": "lost", "people": "x", "asked": "x", "received": "x",
                    "live_checks": "x", "payroll_months": "x"},
    "workers": {"claimed_country": "Atlantis", "claimed_timezone": "Mars/Base", "passkeys": "k",
                "documents": "d"},
    "checks": {"measure": "X1", "result": "lost", "when": "x", "evidence": "../secret"},
    "travel_notices": {"from": "x", "until": "x"},
    "devices": {"shipped_to": "Atlantis", "managed": "so"},
    "logs": {"path": "/etc/passwd", "timezone": "Mars/Base", "year": "last"},
    "logins": {"time": "x", "ip": "300.1.1.1", "result": "maybe"},
    "networks": {"cidr": "192.0.2.1/24", "kind": "moon", "country": "Atlantis", "valid_from": "x",
                 "valid_to": "x"},
    "productions": {"episodes": "all", "released": "x"},
    "lots": {"from": "x", "until": "x"},
    "reference": {"path": "../ours", "kind": "sculpture", "unreleased": "so"},
    "credits": {"year": "x", "until": "x"},
    "deliveries": {"units": "x", "from": "x", "until": "x", "working_days": "x"},
    "found": {"path": "/found", "collected": "x", "place": "there", "access": "somebody"},
    "matches": {"score": "x", "reviewer": "maybe"},
    "calendar": {"date": "x", "worked": "so"},
    "claims": {"status": "proven", "date": "x"},
    "links": {"by": "magic", "count": "x"},
}  # fmt: skip
"""Section to key to a value of the wrong type."""
IDS = {
    "contracts": "from to parent payee", "ownership": "owner asset", "roles": "person party",
    "invoices": "issuer payer payee contract", "payments": "payer payee contract invoice",
    "quotes": "party contract", "staff_lists": "party", "workers": "party", "checks": "subject",
    "travel_notices": "worker", "accounts": "party worker", "devices": "issued_to",
    "lots": "production assigned_to contract disclosed_subs", "reference": "production",
    "credits": "production party", "deliveries": "party contract lot", "texts": "translation_of",
    "calendar": "party", "links": "a b",
}  # fmt: skip
"""Section to keys that name ids."""


def spoiled(change: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The whole body, the last item of each section with some values changed."""
    made = body()
    for name, values in change.items():
        made[name][-1] |= values
    return made


def first_spoiled(change: Mapping[str, Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The whole body, the fullest item of each section with some values changed."""
    made = body()
    for name, values in change.items():
        fullest = max(made[name], key=len)
        fullest |= values
    return made


def line_of(text: str, section: str, key: str, value: str) -> set[str]:
    """Places in the YAML where a key of a section stands with a value."""
    found, here = set(), ""
    for number, line in enumerate(text.splitlines(), 1):
        if line and line[0] not in " -":
            here = line.split(":")[0]
        bare = line.strip().removeprefix("- ")
        if here == section and bare.startswith(f"{key}:") and value in bare:
            found.add(f"line {number}")
    return found


def test_every_wrong_type_is_named_with_line_and_key_in_one_pass(stage: Stage) -> None:
    """'Unknown keys, wrong types and dangling ids are errors that name file, line and key'."""
    text = ROOMY + dumped(first_spoiled(WRONG))
    found = keys(faults(stage, text, FILES))
    missing = [
        (name, key)
        for name, values in WRONG.items()
        for key, value in values.items()
        if not any(("dossier.yaml", place, key) in found
                   for place in line_of(text, name, key, str(value)))
    ]  # fmt: skip
    assert [] == missing


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_wrong_type_in_a_table_is_named_with_file_and_cell(stage: Stage, form: str) -> None:
    files: dict[str, bytes | str] = dict(FILES)
    sections = {}
    for name, items in first_spoiled(WRONG).items():
        files[f"{name}.{form}"] = FORMS[form](items)
        sections[name] = {"from": f"{name}.{form}"}
    found = faults(stage, ROOMY + dumped(sections), files)
    places = {(one.source, one.key.rpartition(".")[2]): one.place for one in found}
    missing = [(name, key) for name, values in WRONG.items() for key in values
               if (f"{name}.{form}", key) not in places]  # fmt: skip
    assert [] == missing
    marks = {"csv": "line ", "xlsx": "Sheet1!"}
    assert {marks[form]} == {place[: len(marks[form])] for (source, _), place in places.items()
                             if source.endswith(form)}  # fmt: skip


def test_every_unknown_key_is_named_in_one_pass(stage: Stage) -> None:
    made = body()
    for items in made.values():
        items[0]["nonsense"] = "1"
    text = ROOMY + "nonsense: 1\n" + dumped(made)
    found = faults(stage, text, FILES)
    assert {f"line {n}" for n, line in enumerate(text.splitlines(), 1) if "nonsense" in line} == {
        one.place for one in found if one.key.rpartition(".")[2] == "nonsense"
    }


def test_unknown_keys_inside_a_value_are_named(stage: Stage) -> None:
    made = body()
    made["contracts"][0]["assignments"][0]["nonsense"] = "1"
    made["parties"][1]["listed_as"][0]["nonsense"] = "1"
    made["workers"][0]["passkeys"][0]["nonsense"] = "1"
    made["workers"][0]["documents"][0]["nonsense"] = "1"
    made["productions"][0]["episodes"][0]["nonsense"] = "1"
    made["found"][0]["place"]["nonsense"] = "1"
    made["found"][0]["access"][0]["nonsense"] = "1"
    found = faults(stage, ROOMY + dumped(made), FILES)
    assert {"assignments", "listed_as", "passkeys", "documents", "episodes", "place",
            "access"} == {one.key.split(".")[1] for one in found}  # fmt: skip


def test_every_dangling_id_is_named_in_one_pass(stage: Stage) -> None:
    change = {name: dict.fromkeys(words.split(), "ghost") for name, words in IDS.items()}
    text = ROOMY + dumped(spoiled(change))
    found = keys(faults(stage, text, FILES))
    missing = [(name, key) for name, words in IDS.items() for key in words.split()
               if not any(("dossier.yaml", place, key) in found
                          for place in line_of(text, name, key, "ghost"))]  # fmt: skip
    assert [] == missing


def test_dangling_ids_of_a_table_are_named_by_cell(stage: Stage) -> None:
    rows = [{"payer": "us", "payee": "ghost", "amount": "1", "currency": "USD"}]
    [fault] = faults(stage, f"parties: [{US[2:]}]\npayments: {{from: p.xlsx}}\n",
                     {"p.xlsx": xlsx(rows)})  # fmt: skip
    assert ("p.xlsx", "Sheet1!B2", "payments.payee") == (fault.source, fault.place, fault.key)
    assert "ghost" in fault.problem


@pytest.mark.parametrize(
    ("first", "second"),
    [("parties", "parties"), ("parties", "contracts"), ("workers", "parties"), ("lots", "claims")],
)
def test_an_id_given_twice_is_named(stage: Stage, first: str, second: str) -> None:
    """'Ids are strings, free, unique over the dossier'."""
    made = body()
    one = next(item for item in reversed(made[first]) if "id" in item)
    other = {**next(item for item in made[second] if "id" in item), "id": one["id"]}
    made[second].append(other)
    found = faults(stage, ROOMY + dumped(made), FILES)
    assert [fault for fault in found if one["id"] in fault.problem], found


def test_required_keys_that_are_missing_are_named(stage: Stage) -> None:
    lines = (
        "parties: [{id: v}]\ncontracts: [{id: c}]\nownership: [{percent: 5}]\nlinks: [{count: 1}]\n"
    )
    found = faults(stage, f"dossier: 1\n{lines}")
    assert {"name", "from", "to", "owner", "asset", "a", "b", "by", "value"} == {
        one.key.partition(".")[2] for one in found
    }


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("title: x\n", "dossier"), ("dossier: 2\n", "dossier"), ("dossier: 1\nus: ghost\n", "us"),
        ("dossier: 1\nas_of: soon\n", "as_of"), ("dossier: 1\ntimezone: Mars/Base\n", "timezone"),
        ("dossier: 1\nregimes: [MARS]\n", "regimes"), ("dossier: 1\nwho: me\n", "who"),
        ("dossier: 1\nlists: [{list: us_ofac_sdn, snapshot: soon}]\n", "lists.snapshot"),
        ("dossier: 1\nparties: 7\n", "parties"),
    ],
)  # fmt: skip
def test_a_wrong_head_is_named(stage: Stage, head: str, key: str) -> None:
    folder = stage.dossier("dossier: 1\n")
    (folder / "dossier.yaml").write_text(head, encoding="utf-8")
    answer = stage.again(folder, "--json")
    assert Exit.DOSSIER == answer.code, answer.err
    assert key in [one["key"] for one in answer.document["faults"]]
    assert "dossier.yaml" in answer.err


# --- forms of values -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("country: CN", "country: China"), ("country: US", "country: United States"),
        ("nationality: KR", "nationality: Republic of Korea"), ("heads: 12", 'heads: "12"'),
        ("since: 2020-01-02", 'since: "2020-01-02"'), ("emails: [a@b.c]", "emails: a@b.c"),
        ("kind: company", "kind: Company"),
    ],
)  # fmt: skip
def test_two_ways_to_write_one_value(stage: Stage, one: str, other: str) -> None:
    first, second = (stage.dossier(f"parties: [{US[2:]}, {{id: v, name: V, {said}}}]\n")
                     for said in (one, other))  # fmt: skip
    assert taken(first) == taken(second)


@pytest.mark.parametrize(
    ("day", "zone", "range_"),
    [("2023-02-01", "Asia/Tokyo", "2023-01-31"), ("2023-02-01", "UTC", "2023-02-01")],
)
def test_a_time_without_zone_is_of_the_timezone_of_the_dossier(
    stage: Stage, day: str, zone: str, range_: str
) -> None:
    """'A date without time is a whole day in `timezone` (IANA name, default UTC)'."""
    answer = stage.review(
        f"timezone: {zone}\nparties: [{US[2:]}]\naccounts: [{{id: a, party: us}}]\n"
        f"logins: [{{account: a, time: '{day}T01:00:00', ip: 175.45.176.9, result: success}}]\n"
    )
    [finding] = answer.found("dprk_range")
    assert range_ == finding["values"]["first"]


def test_a_date_that_can_be_read_in_two_ways_is_asked_about(stage: Stage) -> None:
    rows = [{"payer": "us", "payee": "us", "amount": "1", "currency": "USD", "date": "03/04/21"}]
    [fault] = faults(stage, f"parties: [{US[2:]}]\npayments: {{from: p.csv}}\n",
                     {"p.csv": csv(rows)})  # fmt: skip
    assert ("p.csv", "payments.date") == (fault.source, fault.key)


def test_percentages_and_money_are_exact(stage: Stage) -> None:
    """'Percentages are exact decimals, never floats'."""
    answer = stage.review(
        f"""parties:
  {US}
  - {{id: a, name: A, listed_as: [{{list: us_ofac_sdn, row: "9001"}}]}}
  - {{id: b, name: B, listed_as: [{{list: us_ofac_sdn, row: "9002"}}]}}
  - {{id: c, name: C}}
ownership:
  - {{owner: a, asset: c, percent: 16.6666666666666666667}}
  - {{owner: b, asset: c, percent: 33.3333333333333333333}}
contracts: [{{id: k, from: us, to: c}}]
payments:
  - {{payer: us, payee: c, amount: 0.1, currency: USD, contract: k}}
  - {{payer: us, payee: c, amount: 0.2, currency: USD, contract: k}}
"""
    )
    assert "by-50-percent-rule" == answer.status("c")
    assert Decimal("0.3") == Decimal(answer.assessment["totals"]["payments"][0]["amount"])


def test_an_absent_section_means_that_nothing_is_known(stage: Stage) -> None:
    """'A section that is absent means "nothing is known", never "there is nothing"'."""
    answer = stage.review(f"parties: [{US[2:]}]\n")
    ran = {one["rule"]: one for one in answer.lines("ran.jsonl")}
    for rule in ("payee_not_contractor", "dprk_range", "half_owned", "staff_list_refused"):
        assert 0 == ran[rule]["looked_at"]
        assert ran[rule]["skipped_because"]


@pytest.mark.parametrize("path", ["../x.csv", "/etc/passwd", "a/../../x.csv", "~/x.csv"])
def test_a_path_out_of_the_folder_is_refused(stage: Stage, path: str) -> None:
    (stage.folder / "x.csv").write_text("id,name\nv,V\n", encoding="utf-8")
    [fault] = faults(stage, f"dossier: 1\nparties: {{from: {path}}}\n")
    assert "parties.from" == fault.key


def test_a_link_out_of_the_folder_is_refused(stage: Stage) -> None:
    (stage.folder / "outside.csv").write_text("id,name\nv,V\n", encoding="utf-8")
    folder = stage.dossier("dossier: 1\nparties: {from: link.csv}\n")
    (folder / "link.csv").symlink_to(stage.folder / "outside.csv")
    assert Exit.DOSSIER == stage.again(folder).code


def test_tags_and_bombs_are_refused(stage: Stage) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for last, name in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{name}: &{name} [{','.join(f'*{last}' for _ in range(9))}]\n"
    for text in (
        "dossier: 1\ntitle: !!python/object/apply:os.system [ls]\n",
        f"dossier: 1\n{bomb}",
    ):
        assert Exit.DOSSIER == stage.review(text).code
