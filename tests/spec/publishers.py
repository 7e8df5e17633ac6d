"""List files in the publishers' own forms, large enough to be plausible; all rows are invented."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from spec.scenes import USCC

EMPTY = "-0- "
FIRST = 700_001
HERON = "GREY HERON PICTURES CO., LTD."
REMARK = f"Unified Social Credit Code (USCC) {USCC} (China); Linked To: REED STUDIO."


def name(uid: int) -> str:
    """The invented name of a row."""
    return HERON if uid == FIRST else f"PLACEHOLDER {uid} WORKS"


def sdn_rows(uids: Iterable[int]) -> list[str]:
    """Lines of the primary names of OFAC's comma-separated form."""
    blanks = ",".join([EMPTY] * 7)
    return [
        f'{uid},"{name(uid)}",{EMPTY},"DPRK3",{blanks},'
        f'"{REMARK if uid == FIRST else f"Registration Number {uid} (China)."}"'
        for uid in uids
    ]


def csv_bytes(lines: Iterable[str]) -> bytes:
    """Lines as the publisher ends them: CRLF, and a control-Z at the end."""
    return "".join(f"{line}\r\n" for line in lines).encode() + b"\x1a\r\n"


def ofac(folder: Path, uids: Sequence[int], prefix: str = "sdn") -> Path:
    """The three files of an OFAC list that belong together."""
    first, start = ("sdn.csv", "") if prefix == "sdn" else ("cons_prim.csv", "cons_")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / first).write_bytes(csv_bytes(sdn_rows(uids)))
    aliases = [f'{uid},{uid},"aka","ALIAS OF {uid}",{EMPTY}' for uid in uids]
    (folder / f"{start}alt.csv").write_bytes(csv_bytes(aliases))
    places = [f'{uid},{uid},"1 Reed Street","Qingpu","China",{EMPTY}' for uid in uids]
    (folder / f"{start}add.csv").write_bytes(csv_bytes(places))
    return folder


def sdn_xml(day: str, uids: Sequence[int]) -> bytes:
    """OFAC's classic XML; `day` as MM/DD/YYYY."""
    entries = "".join(
        f"<sdnEntry><uid>{uid}</uid><lastName>{name(uid)}</lastName><sdnType>Entity</sdnType>"
        "<programList><program>DPRK3</program></programList>"
        f"<akaList><aka><uid>1{uid}</uid><type>a.k.a.</type><category>strong</category>"
        f"<lastName>ALIAS OF {uid}</lastName></aka></akaList>"
        f"<idList><id><uid>2{uid}</uid><idType>Registration Number</idType>"
        f"<idNumber>{uid}</idNumber></id></idList><addressList><address><uid>3{uid}</uid>"
        "<city>Qingpu</city><country>China</country></address></addressList></sdnEntry>\n"
        for uid in uids
    )
    return (
        '<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="http://tempuri.org/sdnList.xsd">'
        f"<publshInformation><Publish_Date>{day}</Publish_Date><Record_Count>{len(uids)}"
        f"</Record_Count></publshInformation>\n{entries}</sdnList>\n"
    ).encode()


def history(days: Mapping[str, tuple[Sequence[int], Sequence[int]]]) -> bytes:
    """A compressed daily history: the first day whole, then what was added and taken away."""
    lines = []
    for number, (day, (added, gone)) in enumerate(days.items()):
        head = {"date": day, "commit": f"c{number}", "sha256": "0" * 64}
        rows = {"base": sdn_rows(added)} if not number else {
            "add": sdn_rows(added), "del": sdn_rows(gone)
        }  # fmt: skip
        lines.append(json.dumps(head | rows) + "\n")
    return lzma.compress("".join(lines).encode())


def un_xml(day: str, count: int) -> bytes:
    """The Security Council's XML."""
    people = "".join(
        f"<INDIVIDUAL><DATAID>{n}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>TAM</FIRST_NAME>"
        f"<SECOND_NAME>OAK {n}</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>KPi.{n:04d}</REFERENCE_NUMBER><LISTED_ON>2017-06-02</LISTED_ON>"
        f"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>EICHE {n}</ALIAS_NAME>"
        "</INDIVIDUAL_ALIAS><INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE>"
        "<DATE>1974-04-06</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>\n"
        for n in range(1, count + 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<CONSOLIDATED_LIST dateGenerated="{day}T23:00:09.067Z"><INDIVIDUALS>{people}'
        "</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>\n"
    ).encode()


def eu_xml(day: str, count: int) -> bytes:
    """The European Union's XML."""
    rows = "".join(
        f'<sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.{n}.1" '
        f'logicalId="{n}"><regulation regulationType="amendment" entryIntoForceDate="2018-03-04" '
        f'numberTitle="1/2018" programme="PRK" logicalId="1{n}"/>'
        '<subjectType code="person" classificationCode="P"/>'
        f'<nameAlias wholeName="Tam Oak {n}" function="" strong="true" nameLanguage="" '
        f'logicalId="2{n}"/><nameAlias wholeName="Eiche {n}" function="" strong="true" '
        f'nameLanguage="" logicalId="3{n}"/><birthdate circa="false" calendarType="GREGORIAN" '
        f'year="1975" city="" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="4{n}"/>'
        "</sanctionEntity>\n"
        for n in range(1, count + 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<export xmlns="http://eu.europa.ec/fpi/fsd/export" '
        f'generationDate="{day}T16:28:05.354+01:00" globalFileId="1">{rows}</export>\n'
    ).encode()


def gb_csv(day: str, count: int) -> bytes:
    """The British list as a table; `day` as DD-Mon-YYYY."""
    heads = (
        "Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name type,Regime Name,Designation Type,"
    )
    rows = "".join(
        f"04/08/2021,DPR{n:04d},{n},OAK {n},Tam,Primary Name,Democratic People's Republic of Korea,"
        "Individual,Asset freeze,29-06-2020\n"
        for n in range(1, count + 1)
    )
    return f"Report Date: {day}\n{heads}Sanctions Imposed,Date Designated\n{rows}".encode()
