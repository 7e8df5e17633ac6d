"""`celtrace worker invite, consent, record, meet, met, adverse, forget`: acts on a sealed file."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from celtrace.doors.commands._shared import Who, answer_table, day, now, who_acts
from celtrace.doors.door import Door
from celtrace.errors import Exit, UsageError

if TYPE_CHECKING:
    from celtrace.cases.workers.register import Register

group = typer.Typer(
    name="worker", help="Workers: check plans, consent, meetings, keys, evidence.",
    no_args_is_help=True, rich_markup_mode=None,
)  # fmt: skip
Called = Annotated[str, typer.Argument(help="The worker: the dossier's id, or that of the file.")]
Because = Annotated[str, typer.Option("--because", help="The reason; required.")]


@group.command("invite")
def invite(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The worker's name, as the worker writes it.")],
    worker: Annotated[str, typer.Option(help="The dossier's id, if the dossier has one.")] = "",
    party: Annotated[str, typer.Option(help="The dossier's id of the party worked for.")] = "",
    role: Annotated[str, typer.Option(help="The role, which decides the plan.")] = "",
    mail: Annotated[list[str] | None, typer.Option(help="A mail address.")] = None,
    phone: Annotated[list[str] | None, typer.Option(help="A telephone number.")] = None,
    server: Annotated[str, typer.Option(help="The address of the case room.")] = "",
    days: Annotated[int, typer.Option(min=1, max=90, help="Days that the link is good.")] = 14,
    who: Who = "",
) -> int:
    """Begin a worker's sealed file and make the link by which the worker fills it."""
    from datetime import timedelta

    from celtrace.cases.workers import acts
    from celtrace.records import Worker

    door: Door = context.obj
    someone = Worker(
        seen=acts.SEEN, id=worker, name=name, party=party, role=role, emails=tuple(mail or ()),
        phones=tuple(phone or ()),
    )  # fmt: skip
    with _writing(door) as held:
        made = acts.invite(held, who_acts(who), someone, timedelta(days=days))
    link = f"{server.rstrip('/')}{made.path}"
    if door.as_json:
        door.document({"file": made.file.person, "link": link})
        return Exit.DONE
    door.show(f"File {made.file.person}. This link is shown once and good for {days} days:", link)
    if not server:
        door.say("Put the address of the case room in front of it, or give --server.")
    return Exit.DONE


@group.command("consent")
def consent(
    context: typer.Context,
    worker: Called,
    agree: Annotated[list[str] | None, typer.Option(help="A purpose agreed to, on paper.")] = None,
    withdraw: Annotated[list[str] | None, typer.Option(help="A purpose that ends now.")] = None,
    who: Who = "",
) -> int:
    """What a worker has agreed to, until when; agree or withdraw for somebody who asked for it."""
    from celtrace.cases.workers import acts
    from celtrace.records import ConsentGrant

    door: Door = context.obj
    with _writing(door) as held:
        name = who_acts(who)
        for purpose in map(_purpose, withdraw or ()):
            held.withdraw(name, worker, purpose)
        file = acts.agree(held, name, worker, map(_purpose, agree or ()))
        rows = file.all(ConsentGrant)
    lines = (
        (g.purpose, g.policy, f"{g.granted:%Y-%m-%d}", f"{g.expires:%Y-%m-%d}",
         f"{g.withdrawn:%Y-%m-%d}" if g.withdrawn else "")
        for g in rows
    )  # fmt: skip
    answer_table(door, rows, ("purpose", "policy", "granted", "expires", "withdrawn"), lines)
    return Exit.DONE


@group.command("record")
def record(
    context: typer.Context,
    worker: Called,
    step: Annotated[str, typer.Argument(help="A check; see: celtrace worker plans")],
    result: Annotated[str, typer.Argument(help="passed, consider, failed, refused, inconclusive")],
    field: Annotated[list[str] | None, typer.Option(help="A field of the form: NAME=TEXT.")] = None,
    until: Annotated[str, typer.Option(help="The day until which it holds.")] = "",
    who: Who = "",
) -> int:
    """Record what came out of a step of a worker's plan."""
    from celtrace.cases.workers import acts
    from celtrace.cases.workers.holder import holders_said
    from celtrace.cases.workers.papers import sealed_said
    from celtrace.records import StepResult

    door: Door = context.obj
    outcome = next((one for one in acts.OUTCOMES if one == result), None)
    if outcome is None:
        raise UsageError(
            f"There is no result {result}.", f"Say one of: {', '.join(acts.OUTCOMES)}."
        )
    given = StepResult(
        seen=acts.SEEN, worker=worker, step=step, result=outcome,
        form=tuple(map(_pair, field or ())), expires=day(until, "--until"),
    )  # fmt: skip
    with _writing(door) as held:
        kept = acts.record_step(held, who_acts(who), worker, given)
        told = list(holders_said(sealed_said(held, held.file(worker)))) if kept.form else []
    return _kept(door, kept, "\n".join((f"{step}: {result}, by {kept.by}.", *told)))


@group.command("expect")
def expect(
    context: typer.Context,
    worker: Called,
    step: Annotated[str, typer.Argument(help="A check; see: celtrace worker plans")],
    provider: Annotated[str, typer.Option(help="Which provider was asked.")],
    check: Annotated[str, typer.Option(help="The provider's id of the check or the person.")],
    who: Who = "",
) -> int:
    """Keep that a provider was asked, so that its messages find the worker's file."""
    from celtrace.cases.workers import acts, receiving
    from celtrace.records import StepResult

    door: Door = context.obj
    asked = StepResult(
        seen=acts.SEEN, worker=worker, step=step, result="pending", by=provider, case=check
    )
    with _writing(door) as held:
        made = receiving.expected(held, who_acts(who), worker, asked)
    return _kept(door, made, f"{step}: waits for {provider}, {check}.")


@group.command("receive")
def receive(
    context: typer.Context,
    provider: Annotated[str, typer.Argument(help="onfido, sumsub, checkr or signed")],
    message: Annotated[Path, typer.Argument(help="The message's body, as it was sent.")],
    header: Annotated[list[str] | None, typer.Option(help="A header: NAME: VALUE.")] = None,
    worker: Annotated[str, typer.Option(help="Whose it is, where it does not say.")] = "",
) -> int:
    """Take a provider's message from a file; it has to be signed with the provider's secret."""
    from celtrace.cases.workers import receiving
    from celtrace.providers._event import Message

    door: Door = context.obj
    pairs = (one.partition(":") for one in header or ())
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    sent = Message(read_bytes(message), headers)
    secret = door.settings.secret(provider)
    if not secret:
        name = f"CELTRACE_SECRET_{provider.upper()}"
        raise UsageError(f"No secret of {provider} is set.", f"Set it: export {name}=...")
    with _writing(door) as held:
        taken = receiving.receive(held, provider, sent, secret, worker)
    return _kept(door, {"taken": taken, "digest": sent.digest}, f"{provider}: {taken}.")


@group.command("meet")
def meet(
    context: typer.Context,
    worker: Called,
    at: Annotated[str, typer.Option(help="As 2026-07-31T09:00 in --zone, with an offset, or now.")],
    zone: Annotated[str, typer.Option(help="The worker's zone, as Asia/Seoul.")] = "",
    ours: Annotated[str, typer.Option(help="Our zone, for the invitation.")] = "UTC",
    ics: Annotated[Path | None, typer.Option(help="Where the invitation goes.")] = None,
    who: Who = "",
) -> int:
    """Plan a meeting: draw its challenges, and write the invitation."""
    from celtrace.cases.seal import writing_to
    from celtrace.cases.workers import meetings

    door: Door = context.obj
    moment = _moment(at, zone)
    with _writing(door) as held:
        made = meetings.plan(held, who_acts(who), worker, moment, zone)
        text = meetings.invitation(made, ours, held.clock())
    if ics:
        with writing_to(ics):
            ics.write_text(text, encoding="utf-8", newline="")
    said = [f"  {one}: {meetings.spoken(made.seed, one)}" for one in made.challenges]
    head = f"Meeting {made.id}, {made.planned:%Y-%m-%d %H:%M} UTC."
    return _kept(door, made, "\n".join([head, "For whoever holds it, not for the worker:", *said]))


@group.command("met")
def met(
    context: typer.Context,
    worker: Called,
    meeting: Annotated[str, typer.Option(help="Its id, where several are planned.")] = "",
    camera: Annotated[str, typer.Option(help="on, refused or failed")] = "",
    in_person: Annotated[bool, typer.Option("--in-person", help="It was no video call.")] = False,
    done: Annotated[list[str] | None, typer.Option(help="A challenge done as asked.")] = None,
    observed: Annotated[list[str] | None, typer.Option(help="An observation of the table.")] = None,
    consider: Annotated[
        bool, typer.Option("--consider", help="Look further; needs two observations.")
    ] = False,
    still: Annotated[list[Path] | None, typer.Option(help="A still picture of it.")] = None,
    second: Annotated[str, typer.Option(help="Who held it with you.")] = "",
    who: Who = "",
) -> int:
    """Record how a meeting went."""
    import msgspec

    from celtrace.cases.workers import meetings
    from celtrace.records import Camera

    door: Door = context.obj
    try:
        lens: Camera = msgspec.convert(camera, type=Camera)
    except msgspec.ValidationError as error:
        message = f"The camera cannot be {camera}."
        raise UsageError(message, "Say: on, refused or failed.") from error
    seen = meetings.Seen(
        lens, in_person, tuple(done or ()), tuple(observed or ()), consider,
        tuple(map(read_bytes, still or ())), second,
    )  # fmt: skip
    with _writing(door) as held:
        made = meetings.held(held, who_acts(who), worker, meeting, seen)
    until = f", until {made.expires}" if made.expires else ""
    return _kept(door, made, f"Meeting {made.id}: {made.outcome}{until}.")


@group.command("adverse")
def adverse(
    context: typer.Context,
    worker: Called,
    stage: Annotated[str, typer.Argument(help="notice, disputed, withdrawn or decided")],
    because: Because = "",
    rests_on: Annotated[list[str] | None, typer.Option(help="A step or finding.")] = None,
    answer_by: Annotated[str, typer.Option(help="Last day to answer [7 days from today].")] = "",
    who: Who = "",
) -> int:
    """Take a step towards turning a worker down, or back: a person, a reason, time to answer."""
    import msgspec

    from celtrace.cases.workers import acts
    from celtrace.records import Adverse

    door: Door = context.obj
    try:
        wanted = msgspec.convert(
            {"seen": acts.SEEN, "worker": worker, "stage": stage, "by": "", "why": because,
             "when": now(), "answer_by": day(answer_by, "--answer-by"),
             "rests_on": tuple(rests_on or ())}, Adverse,
        )  # fmt: skip
    except msgspec.ValidationError as error:
        message = f"There is no stage {stage}."
        raise UsageError(message, "Say: notice, disputed, withdrawn or decided.") from error
    with _writing(door) as held:
        made = acts.adverse(held, who_acts(who), worker, wanted)
    until = f"; the worker may answer until {made.answer_by}" if made.answer_by else ""
    return _kept(door, made, f"{made.stage}, by {made.by}{until}.")


@group.command("sweep")
def sweep(context: typer.Context, who: Who = "") -> int:
    """Destroy what was kept under consents that have ended; run it each day."""
    door: Door = context.obj
    with _writing(door) as held:
        gone = held.sweep(who_acts(who))
    lines = ((person, purpose) for person, purpose in gone)
    answer_table(door, gone, ("file", "destroyed"), lines)
    if not gone:
        door.say("Nothing was kept longer than was agreed to.")
    return Exit.DONE


@group.command("forget")
def forget(context: typer.Context, worker: Called, because: Because = "", who: Who = "") -> int:
    """Destroy the key of a worker's file, so that nothing of it can be read in any copy."""
    door: Door = context.obj
    if not because.strip():
        raise UsageError("This needs a reason.", "Write it: --because ...")
    with _writing(door) as held:
        file = held.forget(who_acts(who), worker, because)
    left = _named(door, worker)
    if door.as_json:
        door.document({"forgotten": file.person, "still_named": left})
        return Exit.DONE
    door.show(f"Forgotten: {file.person}. What was kept can no longer be read, in any copy.")
    for place in left:
        door.show(f"Still named as {worker}: {place}")
    if left:
        door.say(f"Run: celtrace case erase worker:{worker}, and mend the dossier's own files.")
    return Exit.DONE


def _named(door: Door, worker: str) -> list[str]:
    """Where the last review, whose dossier is the user's own, still names the worker."""
    from celtrace.cases.context import CONTEXT
    from celtrace.cases.outcome import Outcome
    from celtrace.records import Worker

    if not (door.settings.case / CONTEXT).is_file():
        return []
    found = Outcome.of(door.settings.case).view.get(Worker, worker)
    return [f"{found.seen.source} {found.seen.place}"] if found else []


def _writing(door: Door) -> AbstractContextManager[Register]:
    from celtrace.cases.workers.opened import writing

    return writing(door.settings, now)


def _kept(door: Door, made: object, said: str) -> int:
    if door.as_json:
        door.document(made)
    else:
        door.show(said)
    return Exit.DONE


def _purpose(text: str) -> Any:  # noqa: ANN401 - a word of a typing form
    from celtrace.records import PURPOSES

    if text not in PURPOSES:
        raise UsageError(f"There is no purpose {text}.", f"Say one of: {', '.join(PURPOSES)}.")
    return text


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise UsageError(f"--field {text} is no NAME=TEXT.")
    return name.strip(), value.strip()


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; UsageError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error


def _moment(text: str, zone: str) -> datetime:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    if text == "now":
        return now()
    try:
        moment = datetime.fromisoformat(text)
        known = ZoneInfo(zone) if zone else None
    except ValueError as error:
        raise UsageError(f"--at {text} is no time.", "Write it as 2026-07-31T09:00.") from error
    except ZoneInfoNotFoundError as error:
        raise UsageError(f"There is no zone {zone}.", "Write it as Asia/Seoul.") from error
    return moment.replace(tzinfo=known) if moment.tzinfo is None and known else moment
