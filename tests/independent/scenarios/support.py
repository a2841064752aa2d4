"""What the scenarios have in common."""

import asyncio

from bowline.connection import Connection
from bowline.errors import ConnectionOver, Refused
from bowline.shell import Shell


class Screenful:
    """Collects a shell's output, and waits for what should be in it."""

    def __init__(self):
        self.data = bytearray()
        self._changed = asyncio.Event()

    def __call__(self, piece):
        self.data += piece
        self._changed.set()

    async def shows(self, text):
        while text not in self.data:
            self._changed.clear()
            await self._changed.wait()


def shell_with_output(**options):
    seen = Screenful()
    return Shell(on_output=seen, **options), seen


async def refusal(awaitable):
    """The name by which something is refused."""
    try:
        await awaitable
    except (Refused, ConnectionOver) as error:
        return error.code
    raise AssertionError("was not refused")


async def come_again(link, member=None):
    """A connection, however often it takes."""
    while True:
        try:
            return await Connection.open(link, member)
        except (ConnectionOver, OSError, asyncio.TimeoutError):
            await asyncio.sleep(0.01)


def check_cut(connection, has_ended):
    """Nothing but the scenario itself has ended a connection: nobody found a rule broken."""
    code = connection.over.result().code if connection.over.done() else ""
    assert code == "", f"the connection ended by {code}"
    assert has_ended or connection.cut_after is None, "was cut by somebody else"
