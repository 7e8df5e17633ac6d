"""Messages of providers: verified, taken once, in any order, and never the last word.

The raw message is not kept, only its digest: it holds more of a person than was asked for. A
pass that is followed by a fail opens the step again; an older message never overrides a newer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import Literal, cast

import msgspec

from celtrace import registry
from celtrace.cases.workers.acts import SEEN, check_of, grant_of
from celtrace.cases.workers.register import File, Register
from celtrace.errors import UsageError
from celtrace.providers._event import Event, Message
from celtrace.records import Digest, Purpose, StepResult

Taken = Literal["kept", "seen before", "older than what is known", "nothing to keep",
                "no file of this person", "no consent that holds"]  # fmt: skip


class Forged(UsageError):
    """A message that its provider did not sign, or signed long ago."""


@cache
def providers() -> dict[str, ModuleType]:
    """Modules by format."""
    return {module.FORMAT: module for module in registry.modules("celtrace.providers")}


def receive(
    register: Register, provider: str, message: Message, secret: str, worker: str = ""
) -> Taken:
    """Take a message in, and say what became of it.

    Forged if the signature does not hold, ProviderUnread if it says what is not known,
    UsageError for a provider that there is none of. `worker` names the file where the
    message itself does not.
    """
    module = providers().get(provider)
    if module is None:
        known = ", ".join(providers())
        raise UsageError(f"There is no provider {provider}.", f"There are: {known}.")
    if not module.authentic(message, secret):
        raise Forged("The message is not signed as it should be.", "Check the secret.")
    recent = cast("Callable[..., bool] | None", getattr(module, "fresh", None))
    if recent and not recent(message, register.clock()):
        raise Forged("The message was signed too long ago.", "Check the clock of the sender.")
    event: Event | None = module.read(message)
    if event is None:
        return "nothing to keep"
    check_of(event.step)
    file = register.file(worker) if worker else _file(register, provider, event)
    if file is None:
        return "no file of this person"
    return _keep(register, file, _result(provider, event, message, file))


def _keep(register: Register, file: File, result: StepResult) -> Taken:
    if result.raw in file.raws:
        return "seen before"
    known = next((one for one in file.all(StepResult) if one.id == result.id), None)
    if known and known.when and result.when and result.when < known.when:
        return "older than what is known"
    purpose: Purpose = "background" if result.step == "background_check" else "documents"
    if grant_of(file, purpose, register) is None:
        return "no consent that holds"
    register.keep(result.by, file.person, result)
    return "kept"


def _result(provider: str, event: Event, message: Message, file: File) -> StepResult:
    return StepResult(
        seen=SEEN, worker=file.called, step=event.step,
        result=event.result, when=event.when, by=provider, case=event.case,
        reasons=event.reasons, assurance=event.assurance, raw=Digest(message.digest),
    )  # fmt: skip


def _file(register: Register, provider: str, event: Event) -> File | None:
    """The file of our id in the message; where it has none, that of a check asked for."""
    if event.ours:
        return next((f for f in register.files() if f.person == event.ours), None)
    cases = {event.case, event.applicant} - {""}
    for file in register.files():
        if any(one.by == provider and one.case in cases for one in file.all(StepResult)):
            return file
    return None


def expected(register: Register, who: str, worker: str, step: StepResult) -> StepResult:
    """Keep that a provider was asked, so that its messages find the file.

    UsageError for a provider or a step that there is none of, or without the provider's id.
    """
    check_of(step.step)
    file = register.file(worker)
    if step.by not in providers() or not step.case:
        raise UsageError("Name the provider and its id of the check.",
                         f"Providers: {', '.join(providers())}.")  # fmt: skip
    made = msgspec.structs.replace(
        step, id="", seen=SEEN, worker=file.called,
        result="pending",
    )  # fmt: skip
    register.keep(who, file.person, made)
    return made
