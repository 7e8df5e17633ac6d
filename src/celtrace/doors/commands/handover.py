"""`celtrace case export`, `verify` and `report`: what is handed on, and whether it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from celtrace.doors.commands._shared import Who, answer_bytes, now, who_acts
from celtrace.doors.door import Door
from celtrace.errors import EvidenceChanged, Exit, UsageError
from celtrace.text.counts import count

if TYPE_CHECKING:
    from celtrace.cases.handover.bundle import Wanted
    from celtrace.cases.handover.check import Checked
    from celtrace.cases.verify import Discrepancy

Form = Literal["journal", "bundle", "timesketch", "timesketch-csv"]
ReportForm = Literal["brief", "evidence", "ofac"]
ReportFormat = Literal["html", "pdf", "docx", "xlsx", "csv"]


_commands = typer.Typer()
group = typer.Typer()
"""Commands that stand in the group `case`."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_commands)


@group.command("export")
def export(
    context: typer.Context,
    form: Annotated[
        Form, typer.Option("--form", help="What to write: journal, signed bundle, events.")
    ] = "journal",
    out: Annotated[
        Path | None, typer.Option(help="Where to write it [stdout]; a bundle is a folder or .zip.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="The bytes taken in go along in the bundle.")
    ] = False,
    key: Annotated[
        Path | None, typer.Option(help="Ed25519 key as PEM that signs the bundle [our own].")
    ] = None,
    stamp: Annotated[str, typer.Option(help="Address of an RFC 3161 stamping authority.")] = "",
    stamp_root: Annotated[
        Path | None, typer.Option(help="PEM file of the authority's root certificate.")
    ] = None,
    who: Who = "",
) -> int:
    """Write the journal, a signed bundle to be verified elsewhere, or events for Timesketch."""
    door: Door = context.obj
    if form == "bundle":
        from celtrace.cases.handover.bundle import Wanted
        from celtrace.cases.handover.signing import own_key, private_key

        if out is None:
            raise UsageError("A bundle needs a place.", "Write: --out FILE.zip, or --out FOLDER")
        signing = private_key(key) if key else own_key(door.settings.home)
        return _bundle(door, Wanted(door.settings.case, out, signing, now, who_acts(who), evidence,
                                    stamp, stamp_root))  # fmt: skip
    return _plain(door, form, out)


@group.command("person")
def person(
    context: typer.Context,
    target: Annotated[str, typer.Argument(help="worker:ID, or party:ID of a natural person.")],
    out: Annotated[Path | None, typer.Option(help="Where to write it [stdout].")] = None,
) -> int:
    """Write everything that a case has about one person, to be told to them."""
    import msgspec

    from celtrace.cases.person import data_of
    from celtrace.cases.seal import writing_to

    door: Door = context.obj
    found = data_of(door.settings, now, target)
    if out is None:
        door.document(found)
        return Exit.DONE
    with writing_to(out):
        out.write_bytes(msgspec.json.format(msgspec.json.encode(found, order="deterministic")))
    door.say(f"Written: {out}")
    return Exit.DONE


@group.command("erase")
def erase(
    context: typer.Context,
    target: Annotated[str, typer.Argument(help="worker:ID, or party:ID of a natural person.")],
    because: Annotated[str, typer.Option("--because", help="The reason; required.")] = "",
    who: Who = "",
) -> int:
    """Erase one person from a case; a stub in the journal says so and names nobody."""
    from celtrace.cases.person import erase as forget

    door: Door = context.obj
    made = forget(door.settings, now, who_acts(who), target, because)
    if door.as_json:
        door.document(made)
        return Exit.DONE
    sealed = ", and their sealed file" if made.sealed else ""
    door.show(f"Erased as {made.label}: {made.records} records, {made.findings} findings, the "
              f"reports{sealed}.")  # fmt: skip
    for name, digest in made.handed.items():
        door.show(f"Deleted, since it held the person: {name} (SHA-256 {digest}).")
    if made.files:
        door.show(f"Kept as evidence, and still holding it: {', '.join(made.files)}.")
    if made.lines:
        door.show(f"In the journal, which cannot be changed: {count(made.lines, 'line')} with it.")
    door.say("Mend the dossier too: the next review reads it again.")
    return Exit.DONE


@group.command("restore")
def restore(
    context: typer.Context,
    bundle: Annotated[Path, typer.Argument(help="A bundle that was made with --evidence.")],
    signer: Annotated[
        str, typer.Option(help="Fingerprint, or public key, that it must be signed with.")
    ] = "",
) -> int:
    """Put the case of a bundle where --case names, after checking all of it."""
    from celtrace.cases.handover.check import Expected
    from celtrace.cases.handover.check import restore as put
    from celtrace.cases.handover.signing import known_signer
    from celtrace.cases.recompute import recompute

    door: Door = context.obj
    if not bundle.exists():
        raise UsageError(f"There is no bundle at {bundle}.", "Name the file or the folder.")
    expected = Expected(known_signer(signer) if signer else "")
    case = door.settings.case
    checked = put(bundle, case, expected, recompute, door.settings.limits)
    if door.as_json:
        door.document({"restored": str(case), "signer": checked.signer})
        return Exit.DONE
    door.show(f"Restored: {case}.")
    _signed(door, checked, told=bool(signer))
    return Exit.DONE


def _bundle(door: Door, wanted: Wanted) -> int:
    from celtrace.cases.handover.bundle import write_bundle

    made = write_bundle(wanted)
    if door.as_json:
        door.document(made)
        return Exit.DONE
    at = f", stamped {made.stamped:%Y-%m-%d %H:%M:%S} UTC" if made.stamped else ""
    door.show(f"{made.path}: {made.files} files, {made.bytes:,} bytes, signed{at}.")
    door.show(f"Fingerprint of the signing key: {made.signer}")
    door.say("Tell the fingerprint by another way than the bundle; whoever has both runs:")
    door.say(f"celtrace verify {made.path} --signer {made.signer}")
    return Exit.DONE


def _plain(door: Door, form: Form, out: Path | None) -> int:
    from celtrace.cases.decisions.account import journal_lines, read_journal

    folder = door.settings.case
    if form == "journal":
        data = journal_lines(folder)
    else:
        from celtrace.cases.handover.events import exported

        data = exported(folder, read_journal(folder), form)
    return answer_bytes(door, data, out, f"Written: {out} ({len(data):,} bytes).")


@_commands.command("verify")
def verify(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="Case or bundle.")] = None,
    signer: Annotated[
        str, typer.Option(help="Fingerprint, or public key, that a bundle must be signed with.")
    ] = "",
    stamp_root: Annotated[
        Path | None, typer.Option(help="PEM file of the stamping authority's root certificate.")
    ] = None,
) -> int:
    """Recompute digests, journal and tiers; needs nothing but the folder or the bundle."""
    from celtrace.cases.handover.check import Expected, check_bundle, is_bundle
    from celtrace.cases.handover.signing import known_signer
    from celtrace.cases.recompute import recompute
    from celtrace.cases.verify import verify as check

    door: Door = context.obj
    target = folder or door.settings.case
    if not target.exists():
        raise UsageError(f"There is no case at {target}.", "Give a case, or a bundle.")
    if not is_bundle(target):
        if signer or stamp_root:
            raise UsageError("A case is not signed; a bundle is.", "Leave --signer away.")
        found = check(target, recompute=recompute)
        said = "digests, journal and tiers are what they were when they were sealed."
        return _verdict(door, target, found, said)
    expected = Expected(known_signer(signer) if signer else "", stamp_root)
    checked = check_bundle(target, expected, recompute, door.settings.limits)
    if door.as_json:
        door.document({"sound": not checked.discrepancies, **_fields(checked)})
        return Exit.EVIDENCE if checked.discrepancies else Exit.DONE
    code = _verdict(door, target, checked.discrepancies, "digests, journal and tiers hold.")
    _signed(door, checked, told=bool(signer))
    return code


def _fields(checked: Checked) -> dict[str, object]:
    import msgspec

    return msgspec.structs.asdict(checked)


def _verdict(door: Door, target: Path, found: tuple[Discrepancy, ...], said: str) -> int:
    if door.as_json:
        door.document({"sound": not found, "discrepancies": found})
        return Exit.EVIDENCE if found else Exit.DONE
    for one in found:
        door.show(f"{one.path}: {one.what}")
    if found:
        message = f"{count(len(found), 'thing')} in {target} not as it was."
        raise EvidenceChanged(message, "Compare with a copy; do not rely on this one.")
    door.show(f"{target}: {said}")
    return Exit.DONE


def _signed(door: Door, checked: Checked, *, told: bool) -> None:
    end = "as expected" if told else "compare it with the one told to you by another way"
    door.show(f"Signed with the key {checked.signer}: {end}.")
    if checked.stamped:
        sure = "" if checked.trusted else "; whose stamp it is was not checked (--stamp-root)"
        door.show(f"Stamped {checked.stamped:%Y-%m-%d %H:%M:%S} UTC{sure}.")
    if checked.unread:
        door.show("A time stamp lies in it and was not checked: install celtrace[files].")
    if not checked.evidence:
        door.say("The bytes taken in are not in the bundle; only their digests are.")


@_commands.command("report")
def report(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="The case.")] = None,
    form: Annotated[
        ReportForm,
        typer.Option("--form", help="A brief, all evidence, or a production for OFAC (a folder)."),
    ] = "evidence",
    how: Annotated[
        ReportFormat, typer.Option("--format", help="Page, PDF/A, Word, or tables.")
    ] = "html",
    out: Annotated[Path | None, typer.Option(help="Where to write it [report.FORMAT].")] = None,
    names: Annotated[
        bool, typer.Option("--names", help="Leave the names of uninvolved people in it.")
    ] = False,
    tier: Annotated[
        int, typer.Option(help="ofac: the lowest tier of what is told.", min=1, max=4)
    ] = 3,
    bates: Annotated[str, typer.Option(help="ofac: what page numbers begin with.")] = "CT",
    bates_from: Annotated[int, typer.Option(help="ofac: the first page number.", min=1)] = 1,
    split: Annotated[
        int, typer.Option(help="ofac: megabytes of one volume.", min=1, max=10_000)
    ] = 150,
) -> int:
    """Write the report again from a case; names of uninvolved people are taken out."""
    if form == "ofac":
        return _produce(context.obj, folder, out, (tier, bates, bates_from, split))
    from celtrace.cases.handover.report import SUFFIX
    from celtrace.cases.handover.report import report as made_of
    from celtrace.cases.seal import writing_to

    door: Door = context.obj
    target = out or Path(f"report.{SUFFIX[how]}")
    made = made_of(folder or door.settings.case, form, how, names=names)
    with writing_to(target):
        target.write_bytes(made)
    if door.as_json:
        door.document({"written": str(target)})
    else:
        door.show(f"Report: {target}")
    return Exit.DONE


def _produce(
    door: Door, folder: Path | None, out: Path | None, said: tuple[int, str, int, int]
) -> int:
    from celtrace.cases.handover.production import Wanted, produce
    from celtrace.cases.handover.volumes import MEGABYTE
    from celtrace.report.exhibit import Numbers

    tier, prefix, first, split = said
    made = produce(
        Wanted(folder or door.settings.case, out or Path("production"), now, who_acts(""), tier,
               Numbers(prefix, first), split * MEGABYTE)
    )  # fmt: skip
    if door.as_json:
        door.document(made)
        return Exit.DONE
    exhibits, volumes = count(made.exhibits, "exhibit"), count(made.volumes, "volume")
    about = count(made.subjects, "subject")
    door.show(f"{made.path}: {exhibits}, pages {made.pages}, in {volumes}, about {about}.")
    door.say("for-counsel.docx says what is open before it goes out.")
    return Exit.DONE
