"""Connections through the agent, both ways, half closed, cut, and refused."""

import asyncio
import random

from bowline.errors import Refused
from bowline.login import parse_link
from bowline.tunnel import Listener, Stream

from .resume import first_of, place_of_cut
from .support import check_cut, come_again, refusal


async def run(link, seed, size, cuts):
    link = parse_link(link)
    chance = random.Random(seed)
    echo = await asyncio.start_server(echo_all, "127.0.0.1", 0)
    target = {"kind": "tcp", "host": "127.0.0.1", "port": echo.sockets[0].getsockname()[1]}
    connection = await come_again(link)
    await half_closes(connection, target)
    await is_refused(connection, echo)
    await listens(connection)
    await greets_files(connection)
    connection.cut()
    made = await survives_cuts(link, target, chance, size, cuts)
    echo.close()
    return {"cuts": made}


async def echo_all(reader, writer):
    """Answers when the other half has ended, so that each half must end by itself."""
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.write(b"bye")
    writer.close()


async def half_closes(connection, target):
    for place in (target, {**target, "host": "localhost"}, {**target, "host": "a.LOCALHOST."}):
        stream = Stream()
        await stream.connect(connection, place)
        stream.write(b"hello")
        stream.end()
        assert await stream.read_to_end() == b"hellobye"
        await stream.over


async def is_refused(connection, echo):
    closed = await closed_port()
    for code, host, port in (
        ("target-refused", "127.0.0.1", closed),
        ("target-unknown", "no name", 80),
        ("forward-forbidden", "192.0.2.1", 80),
    ):
        target = {"kind": "tcp", "host": host, "port": port}
        assert await refusal(Stream().connect(connection, target)) == code, (code, host)
    assert await refusal(Stream().resume(connection)) == "no-such-stream"
    taken = echo.sockets[0].getsockname()[1]
    at = {"kind": "tcp", "host": "127.0.0.1", "port": taken}
    assert await refusal(Listener(print).listen(connection, at)) == "port-in-use"
    at = {"kind": "tcp", "host": "0.0.0.0", "port": 0}
    assert await refusal(Listener(print).listen(connection, at)) == "forward-forbidden"


async def closed_port():
    """A port of loopback at which nobody listens."""
    spare = await asyncio.start_server(echo_all, "127.0.0.1", 0)
    port = spare.sockets[0].getsockname()[1]
    spare.close()
    await spare.wait_closed()
    return port


async def listens(connection):
    came = asyncio.Queue()
    listener = Listener(came.put_nowait)
    at = await listener.listen(connection, {"kind": "tcp", "host": "127.0.0.1", "port": 0})
    reader, writer = await asyncio.open_connection(at["host"], at["port"])
    writer.write(b"from outside")
    writer.write_eof()
    stream = await came.get()
    assert await stream.read_to_end() == b"from outside"
    stream.write(b"from inside")
    stream.end()
    assert await reader.read() == b"from inside"
    await stream.over
    writer.close()
    listener.stop()
    await connection.request("list")  # what was asked before is done
    try:
        await asyncio.open_connection(at["host"], at["port"])
    except OSError:
        return
    raise AssertionError("a listener that was stopped still listens")


async def greets_files(connection):
    """The agent's files: SFTP, of which only the greeting is spoken here."""
    stream = Stream()
    await stream.connect(connection, {"kind": "files"})
    stream.write(bytes([0, 0, 0, 5, 1, 0, 0, 0, 3]))
    stream.end()
    answer = await stream.read_to_end()
    assert int.from_bytes(answer[:4], "big") == len(answer) - 4
    assert answer[4:9] == bytes([2, 0, 0, 0, 3]), answer[:9]
    assert b"limits@openssh.com" in answer and b"sum@bowline" in answer
    await stream.over
    await broken_files(connection)


async def broken_files(connection):
    stream = Stream()
    await stream.connect(connection, {"kind": "files"})
    stream.write(bytes([0, 4, 0, 1]))  # a packet that is too long
    try:
        await stream.over
    except Refused as refused:
        assert refused.code == "stream-reset", refused.code
        return
    raise AssertionError("a packet that is too long was taken")


async def survives_cuts(link, target, chance, size, cuts):
    sent = chance.randbytes(size)
    stream, made, is_there = Stream(), 0, False
    stream.write(sent)
    stream.end()
    reading = asyncio.ensure_future(stream.read_to_end())
    while not stream.over.done():
        connection = await come_again(link)
        if made < cuts:
            made += 1
            connection.cut_after = place_of_cut(chance, made, size, cuts)
        try:
            if is_there:
                await stream.resume(connection)
            else:
                await stream.connect(connection, target)
            is_there = True
            await first_of(stream.over, connection.over)
        except Exception as error:
            if isinstance(error, Refused) or not connection.over.done():
                raise
        check_cut(connection, stream.over.done())
        connection.cut()
    assert await reading == sent + b"bye"
    return made
