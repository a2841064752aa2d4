"""Whoever falls behind the agent's log is told what it missed, and gets the screen instead."""

import asyncio

from bowline.connection import Connection
from bowline.login import parse_link
from bowline.shell import Shell

from .support import shell_with_output

FLOOD = "seq 1 300000; echo LAST-LINE; read answer; echo got $answer"


async def run(link):
    link = parse_link(link)
    slow_link, fast_link = await Connection.open(link), await Connection.open(link)
    slow, slow_seen = shell_with_output(window=65_536)
    slow.consumes = False
    await slow.open(slow_link, ["/bin/sh", "-c", FLOOD])
    fast, fast_seen = shell_with_output(session=slow.session)
    await fast.attach(fast_link)
    await fast_seen.shows(b"LAST-LINE")
    slow.consumes = True
    slow.consume()
    await slow.until(lambda: slow.gaps and slow.screens)
    check_gap(slow, slow_seen)
    late = await comes_late(fast_link, slow.session)
    fast.type(b"it\n")
    for shell in (slow, fast, late):
        assert await asyncio.wait_for(shell.exit, 240) == (0, None)
    assert b"got it" in slow_seen.data
    return {"missed": slow.gaps[0][1] - slow.gaps[0][0]}


def check_gap(shell, seen):
    (start, end), ((place, cols, rows), screen) = shell.gaps[0], shell.screens[0]
    assert start == len(seen.data) < end, "what came before the gap, and no more, was put out"
    assert place == end and (cols, rows) == (80, 24), (shell.gaps, place, cols, rows)
    assert b"LAST-LINE" in screen and b"300000" in screen


async def comes_late(connection, session):
    """Who never had what is gone is not told of a gap by LAGGED, but gets the screen."""
    shell, _ = shell_with_output(session=session)
    await shell.attach(connection)
    assert shell.opened_body["output"] > 0, shell.opened_body
    await shell.until(lambda: shell.screens)
    assert shell.screens[0][0][0] == shell.opened_body["output"]
    return shell
