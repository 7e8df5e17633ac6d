"""Messages of providers: no sign-in, but the provider's signature over the bytes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from celtrace.cases.workers.receiving import Taken, receive
from celtrace.cases.workers.register import Register
from celtrace.doors.web.site import read_body, site_of
from celtrace.providers._event import Message

router = APIRouter()
MOST = 2**20


@router.post("/hooks/{provider}")
async def hook(request: Request, provider: str) -> Response:
    """Take a message in; what became of it is answered, and nothing about anybody else."""
    room = site_of(request).room
    message = Message(await read_body(request, MOST), dict(request.headers))
    secret = room.settings.secret(provider)

    def take(register: Register) -> Taken:
        return receive(register, provider, message, secret)

    taken = await run_in_threadpool(room.people, take)
    if taken in ("no file of this person", "no consent that holds"):
        body: dict[str, object] = {"provider": provider, "digest": message.digest, "because": taken}
        await run_in_threadpool(room.log, provider, "message not kept", body)
    return JSONResponse({"taken": taken})
