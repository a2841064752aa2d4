"""Two guests at an owner's shell: one who may type, one who may only watch."""

import asyncio
import secrets
from dataclasses import replace
from urllib.parse import urlencode

from bowline.connection import Connection
from bowline.errors import Refused
from bowline.login import parse_link
from bowline.shell import Shell

from .support import refusal, shell_with_output


async def run(link):
    link = parse_link(link)
    owner_link = await Connection.open(link)
    owner, owner_sees = shell_with_output(name="Ada")
    await owner.open(owner_link, ["cat"])
    editor = await joins(link, owner_link, owner, "editor")
    viewer = await joins(link, owner_link, owner, "viewer")
    await types(owner_sees, editor, viewer)
    await talks(owner_link, owner, editor, viewer)
    await sees_who_is_there(owner)
    await may_do_no_more(viewer)
    await comes_back(link, owner, editor)
    await is_sent_away(link, owner_link, viewer)
    await owner_link.request("kill", session=owner.session)
    await owner.exit
    return {"members": sorted(one["name"] for one in owner.groups[-1]["members"])}


class Guest:
    """A connection that came by an invitation, and its view of the shell."""

    def __init__(self, invitation, member, connection, shell, seen):
        self.invitation, self.member = invitation, member
        self.connection, self.shell, self.seen = connection, shell, seen


async def joins(link, owner_link, owner, role):
    invitation = await owner_link.request("invite", session=owner.session, role=role)
    assert invitation["state"] == "open" and invitation["uses"] is None, invitation
    member = secrets.token_hex(16)
    connection = await Connection.open(as_guest(link, invitation), member)
    assert connection.ready["role"] == role and connection.ready["session"] == owner.session
    shell, seen = shell_with_output(session=owner.session, name=f"the {role}")
    await shell.attach(connection)
    return Guest(invitation, member, connection, shell, seen)


def as_guest(link, invitation):
    """What is in the link that the guest is sent."""
    query = urlencode({"invite": invitation["id"], "role": invitation["role"], "v": 1})
    token = invitation["token"]
    return parse_link(f"bowline://{link.host}:{link.port}/?{query}&token={token}")


async def types(owner_sees, editor, viewer):
    viewer.shell.type(b"nobody reads this\n")
    await viewer.shell.until(lambda: viewer.shell.refusals == ["view-only"])
    await viewer.shell.until(lambda: viewer.shell.unacknowledged == 0)
    editor.shell.type(b"all read this\n")
    for seen in (owner_sees, editor.seen, viewer.seen):
        await seen.shows(b"all read this")
        assert b"nobody" not in seen.data


async def talks(owner_link, owner, editor, viewer):
    name = secrets.token_hex(16)
    say = {"channel": viewer.shell.channel, "id": name, "text": "hello,\r\nall\x07"}
    first = await viewer.connection.request("say", **say)
    assert await viewer.connection.request("say", **say) == first  # counts once
    channel = editor.shell.channel
    await editor.connection.request("say", channel=channel, id=secrets.token_hex(16), text="yes")
    for shell in (owner, editor.shell, viewer.shell):
        await shell.until(lambda: len(shell.chat) == 2)
        assert [one["text"] for one in shell.chat] == ["hello,\nall", "yes"], shell.chat
        assert [one["role"] for one in shell.chat] == ["viewer", "editor"]
    empty = {"channel": owner.channel, "id": secrets.token_hex(16)}
    assert await refusal(owner_link.request("say", **empty, text="\x07")) == "chat-empty"
    assert await refusal(owner_link.request("say", **empty, text="x" * 2001)) == "chat-too-long"


async def sees_who_is_there(owner):
    names = ["Ada", "the editor", "the viewer"]
    await owner.until(lambda: [one["name"] for one in owner.groups[-1]["members"]] == names)
    roles = [one["role"] for one in owner.groups[-1]["members"]]
    assert roles == ["owner", "editor", "viewer"], roles
    assert owner.opened_body["member"] == owner.groups[-1]["members"][0]["id"]


async def may_do_no_more(viewer):
    connection = viewer.connection
    assert await refusal(Shell().open(connection)) == "forbidden"
    assert await refusal(Shell(session="0" * 32).attach(connection)) == "no-such-session"
    assert await refusal(connection.request("list")) == "forbidden"
    await connection.request("flow")
    more = [Shell(session=viewer.shell.session) for _ in range(4)]
    for shell in more[:3]:
        await shell.attach(connection)
    assert await refusal(more[3].attach(connection)) == "too-many-channels"
    for shell in more[:3]:
        shell.detach()
        await shell.until(lambda: shell.detached == "requested")


async def comes_back(link, owner, editor):
    """The same member from somewhere else takes the place, and the older connection ends."""
    before = editor.shell.opened_body["member"]
    newer = await Connection.open(as_guest(link, editor.invitation), editor.member)
    await editor.shell.attach(newer)
    assert (await editor.connection.over).code == "replaced"
    assert editor.shell.opened_body["member"] == before
    editor.connection = newer
    editor.shell.type(b"back again\n")
    await editor.seen.shows(b"back again")


async def is_sent_away(link, owner_link, viewer):
    result = await owner_link.request("revoke", id=viewer.invitation["id"])
    assert result == {"cutOff": 1}, result
    assert (await viewer.connection.over).code == "invitation-revoked"
    again = as_guest(link, viewer.invitation)
    code = await refusal(Connection.open(again, viewer.member))
    assert code == "invitation-revoked", code
    unknown = replace(again, invitation="0" * 16)
    assert await refusal(Connection.open(unknown, viewer.member)) == "wrong-token"
