"""Plays the transcripts of docs/conformance with an agent, as their README says.

Speaks in frames alone, by `wire` and `login`: none of what the client does by itself is in the way.
"""

import asyncio
import json
from pathlib import Path

import websockets

from bowline.connection import dial
from bowline.login import parse_link, proof, to_bytes, to_text
from bowline.records import STDERR, STDOUT, RecordReader
from bowline.wire import FrameReader, Message, encode
from vectors import message_of, written, written_out

from .tunnels import closed_port

NONCE = bytes(range(32))
HELLO = {
    "versions": [1],
    "nonce": to_text(NONCE),
    "client": {"name": "vectors", "version": "1"},
    "limits": {"maxBody": 131_072, "maxChannels": 256},
    "features": ["groups", "tunnels", "run"],
}
BACKGROUND = ("PING", "PONG", "RECEIPT", "METER", "CREDIT", "GROUP", "SIZE")
MOST_A_MESSAGE = 200_000
FILES = ("handshakes", "sessions", "programs", "tunnels", "guests")


async def run(folder, links):
    """How many were played. Raises AssertionError, with the transcript's name and the step."""
    echo = await asyncio.start_server(send_back, "127.0.0.1", 0)
    ports = {"$echoPort": echo.sockets[0].getsockname()[1], "$closedPort": await closed_port()}
    count = 0
    for name in FILES:
        for transcript in json.loads((Path(folder) / f"{name}.json").read_text("utf-8")):
            link = parse_link(links[transcript["agent"]])
            await play(Player(link, {"$hello": HELLO, **ports}), transcript)
            count += 1
    echo.close()
    return count


async def send_back(reader, writer):
    while data := await reader.read(65_536):
        writer.write(data)
    writer.close()


async def play(player, transcript):
    """Raises AssertionError, with the transcript's name and the step."""
    try:
        for number, step in enumerate(transcript["steps"], 1):
            try:
                await asyncio.wait_for(player.step(step), 240)
            except Exception as error:
                text = f"{transcript['name']}, step {number}, {json.dumps(step)[:300]}"
                raise AssertionError(text) from error
    finally:
        player.end()


class Player:
    def __init__(self, link, names):
        self.link, self.names, self.parties = link, names, {}

    async def step(self, step):
        kind = next(iter(step))
        party = self.parties.get(step[kind])
        if kind == "connect":
            await self.connect(step["connect"])
        elif kind == "login":
            await self.login(step)
        elif kind == "send":
            await self.send(party, step)
        elif kind == "expect":
            await self.expect(party, step.get("inAnyOrder") or [step["message"]])
        elif kind == "output":
            await self.output(party, step)
        elif kind == "printed":
            await self.printed(party, step)
        elif kind == "lagged":
            pattern = {"type": "LAGGED", "channel": step["channel"], "body": {"to": step["to"]}}
            await self.expect(party, [pattern])
        elif kind == "screen":
            await self.screen(party, step)
        elif kind == "closed":
            code, reason = await party.closed()
            assert code == step["code"] and reason == step.get("reason", reason), (code, reason)
        elif kind == "cut":
            party.ws.transport.abort()
        else:
            raise ValueError(f"a step of an unknown kind: {kind}")

    def end(self):
        for party in self.parties.values():
            party.end()

    async def connect(self, name):
        party = self.parties[name] = Party(await dial(self.link))
        return party

    async def login(self, step):
        party = await self.connect(step["login"])
        token = filled(step.get("token", self.link.token), self.names)
        await party.send([Message("HELLO", 0, HELLO)])
        welcome = await party.next(lambda one: one["type"] == "WELCOME")
        guest = {name: step[name] for name in ("invitation", "member") if name in step}
        auth = {"method": "token", "proof": prove("client", token, welcome)}
        await party.send([Message("AUTH", 0, {**auth, **filled(guest, self.names)})])
        refused = step.get("refused")
        answer = await party.next(lambda one: one["type"] == ("ERROR" if refused else "READY"))
        assert answer["body"].get("code") == refused, answer
        if refused != "wrong-token":
            assert answer["body"]["proof"] == prove("agent", token, welcome), answer

    async def send(self, party, step):
        if "text" in step:
            return await party.ws.send(step["text"])
        if "hex" in step:
            for piece in step["hex"]:
                await party.ws.send(bytes.fromhex(piece))
            return None
        messages = [message_of(written_out(filled(one, self.names))) for one in step["messages"]]
        return await party.send(messages)

    async def expect(self, party, patterns):
        left = list(patterns)
        while left:
            message = await party.next(lambda one: self.first_like(one, left))
            left.remove(self.first_like(message, left))
            self.saw(message)

    def saw(self, message):
        if message["type"] == "WELCOME":
            token = self.link.token or "A" * 43
            for side in ("client", "agent"):
                self.names[f"${side}Proof"] = prove(side, token, message)

    def first_like(self, message, patterns):
        return next((one for one in patterns if fits(one, message, self.names)), None)

    async def output(self, party, step):
        output = party.output(step["channel"])
        if step.get("grants"):
            await party.grant(step["channel"])
        text = step["shows"].encode()
        while text not in output["data"]:
            await party.read()
        output["data"] = output["data"].split(text, 1)[1]
        self.ends_at(step, output)

    async def printed(self, party, step):
        output = party.output(step["channel"])
        wanted = {STDOUT: step.get("stdout", ""), STDERR: step.get("stderr", "")}
        while printed_in(output["data"]) != wanted:
            await party.read()
        output["data"] = b""
        self.ends_at(step, output)

    def ends_at(self, step, output):
        if "end" in step:
            assert fits(step["end"], output["end"], self.names), output["end"]

    async def screen(self, party, step):
        pattern = {"type": "SCREEN", "channel": step["channel"], "body": {"offset": step["offset"]}}
        shown, more = b"", 1
        while more:
            message = await party.next(lambda one: fits(pattern, one, self.names))
            shown += bytes.fromhex(message["body"]["bytes"])
            more = message["body"]["more"]
        assert step["shows"].encode() in shown


class Party:
    """One connection: what came and was not waited for, and the output of its channels."""

    def __init__(self, ws):
        self.ws = ws
        self._waiting, self._outputs, self._grants = [], {}, set()
        self._reader = FrameReader(0xFFFFFF)

    async def send(self, messages):
        pending = b""
        for message in messages:
            if message.type == "RESUME":
                self.begins(message.channel, message.body["have"])
            if message.type == "OPENED":
                self.begins(message.channel, message.body["input"])
            frame = encode(message)
            if len(pending) + len(frame) > MOST_A_MESSAGE:
                await self.ws.send(pending)
                pending = b""
            pending += frame
        await self.ws.send(pending)

    def output(self, channel):
        return self._outputs.setdefault(channel, {"data": b"", "end": 0})

    def begins(self, channel, at):
        self._outputs[channel] = {"data": b"", "end": at}

    async def grant(self, channel):
        self._grants.add(channel)
        consumed = self.output(channel)["end"]
        grant = {"consumed": consumed, "limit": consumed + 1_000_000}
        await self._say(Message("CREDIT", channel, grant))

    async def _say(self, message):
        try:
            await self.ws.send(encode(message))
        except websockets.ConnectionClosed:
            pass  # what came before the Close is yet to be read

    async def next(self, is_right):
        """The next message that isn't in the background, or one in it that is right."""
        while True:
            for at, message in enumerate(self._waiting):
                right = is_right(message)
                if right or message["type"] not in BACKGROUND:
                    del self._waiting[: at + 1]
                    assert right, f"{message} came"
                    return message
            await self.read()

    async def read(self):
        for message in self._reader.feed(await self.ws.recv()):
            if message.type == "PING":
                await self._say(Message("PONG", 0, message.body))
            elif message.type == "DATA":
                await self._collect(message.channel, message.body)
            else:
                self._keep(message)
                if message.type == "LAGGED" and message.channel in self._grants:
                    await self.grant(message.channel)

    async def closed(self):
        try:
            while True:
                await self.read()
        except websockets.ConnectionClosed:
            rest = [one for one in self._waiting if one["type"] not in BACKGROUND]
            assert not rest, f"{rest} came before the Close"
            return self.ws.close_code, self.ws.close_reason

    def end(self):
        self.ws.transport.abort()

    def _keep(self, message):
        if message.type == "OPENED":
            self.begins(message.channel, message.body["output"])
        if message.type == "LAGGED":
            output = self.output(message.channel)
            assert message.body["from"] == output["end"], (message, output["end"])
            output.update(data=b"", end=message.body["to"])
        self._waiting.append(written(message))

    async def _collect(self, channel, body):
        output = self.output(channel)
        assert body["offset"] == output["end"], (body["offset"], output["end"])
        output["data"] += body["bytes"]
        output["end"] += len(body["bytes"])
        if channel in self._grants:
            await self.grant(channel)


def prove(side, token, welcome):
    return proof(side, token, NONCE, to_bytes(welcome["body"]["nonce"]), "")


def printed_in(data):
    """What records hold, by stream; None while one hasn't ended."""
    reader, parts = RecordReader(), {STDOUT: b"", STDERR: b""}
    for stream, part in reader.feed(data):
        parts[stream] += part
    return None if reader.inside else {stream: part.decode() for stream, part in parts.items()}


def is_name(value):
    return isinstance(value, str) and value.startswith("$")


def filled(value, names):
    """What is to be sent: each name stands for its value."""
    if is_name(value):
        return names[value]
    if isinstance(value, list):
        return [filled(one, names) for one in value]
    if isinstance(value, dict):
        return {
            name: one if name in ("$string", "$array", "$map") else filled(one, names)
            for name, one in value.items()
        }
    return value


def fits(pattern, value, names):
    """Whether what came is as was said; names without a value get theirs if all of it fits."""
    found = {}
    if not _fits(pattern, value, names, found):
        return False
    names.update(found)
    return True


def _fits(pattern, value, names, found):
    if pattern == "*":
        return value is not None
    if is_name(pattern):
        return {**names, **found}.get(pattern, value) == value and not found.update({pattern: value})
    if isinstance(pattern, list):
        same = isinstance(value, list) and len(value) == len(pattern)
        return same and all(_fits(one, value[at], names, found) for at, one in enumerate(pattern))
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(
            name in value and _fits(one, value[name], names, found) for name, one in pattern.items()
        )
    return pattern == value and type(pattern) is type(value)
