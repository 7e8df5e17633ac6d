"""Passkeys of workers: enrolled, used, stepped up to, and signing deliveries.

A question to a device is kept in memory, is answered once and within minutes. Signing a
delivery is a step-up by itself: each signature takes the person's verification anew.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import msgspec

from celtrace.cases.workers.acts import SEEN, consented
from celtrace.cases.workers.register import File, Register
from celtrace.errors import UsageError
from celtrace.keys.deliveries import challenge, digest_of, listed
from celtrace.keys.passkeys import (
    Asked,
    Cloned,
    KeyRefused,
    Site,
    Used,
    b64,
    enrol_options,
    enrolled,
    sign_options,
    signed,
)
from celtrace.keys.waiting import Waiting
from celtrace.records import Credential, Interview, SignedDelivery


class Keys:
    """What people do with passkeys, on one site."""

    def __init__(self, site: Site, waiting: Waiting) -> None:
        self._site = site
        self._waiting = waiting

    def ask_enrol(self, register: Register, person: str) -> dict[str, Any]:
        """Options for the browser to enrol a key; UsageError without consent."""
        file = register.file(person)
        consented(file, "passkey", register)
        name = file.worker.name if file.worker else person
        held = [key for key in file.all(Credential) if not key.ended]
        options, asked = enrol_options(self._site, person, name, held, register.clock())
        self._waiting.ask(person, "enrol", asked)
        return options

    def enrol(self, register: Register, person: str, answer: Mapping[str, Any]) -> Credential:
        """Keep the key that an answer enrols, with the meeting that it is enrolled in.

        KeyRefused if it does not verify, or if it is the key of another person's file.
        """
        file, now = register.file(person), register.clock()
        consented(file, "passkey", register)
        one = enrolled(self._site, self._waiting.take(person, "enrol"), answer, now)
        others = (o for f in register.files() if f is not file for o in f.all(Credential))
        if any(other.credential == one.credential for other in others):
            raise KeyRefused("This key belongs to another file.", "Take a device of your own.")
        made = Credential(
            seen=SEEN, worker=file.called,
            credential=one.credential, public=one.public, model=one.model,
            device_bound=one.device_bound, backed_up=one.backed_up, enrolled=now,
            interview=_meeting(file, register), count=one.count, used=now,
        )  # fmt: skip
        register.keep(person, person, made)
        return made

    def ask_sign_in(self, register: Register, person: str) -> dict[str, Any]:
        """Options for the browser to show the key again."""
        return self._ask(register, person, "sign in", secrets.token_bytes(32))

    def sign_in(self, register: Register, person: str, answer: Mapping[str, Any]) -> Credential:
        """The key that was shown; KeyRefused, and a clone is kept as one."""
        asked = self._waiting.take(person, "sign in")
        return self._used(register, person, asked, answer)[0]

    def ask_delivery(self, register: Register, person: str, manifest: bytes) -> dict[str, Any]:
        """Options for the browser to sign a list of files; UsageError if it is none."""
        listed(manifest)
        nonce = secrets.token_bytes(16)
        wanted = challenge(nonce, digest_of(manifest))
        options = self._ask(register, person, f"delivery {digest_of(manifest)}", wanted)
        self._waiting.ask(person, f"nonce {digest_of(manifest)}", Asked(nonce, register.clock()))
        return options

    def sign_delivery(
        self, register: Register, person: str, manifest: bytes, answer: Mapping[str, Any]
    ) -> SignedDelivery:
        """Keep a signed delivery and the list that it is of; KeyRefused if it does not verify."""
        files = listed(manifest)
        nonce = self._waiting.take(person, f"nonce {digest_of(manifest)}").challenge
        asked = self._waiting.take(person, f"delivery {digest_of(manifest)}")
        key, used = self._used(register, person, asked, answer)
        digest, _ = register.vault.put(BytesIO(manifest))
        made = SignedDelivery(
            seen=SEEN, worker=key.worker, manifest=digest, credential=key.credential,
            nonce=b64(nonce), client_data=used.client_data,
            authenticator_data=used.authenticator_data, signature=used.signature,
            when=register.clock(), origin=self._site.origin, files=len(files),
        )  # fmt: skip
        register.keep(person, person, made)
        return made

    def _ask(self, register: Register, person: str, purpose: str, wanted: bytes) -> dict[str, Any]:
        file = register.file(person)
        consented(file, "passkey", register)
        held = [key for key in file.all(Credential) if not key.ended]
        if not held:
            raise UsageError("There is no key in this file.", "Enrol one first.")
        options, asked = sign_options(self._site, held, wanted, register.clock())
        self._waiting.ask(person, purpose, asked)
        return options

    def _used(
        self, register: Register, person: str, asked: Asked, answer: Mapping[str, Any]
    ) -> tuple[Credential, Used]:
        file, now = register.file(person), register.clock()
        consented(file, "passkey", register)
        held = file.all(Credential)
        try:
            used = signed(self._site, asked, held, answer, now)
        except Cloned:
            told = str(answer.get("id", ""))
            for key in held:
                if key.credential == told:
                    register.keep(person, person, msgspec.structs.replace(key, ended="cloned"))
            raise
        key = next(one for one in held if one.credential == used.credential)
        after = msgspec.structs.replace(
            key, count=used.count, backed_up=used.backed_up, used=now
        )  # fmt: skip
        register.keep(person, person, after)
        return after, used


def _meeting(file: File, register: Register) -> str:
    """The meeting that goes on now, or was held today: a key enrolled then is bound to it."""
    now = register.clock()
    for one in file.all(Interview):
        begun = (one.held or one.planned).date() == now.date() and one.planned <= now
        if begun and one.outcome in ("", "met"):
            return one.id
    return ""
