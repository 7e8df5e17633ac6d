"""Writes the samples of sanctions lists: every name, number and programme is invented.

One folder for each publication, `lists/<list>/<publication>/`, with `expected.json` beside
the publications of a list: written here by hand, not by the reader.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

SAMPLES = Path(__file__).parent / "lists"
Tree = dict[str, bytes]

LONG = "Linked To: LANTERN REEL STUDIO; " + "Secondary sanctions risk: invented; " * 27
REMARKS = {
    90001: "Organization Type: Drawing of invented shows; Target Type State-Owned Enterprise; "
    "a.k.a. 'L.R.S.'.",
    90002: "DOB 06 Apr 1974; alt. DOB circa 1975; POB Port Elm; nationality Freedonia; "
    "Gender Male; Passport F000111 (China) issued 17 Jul 2021 expires 17 Jul 2031; "
    "Linked To: LANTERN REEL STUDIO.",
    90003: "Identification Number 299912345K (Singapore); Organization Established Date "
    "30 Oct 2018; Digital Currency Address - XBT 1InventedInventedInventedInvented; "
    "Linked To: LANTERN REEL STUDIO.",
    90004: f"{LONG}Unified Social Credit Code (USCC) 91000000INVENTED00 (China); "
    "Tax ID No. 7700000000 (Russia); Registration Number 1020000000000 (Russia).",
    90005: "Vessel Registration Identification IMO 9990001; Former Vessel Flag Freedonia.",
}


def _csv(*rows: str) -> bytes:
    return "".join(f"{row}\r\n" for row in (*rows, "")).removesuffix("\r\n").encode() + b"\x1a\r\n"


def _prim(uid: int, name: str, kind: str = "-0- ", programme: str = "DPRK9", more: str = "") -> str:
    extra = more or ",".join(["-0- "] * 7)
    return f'{uid},"{name}",{kind},"{programme}",{extra},"{REMARKS[uid][:1000]}"'


def ofac_csv(prefix: str = "", primaries: str = "sdn.csv", programme: str = "DPRK9") -> Tree:
    """Primary names, aliases, addresses and the continuation of one remark."""
    vessel = '-0- ,"XX1","General Cargo","2500",-0- ,"Freedonia",-0- '
    director = '"Director",-0- ,-0- ,-0- ,-0- ,-0- ,-0- '
    comments = "cons_comments.csv" if prefix else "sdn_comments.csv"
    return {
        primaries: _csv(
            _prim(90001, "LANTERN REEL STUDIO", programme=programme),
            _prim(90002, "OAK, Tam", '"individual"', f"{programme}] [CYBER9", director),
            _prim(90003, "PAPER CRANE PTE LTD.", programme=programme),
            _prim(90004, "TIN DRUM ANIMATION CO., LTD.", programme=programme),
            _prim(90005, "GREY HERON", '"vessel"', programme, vessel),
        ),
        f"{prefix}alt.csv": _csv(
            '90001,1,"aka","APRIL LANTERN STUDIO",-0- ', '90003,2,"fka","FOLDED CRANE",-0- '
        ),
        f"{prefix}add.csv": _csv(
            '90001,11,-0- ,"Port Elm","Freedonia",-0- ',
            '90004,12,"12 Ink Lane, Floor 3","Chongming","China",-0- ',
        ),
        comments: _csv(f'90004,"{REMARKS[90004][1000:]}"'),
    }


ALL = {
    "90001": "LANTERN REEL STUDIO",
    "90002": "OAK, Tam",
    "90003": "PAPER CRANE PTE LTD.",
    "90004": "TIN DRUM ANIMATION CO., LTD.",
    "90005": "GREY HERON",
}
CLASSIC = """\
<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="{namespace}">
  <publshInformation>
    <Publish_Date>12/31/2031</Publish_Date>
    <Record_Count>2</Record_Count>
  </publshInformation>
  <sdnEntry>
    <uid>90001</uid>
    <lastName>LANTERN REEL STUDIO</lastName>
    <sdnType>Entity</sdnType>
    <remarks>(Linked To: OAK, Tam; Linked To: GREY HERON)</remarks>
    <programList><program>{programme}</program></programList>
    <akaList>
      <aka><uid>1</uid><type>a.k.a.</type><category>strong</category><lastName>APRIL LANTERN STUDIO</lastName></aka>
      <aka><uid>3</uid><type>a.k.a.</type><category>weak</category><lastName>L.R.S.</lastName></aka>
    </akaList>
    <idList>
      <id><uid>21</uid><idType>Identification Number</idType><idNumber>299912345K</idNumber><idCountry>Singapore</idCountry></id>
      <id><uid>22</uid><idType>Digital Currency Address - XBT</idType><idNumber>1InventedInventedInventedInvented</idNumber></id>
      <id><uid>23</uid><idType>Secret Handshake No.</idType><idNumber>7</idNumber></id>
    </idList>
    <addressList>
      <address><uid>11</uid><address1>1 Reel Road</address1><city>Port Elm</city><postalCode>E1</postalCode><country>Freedonia</country></address>
    </addressList>
    <moonPhase>full</moonPhase>
  </sdnEntry>
  <sdnEntry>
    <uid>90002</uid>
    <firstName>Tam</firstName>
    <lastName>OAK</lastName>
    <title>Director</title>
    <sdnType>Individual</sdnType>
    <programList><program>{programme}</program><program>CYBER9</program></programList>
    <nationalityList><nationality><uid>5</uid><country>Freedonia</country><mainEntry>true</mainEntry></nationality></nationalityList>
    <dateOfBirthList>
      <dateOfBirthItem><uid>6</uid><dateOfBirth>06 Apr 1974</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
      <dateOfBirthItem><uid>7</uid><dateOfBirth>circa 1975</dateOfBirth><mainEntry>false</mainEntry></dateOfBirthItem>
    </dateOfBirthList>
  </sdnEntry>
</sdnList>
"""
ENHANCED = """\
<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML">
  <publicationInfo>
    <dataAsOf>2031-12-30T00:00:00</dataAsOf>
    <filters><sanctionsLists><sanctionsList refId="1">{title}</sanctionsList></sanctionsLists></filters>
  </publicationInfo>
  <entities>
    <entity id="90001">
      <generalInfo><identityId>1</identityId><entityType refId="601">Entity</entityType></generalInfo>
      <sanctionsLists>
        <sanctionsList refId="1" id="1" datePublished="2031-05-02">{title}</sanctionsList>
        <sanctionsList refId="2" id="2" datePublished="2030-01-01">Some Other List</sanctionsList>
      </sanctionsLists>
      <sanctionsPrograms><sanctionsProgram refId="3" id="4">DPRK9</sanctionsProgram></sanctionsPrograms>
      <names>
        <name id="1">
          <isPrimary>true</isPrimary><isLowQuality>false</isLowQuality>
          <translations>
            <translation id="1"><isPrimary>true</isPrimary><script refId="1">Latin</script><formattedFullName>LANTERN REEL STUDIO</formattedFullName></translation>
            <translation id="2"><isPrimary>false</isPrimary><script refId="2">Chinese Simplified</script><formattedFullName>灯笼动画</formattedFullName></translation>
          </translations>
        </name>
        <name id="2">
          <isPrimary>false</isPrimary><aliasType refId="1400">A.K.A.</aliasType><isLowQuality>true</isLowQuality>
          <translations><translation id="3"><isPrimary>true</isPrimary><script refId="1">Latin</script><formattedFullName>L.R.S.</formattedFullName></translation></translations>
        </name>
      </names>
      <addresses>
        <address id="1">
          <country refId="5">Freedonia</country>
          <translations><translation id="4"><isPrimary>true</isPrimary><script refId="1">Latin</script><addressParts>
            <addressPart id="1"><type refId="6">CITY</type><value>Port Elm</value></addressPart>
          </addressParts></translation></translations>
        </address>
      </addresses>
      <features>
        <feature id="1"><type featureTypeId="1">Website</type><value>lantern.example</value><isPrimary>true</isPrimary></feature>
        <feature id="2"><type featureTypeId="2">Moon Phase</type><value>full</value><isPrimary>true</isPrimary></feature>
      </features>
      <identityDocuments>
        <identityDocument id="1"><type refId="7">Tax ID No.</type><documentNumber>7700000000</documentNumber><issuingCountry refId="8">Russia</issuingCountry></identityDocument>
      </identityDocuments>
      <relationships>
        <relationship id="1"><type refId="9">Owned or Controlled By</type><relatedEntity entityId="90002">OAK, Tam</relatedEntity></relationship>
      </relationships>
    </entity>
  </entities>
</sanctionsData>
"""
UN = """\
<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2031-12-29T23:00:09.067Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME> TAM </FIRST_NAME><SECOND_NAME>OAK</SECOND_NAME><THIRD_NAME/>
      <UN_LIST_TYPE>FREEDONIA</UN_LIST_TYPE>
      <REFERENCE_NUMBER>FDi.001</REFERENCE_NUMBER>
      <LISTED_ON>2029-11-30</LISTED_ON>
      <NAME_ORIGINAL_SCRIPT>오크 탐</NAME_ORIGINAL_SCRIPT>
      <COMMENTS1>Invented.</COMMENTS1>
      <NATIONALITY><VALUE>Freedonia</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Tam Eiche</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Pencil</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ADDRESS><CITY>Port Elm</CITY><COUNTRY>Freedonia</COUNTRY><NOTE>as of 2030</NOTE></INDIVIDUAL_ADDRESS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1973</FROM_YEAR><TO_YEAR>1974</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1966</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1974-04-06</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER> F000111</NUMBER><ISSUING_COUNTRY>China</ISSUING_COUNTRY></INDIVIDUAL_DOCUMENT>
    </INDIVIDUAL>
    <INDIVIDUAL>
      <DATAID>2</DATAID><FIRST_NAME>GONE</FIRST_NAME><UN_LIST_TYPE>FREEDONIA</UN_LIST_TYPE>
      <REFERENCE_NUMBER>FDi.002</REFERENCE_NUMBER><LISTED_ON>2029-11-30</LISTED_ON><DELISTED_ON>2030-01-01</DELISTED_ON>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>3</DATAID><FIRST_NAME>LANTERN REEL STUDIO</FIRST_NAME><UN_LIST_TYPE>FREEDONIA</UN_LIST_TYPE>
      <REFERENCE_NUMBER>FDe.001</REFERENCE_NUMBER><LISTED_ON>2029-11-30</LISTED_ON>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>APRIL LANTERN STUDIO</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><CITY>Port Elm</CITY><COUNTRY>Freedonia</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""
EU = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2031-12-28T16:28:05.354+01:00" globalFileId="1">
    <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.9001.1" logicalId="1">
        <remark>Invented</remark>
        <regulation regulationType="amendment" entryIntoForceDate="2030-03-04" numberTitle="1/2030" programme="FRE" logicalId="2"/>
        <subjectType code="person" classificationCode="P"/>
        <nameAlias wholeName="Tam Oak" function="Director" strong="true" nameLanguage="" logicalId="3"/>
        <nameAlias wholeName="Там Оук" function="" strong="true" nameLanguage="BG" logicalId="4"/>
        <nameAlias wholeName="The Pencil" function="" strong="false" nameLanguage="" logicalId="5"/>
        <citizenship countryIso2Code="XF" countryDescription="FREEDONIA" logicalId="6"/>
        <birthdate circa="true" calendarType="GREGORIAN" year="1975" city="Port Elm" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="7"/>
        <birthdate circa="false" calendarType="ISLAMIC" year="1353" countryIso2Code="00" countryDescription="UNKNOWN" logicalId="8"/>
        <identification identificationTypeCode="fiscalcode" number="7700000000" countryIso2Code="RU" countryDescription="RUSSIAN FEDERATION" logicalId="9"/>
        <address city="Port Elm" street="1 Reel Road" countryIso2Code="XF" countryDescription="FREEDONIA" logicalId="10">
            <contactInfo key="EMAIL" value="tam@lantern.example"/>
        </address>
    </sanctionEntity>
    <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="EU.9001.1" logicalId="1">
        <regulation regulationType="amendment" entryIntoForceDate="2029-01-02" numberTitle="2/2029" programme="INK" logicalId="11"/>
        <subjectType code="person" classificationCode="P"/>
        <nameAlias wholeName="Oak, Tam" function="" strong="true" nameLanguage="" logicalId="12"/>
    </sanctionEntity>
    <sanctionEntity designationDetails="" unitedNationId="" euReferenceNumber="" logicalId="77">
        <regulation regulationType="regulation" entryIntoForceDate="2030-03-04" numberTitle="1/2030" programme="FRE" logicalId="13"/>
        <subjectType code="enterprise" classificationCode="E"/>
        <nameAlias wholeName="Lantern Reel Studio" function="" strong="true" nameLanguage="EN" logicalId="14"/>
    </sanctionEntity>
</export>
"""
GB_HEADER = (
    "Last Updated", "Unique ID", "OFSI Group ID", "Name 6", "Name 1", "Name type",
    "Alias strength", "Name non-latin script", "Regime Name", "Designation Type",
    "Sanctions Imposed", "Address Line 1", "Address Country", "Date Designated", "D.O.B",
    "Nationality(/ies)", "Passport number", "Parent company", "Moon phase",
)  # fmt: skip
GB_ROWS = (
    ("04/08/2031", "FRE0001", "1", "OAK", "Tam", "Primary Name", "", "", "Freedonia", "Individual",
     "Asset freeze", "1 Reel Road", "Freedonia", "29-06-2030", "dd/mm/1974",
     "(1) Freedonia (2) Sylvania", "F000111", "", "full"),
    ("04/08/2031", "FRE0001", "1", "The Pencil", "", "Alias", "Low quality a.k.a", "", "Freedonia",
     "Individual", "Asset freeze", "", "", "29-06-2030", "", "", "", "", ""),
    ("04/08/2031", "FRE0002", "", "Lantern Reel Studio", "", "Primary Name", "", "灯笼动画",
     "Freedonia", "Entity", "Asset freeze", "", "", "30-06-2030", "", "", "", "Tin Drum", ""),
)  # fmt: skip
GB_NARROW = (
    ("Unique ID", "OFSI Group ID", "Name", "Regime Name", "Type", "Designation source",
     "Date Designated", "Sanctions Imposed"),
    ("FRE0001", "1", "OAK Tam", "Freedonia", "Individual", "UK", "29-06-2030", "Asset freeze"),
    ("FRE0002", "", "Lantern Reel Studio", "Freedonia", "Entity", "UK", "30-06-2030", "None"),
)  # fmt: skip


def stored(members: dict[str, bytes]) -> bytes:
    """A ZIP archive whose bytes are the same on every machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2031, 12, 31, 0, 0, 0)), data)
    return out.getvalue()


def ods(rows: tuple[tuple[str, ...], ...], blank: int = 1_043_268) -> bytes:
    """A spreadsheet as an office program writes it: a million empty rows at the end."""
    cells = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>\n {c}\n</text:p></table:table-cell>" for c in row)
        + '<table:table-cell table:number-columns-repeated="16376"/></table:table-row>\n'
        for row in rows
    )
    content = (
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content '
        'xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><office:body>'
        f'<office:spreadsheet><table:table table:name="List">{cells}'
        f'<table:table-row table:number-rows-repeated="{blank}"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return stored({"mimetype": kind, "content.xml": content.encode()})


def gb_csv() -> bytes:
    """The wide form with commas."""
    rows = (GB_HEADER, *GB_ROWS)
    lines = (",".join(f'"{c}"' if "," in c else c for c in row) for row in rows)
    return ("Report Date: 31-Dec-2031\r\n" + "".join(f"{line}\r\n" for line in lines)).encode()


def named(source: str) -> bytes:
    """Names in JSON, with positions for ids."""
    names = (("Lantern Reel Studio", ["April Lantern"]), ("Tam Oak", []), ("Tam Oak", ["Pencil"]))
    entries = [
        {"id": number, "full_name": name, "source": source, "aliases": aliases}
        for number, (name, aliases) in enumerate(names, start=1)
    ]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":")).encode()


def sdn_names() -> bytes:
    """Names in JSON with the publisher's row ids."""
    entries = [
        {"uid": "90002", "name": "OAK, Tam", "aliases": ["EICHE, Tam"],
         "program": "DPRK9] [CYBER9", "type": "individual"},
        {"uid": "90001", "name": "LANTERN REEL STUDIO", "aliases": [], "program": "DPRK9",
         "type": "-0-"},
    ]  # fmt: skip
    whole = {"downloaded_at": "2031-12-27T17:56:35Z", "source": "OFAC SDN (public list)",
             "entry_count": 2, "entries": entries}  # fmt: skip
    return json.dumps(whole, indent=2).encode()


def extract(list_id: str) -> bytes:
    """Our own extract, one row."""
    row = {"row": "90001", "name": "LANTERN REEL STUDIO", "form": "entity",
           "aliases": [{"text": "L.R.S.", "strength": "weak", "origin": "remarks"}],
           "identifiers": [{"type": "uen", "value": "299912345K", "country": "Singapore"}],
           "linked_to": ["OAK, Tam"]}  # fmt: skip
    whole = {"celtrace_extract": 1, "list": list_id, "snapshot": "2031-12-26",
             "entries_in_full_list": 5, "source": "invented", "rows": [row]}  # fmt: skip
    return json.dumps(whole, indent=1).encode()


def history() -> bytes:
    """Four versions on three days, one of them empty."""
    row = {
        uid: _prim(uid, name) for uid, name in ((90001, "LANTERN REEL STUDIO"), (90003, "CRANE"))
    }
    versions = (
        {"date": "2031-01-01", "base": [row[90001]]},
        {"date": "2031-01-02", "add": [], "del": [row[90001]]},
        {"date": "2031-01-03", "add": [row[90001]], "del": []},
        {"date": "2031-01-03", "add": [row[90003]], "del": []},
        {"date": "2031-01-04", "add": [], "del": [row[90003]]},
    )
    lines = (
        json.dumps({"date": v["date"], "commit": f"c{n}", "sha256": "0" * 64} | v) + "\n"
        for n, v in enumerate(versions)
    )
    return "".join(lines).encode()


def _says(day: str | None, fullness: str, rows: dict[str, str]) -> dict[str, object]:
    return {"date": day, "fullness": fullness, "rows": rows}


TWO = {row: ALL[row] for row in ("90001", "90002")}
ONE = {"90001": ALL["90001"]}
NAMED = {"name-*1": "Lantern Reel Studio", "name-*2": "Tam Oak"}
EXTRACT = _says("2031-12-26", "extract", ONE)
EXPECTED = {
    "us_ofac_sdn": {
        "csv": _says(None, "full", ALL),
        "primary": _says(None, "primaries-only", ALL),
        "parts": _says(None, "no-primaries", {"90001": "", "90003": "", "90004": ""}),
        "xml": _says("2031-12-31", "full", TWO),
        "enhanced": _says("2031-12-30", "full", ONE),
        "names": _says("2031-12-27", "names-only", TWO),
        "history": _says("2031-01-04", "primaries-only", ONE),
        "extract": EXTRACT,
    },
    "us_ofac_cons": {
        "csv": _says(None, "full", ALL),
        "xml": _says("2031-12-31", "full", TWO),
        "enhanced": _says("2031-12-30", "full", ONE),
        "extract": EXTRACT,
    },
    "un_sc": {
        "xml": _says("2031-12-29", "full", {"FDe.001": ALL["90001"], "FDi.001": "TAM OAK"}),
        "names": _says(None, "names-only", NAMED),
        "extract": EXTRACT,
    },
    "eu_fsf": {
        "xml": _says(
            "2031-12-28", "full", {"EU.9001.1": "Tam Oak", "logicalId 77": "Lantern Reel Studio"}
        ),
        "names": _says(None, "names-only", NAMED),
        "extract": EXTRACT,
    },
    "gb_fcdo": {
        "csv": _says(
            "2031-12-31", "full", {"FRE0001": "Tam OAK", "FRE0002": "Lantern Reel Studio"}
        ),
        "ods": _says(
            "2031-12-31", "full", {"FRE0001": "Tam OAK", "FRE0002": "Lantern Reel Studio"}
        ),
        "narrow": _says(
            None, "primaries-only", {"FRE0001": "OAK Tam", "FRE0002": "Lantern Reel Studio"}
        ),
        "names": _says(None, "names-only", NAMED),
        "extract": EXTRACT,
    },
}
"""What each publication holds; `name-*` stands for a row id made of the name."""


def _in(folder: str, files: Tree) -> Tree:
    return {f"{folder}/{name}": data for name, data in files.items()}


def _sdn() -> Tree:
    parts = ofac_csv()
    primary = {"sdn_primary_2031-12-31.csv": parts["sdn.csv"]}
    without = {name: data for name, data in parts.items() if name != "sdn.csv"}
    classic = CLASSIC.format(namespace="http://tempuri.org/sdnList.xsd", programme="DPRK9")
    return (
        _in("us_ofac_sdn/csv", parts)
        | _in("us_ofac_sdn/primary", primary)
        | _in("us_ofac_sdn/parts", without)
        | {
            "us_ofac_sdn/xml/sdn.xml": classic.encode(),
            "us_ofac_sdn/enhanced/SDN_ENHANCED.XML": ENHANCED.format(title="SDN List").encode(),
            "us_ofac_sdn/names/sdn_names.json": sdn_names(),
            "us_ofac_sdn/history/sdn_history.jsonl": history(),
        }
    )


def _cons() -> Tree:
    namespace = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
    classic = CLASSIC.format(namespace=namespace, programme="NS-PLC")
    enhanced = ENHANCED.format(title="Consolidated List").encode()
    return _in("us_ofac_cons/csv", ofac_csv("cons_", "cons_prim.csv", "NS-PLC")) | {
        "us_ofac_cons/xml/consolidated.xml": classic.encode(),
        "us_ofac_cons/enhanced/CONS_ENHANCED.ZIP": stored({"CONS_ENHANCED.XML": enhanced}),
    }


def files() -> Tree:
    """Every sample by its path below `lists/`."""
    report = ("Report Date: 31-Dec-2031",)
    made = _sdn() | _cons()
    made |= {
        "un_sc/xml/consolidated.xml": UN.encode(),
        "un_sc/names/un.json": named("UN Security Council Consolidated List"),
        "eu_fsf/xml/full.xml": EU.encode(),
        "eu_fsf/names/eu.json": named("EU consolidated financial sanctions (DG FISMA / FSF)"),
        "gb_fcdo/csv/UK-Sanctions-List.csv": gb_csv(),
        "gb_fcdo/ods/UK-Sanctions-List.ods": ods((report, GB_HEADER, *GB_ROWS)),
        "gb_fcdo/narrow/uk_sanctions_list.ods": ods(GB_NARROW),
        "gb_fcdo/names/uk.json": named("UK Sanctions List (FCDO)"),
    }
    for list_id, expected in EXPECTED.items():
        made[f"{list_id}/extract/extract.json"] = extract(list_id)
        text = json.dumps(expected, indent=1, ensure_ascii=False, sort_keys=True)
        made[f"{list_id}/expected.json"] = f"{text}\n".encode()
    return made


def main() -> None:
    """Write every sample again."""
    for name, data in files().items():
        path = SAMPLES / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
