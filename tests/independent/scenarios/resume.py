"""A shell that echoes megabytes, over a connection that is cut at random places in both directions."""

import asyncio
import hashlib
import random

from bowline.login import parse_link

from .support import check_cut, come_again, shell_with_output

# Without a terminal's own doings, what is typed comes back to the byte.
COMMAND = "stty raw -echo; printf READY; head -c {} ; printf THE-END"


async def run(link, seed, size, cuts):
    chance = random.Random(seed)
    link = parse_link(link)
    typed = chance.randbytes(size)
    shell, seen = shell_with_output()
    command = ["/bin/sh", "-c", COMMAND.format(size)]
    typing = asyncio.ensure_future(types_when_ready(shell, seen, typed))
    made, is_open = 0, False
    while not shell.exit.done():
        connection = await come_again(link)
        if made < cuts:
            made += 1
            connection.cut_after = place_of_cut(chance, made, size, cuts)
        try:
            await (shell.attach(connection) if is_open else shell.open(connection, command))
            is_open = True
            await first_of(shell.exit, connection.over)
        except Exception:
            if not connection.over.done():
                raise
        check_cut(connection, shell.exit.done())
        connection.cut()
    await typing
    assert await shell.exit == (0, None)
    expected = b"READY" + typed + b"THE-END"
    assert bytes(seen.data) == expected, (len(seen.data), len(expected))
    assert not shell.gaps and not shell.screens
    return {"sha256": hashlib.sha256(seen.data).hexdigest(), "cuts": made}


async def types_when_ready(shell, seen, typed):
    """Before that the terminal would take a Ctrl-C among the bytes for one."""
    await seen.shows(b"READY")
    shell.type(typed)


def place_of_cut(chance, number, size, cuts):
    """Of all bytes that go over a link. The first fall into what begins, and into its answer."""
    return 200 * number if number <= 3 else chance.randint(1, 2 * size // cuts)


async def first_of(*futures):
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
