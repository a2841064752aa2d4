"""Plays the transcripts in clients.json with this client: is the agent in them."""

import asyncio
import json
from pathlib import Path

import websockets

from bowline.connection import Connection
from bowline.errors import ConnectionOver, Impostor, ProtocolError, Refused
from bowline.login import Link, proof, to_bytes
from bowline.shell import Shell

from .transcripts import Party, Player, play

TOKEN = "Qm93bGluZSB0ZXN0IHRva2VuOiBub3QgYSBzZWNyZXQ"


async def run(folder):
    """How many were played. Raises AssertionError, with the transcript's name and the step."""
    came = asyncio.Queue()

    async def accept(ws, _path=None):
        await came.put(ws)
        await ws.wait_closed()

    options = {"subprotocols": ["bowline.v1"], "compression": None, "ping_interval": None}
    server = await websockets.serve(accept, "127.0.0.1", 0, **options)
    port = list(server.sockets)[0].getsockname()[1]
    link = Link("127.0.0.1", port, "", False, TOKEN, "", "")
    transcripts = json.loads((Path(folder) / "clients.json").read_text("utf-8"))
    for transcript in transcripts:
        await play(ClientPlayer(link, came), transcript)
    return len(transcripts)


class ClientPlayer(Player):
    def __init__(self, link, came):
        super().__init__(link, {})
        self.came, self.connecting = came, None
        self.output_so_far, self.nonce = bytearray(), ""
        self.shell = Shell(on_output=self.output_so_far.extend)
        self.refused = None

    async def step(self, step):
        if "client" in step:
            await self.ask(step)
        elif "shell" in step:
            await self.shell.until(lambda: self.shows(step["shell"]))
        elif "fails" in step:
            assert await self.failure() == step["fails"]
        else:
            await super().step(step)

    async def ask(self, step):
        what = step["client"]
        if what == "connect":
            self.connecting = asyncio.ensure_future(Connection.open(self.link))
            self.parties[step["as"]] = Party(await self.came.get())
        elif what == "type":
            self.shell.type(step["text"].encode())
        elif what == "end input":
            self.shell.end_input()
        else:
            asyncio.ensure_future(self.begin(what))

    async def begin(self, what):
        connection = await self.connecting
        try:
            if what == "open":
                await self.shell.open(connection, ["cat"])
            else:
                await self.shell.attach(connection)
        except (ConnectionOver, Refused) as error:
            self.refused = error

    def shows(self, wanted):
        shell = self.shell
        state = {
            "output": self.output_so_far.decode(),
            "gaps": [list(gap) for gap in shell.gaps],
            "screens": [screen.decode() for _, screen in shell.screens],
            "unacknowledged": shell.unacknowledged,
            "end": self.how_it_ended(),
        }
        return all(state[name] == value for name, value in wanted.items())

    def how_it_ended(self):
        if self.shell.exit.done():
            code, signal = self.shell.exit.result()
            return f"exit {code if signal is None else signal}"
        if self.shell.detached:
            return f"reset {self.shell.detached}"
        return "" if self.shell.is_attached else "lost"

    async def failure(self):
        try:
            await self.connecting
        except Impostor:
            return "impostor"
        except (ConnectionOver, ProtocolError) as error:
            return error.code
        return None

    def saw(self, message):
        if message["type"] == "HELLO":
            self.nonce = message["body"]["nonce"]

    async def send(self, party, step):
        for message in step.get("messages", []):
            if message["type"] == "WELCOME":
                nonces = (to_bytes(self.nonce), to_bytes(message["body"]["nonce"]))
                for side in ("client", "agent"):
                    self.names[f"${side}Proof"] = proof(side, TOKEN, *nonces, "")
        await super().send(party, step)
