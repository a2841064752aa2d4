"""Logging in by the link, whichever kind it is, and being refused with a wrong one."""

from dataclasses import replace

from bowline.connection import Connection
from bowline.errors import Impostor
from bowline.login import parse_link

from .support import refusal


async def run(link):
    link = parse_link(link)
    connection = await Connection.open(link)
    assert connection.ready["role"] == "owner", connection.ready
    assert (await connection.request("list"))["shells"] == []
    assert await refusal(connection.request("tea")) == "unknown-method"
    assert await refusal(connection.request("kill", session="0" * 32)) == "no-such-session"
    assert await refusal(connection.request("invite", session=1)) == "bad-request"
    await connection.close()
    # Where a socket is the proof, a token is one of an invitation.
    wrong = replace(link, token="A" * 43)
    assert await refusal(Connection.open(wrong)) == "wrong-token"
    if link.fingerprint:
        assert await impostor(replace(link, fingerprint="0" * 64))
    return connection.welcome["auth"]


async def impostor(link):
    """True when the client found out by itself that this is not the agent that it looks for."""
    try:
        await Connection.open(link)
    except Impostor:
        return True
    return False
