"""One shell: typed into, resized, ended in each way, left and joined again."""

from bowline.connection import Connection
from bowline.login import parse_link
from bowline.shell import Shell

from .support import refusal, shell_with_output


async def run(link):
    connection = await Connection.open(parse_link(link))
    await types_and_ends(connection)
    await ends_its_input(connection)
    await is_killed(connection)
    await is_left_and_joined(connection)
    await is_refused(connection)
    await connection.close()


async def types_and_ends(connection):
    shell, seen = shell_with_output()
    await shell.open(connection, ["/bin/sh"], env={"GREETING": "hello"})
    shell.type(b"echo $GREETING-$TERM\n")
    await seen.shows(b"hello-xterm-256color")
    await shell.until(lambda: shell.unacknowledged == 0)
    shell.resize(100, 30)
    shell.type(b"stty size; exit 7\n")
    await seen.shows(b"30 100")
    assert await shell.exit == (7, None)


async def ends_its_input(connection):
    shell, seen = shell_with_output()
    await shell.open(connection, ["/bin/sh", "-c", "cat; echo the end"])
    shell.type(b"without a line feed")
    shell.end_input()
    assert await shell.exit == (0, None)
    assert b"the end" in seen.data


async def is_killed(connection):
    shell, seen = shell_with_output()
    await shell.open(connection, ["/bin/sh", "-c", "echo here; sleep 1000"])
    await seen.shows(b"here")
    await connection.request("kill", session=shell.session, signal="SIGKILL")
    assert await shell.exit == (None, "SIGKILL")
    again, seen_again = shell_with_output(session=shell.session)
    await again.attach(connection)
    assert await again.exit == (None, "SIGKILL")
    assert seen_again.data == seen.data
    code = await refusal(connection.request("kill", session=shell.session))
    assert code == "session-ended", code


async def is_left_and_joined(connection):
    shell, seen = shell_with_output()
    await shell.open(connection, ["cat"])
    await shell.open(connection, ["cat"])  # its answer was lost, say: it is found
    shell.detach()
    await shell.until(lambda: shell.detached)
    assert shell.detached == "requested"
    other, _ = shell_with_output(session=shell.session)
    await other.attach(connection)
    other.type(b"by the other\n")
    await shell.attach(connection)
    await seen.shows(b"by the other")
    (listed,) = [
        one
        for one in (await connection.request("list"))["shells"]
        if one["session"] == shell.session
    ]
    assert listed["viewers"] == 2 and listed["exit"] is None, listed
    await connection.request("kill", session=shell.session)
    await shell.exit
    await other.exit


async def is_refused(connection):
    shell = Shell()
    assert await refusal(shell.open(connection, ["no-such-program"])) == "cannot-start"
    assert await refusal(shell.open(connection, ["cat"], cwd="/no/such/folder")) == "cannot-start"
    assert await refusal(shell.open(connection, ["cat"], env={"A=B": ""})) == "cannot-start"
    assert await refusal(Shell(session="0" * 32).attach(connection)) == "no-such-session"
