"""Programs without a terminal: what they print where, and megabytes through cuts both ways."""

import asyncio
import random

from bowline.connection import Connection
from bowline.errors import ConnectionOver
from bowline.login import parse_link
from bowline.program import Program
from bowline.records import STDERR, STDOUT

from .resume import first_of, place_of_cut
from .support import check_cut, come_again, refusal

# All of stdin comes out on stdout; every so many bytes also on stderr.
COMMAND = ["/bin/sh", "-c", "tee /dev/stderr; exit 5"]
WAITS = "trap 'printf heard' USR1; printf up; until read x; do :; done; printf \"$x\" >&2"


async def run(link, seed, size, cuts):
    link = parse_link(link)
    connection = await Connection.open(link)
    await hears_signals(connection)
    await ends_an_output(connection)
    await is_refused(connection)
    await connection.close()
    return await survives(link, random.Random(seed), size, cuts)


async def hears_signals(connection):
    program = Program()
    await program.take_up(connection, ["/bin/sh", "-c", WAITS])
    await program.until(lambda: program.outputs[STDOUT] == b"up")
    asked = program.next_signal("SIGUSR1")
    for _ in range(2):
        await connection.request("signal", **asked)
    await program.until(lambda: program.outputs[STDOUT] == b"upheard")
    program.type(b"last\n")
    assert await program.exit == (0, None)
    assert program.outputs == {STDOUT: b"upheard", STDERR: b"last"}, program.outputs
    await connection.request("forget", session=program.session)
    assert await refusal(program.attach(connection)) == "no-such-session"


async def ends_an_output(connection):
    program = Program()
    await program.take_up(connection, ["/bin/sh", "-c", "read x; exec cat /dev/zero"])
    await connection.request("end-output", session=program.session, stream=STDOUT)
    program.type(b"\n")
    assert await program.exit == (None, "SIGPIPE")


async def is_refused(connection):
    assert await refusal(Program().take_up(connection, [])) == "cannot-start"
    program = Program()
    await program.take_up(connection, ["cat"])
    other = Program()
    other.session = program.session
    assert await refusal(other.take_up(connection, ["cat"])) == "no-terminal"
    listed = (await connection.request("list"))["shells"]
    assert [one["pipes"] for one in listed if one["session"] == program.session] == [True], listed
    program.end_input()
    assert await program.exit == (0, None)


async def survives(link, chance, size, cuts):
    """Stdin, and twice as much output, over a link that is cut at places of all that goes over it."""
    given = chance.randbytes(size)
    program, made = Program(), 0
    program.type(given)
    program.end_input()
    while not program.exit.done():
        connection = await come_again(link)
        if made < cuts:
            made += 1
            connection.cut_after = place_of_cut(chance, made, 3 * size, cuts)
        try:
            await program.take_up(connection, COMMAND)
            await first_of(program.exit, connection.over)
        except ConnectionOver:
            await asyncio.sleep(0)
        check_cut(connection, program.exit.done())
        connection.cut()
    assert await program.exit == (5, None)
    for stream in (STDOUT, STDERR):
        assert program.outputs[stream] == given, (stream, len(program.outputs[stream]))
    assert not program.gaps
    return {"cuts": made}
