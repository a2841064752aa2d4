"""One connection to an agent: dialled, proved, and then shared by all channels."""

import asyncio
import hashlib
import secrets
import ssl
import weakref
from collections import deque

import websockets

from .errors import CLOSE_CODES, ConnectionOver, Impostor, ProtocolError, Refused
from .login import proof, same_proof, to_bytes, to_text
from .wire import BODY_AFTER_READY, FrameReader, Message, encode

MOST_MESSAGE = 262_144
# Of DATA frames, headers included, sent and not yet told of by RECEIPT: a bound of our own.
MOST_UNDER_WAY = 256 * 1024
FIRST_AGENT_CHANNEL = 0x80000000
FEATURES = ["groups", "tunnels", "run", "files"]


class Connection:
    """Use `await Connection.open(link)`. `over` is done when it has ended, with the reason."""

    living = weakref.WeakSet()

    def __init__(self, ws):
        self.living.add(self)
        self._ws = ws
        self.over = asyncio.get_running_loop().create_future()
        self.welcome = self.ready = None
        self.max_body = BODY_AFTER_READY
        self.listeners = {}  # name of a listener: what takes its CONNECTs
        self._reader = FrameReader()
        self._messages = deque()
        self._handlers = {}  # channel: what takes its messages
        self._next_channel = 1
        self._next_of_agent = FIRST_AGENT_CHANNEL
        self._requests = {}
        self._next_request = 1
        self._paced_out = self._receipted = 0
        self._has_receipts = False
        self._outbox = asyncio.Queue()
        self._room = asyncio.Condition()
        self._pings = {}
        self.round_trips = []
        self._tasks = []
        self._writer = None
        self.cut_after = None  # bytes in or out until it cuts itself, for tests of what survives

    @classmethod
    async def open(cls, link, member=None):
        """Dials and logs in: by token, as a guest with `member`, or where a socket is the proof."""
        binding = link.fingerprint
        self = cls(await dial(link))
        try:
            self._start(self._write_all())
            (self._writer,) = self._tasks
            await asyncio.wait_for(self._log_in(link, member, binding), 10)
        except ProtocolError as error:
            await self._fail(error)
            raise
        except BaseException:
            self.cut()
            raise
        self._start(self._read_all(), self._beat(), self._watch())
        return self

    # -- sending

    def send(self, type_, channel=0, **body):
        """Puts a control message in line."""
        self._outbox.put_nowait(encode(Message(type_, channel, body)))

    async def send_paced(self, channel, offset, data):
        """Sends DATA; waits while the link has enough of it."""
        frame = encode(Message("DATA", channel, {"offset": offset, "bytes": data}))
        async with self._room:
            await self._room.wait_for(lambda: self.over.done() or self._may_send())
        self._check()
        self._paced_out += len(frame)
        self._outbox.put_nowait(frame)

    def _may_send(self):
        under_way = self._paced_out - self._receipted
        return self._outbox.qsize() < 16 and (not self._has_receipts or under_way < MOST_UNDER_WAY)

    async def request(self, method, **params):
        """The result; raises Refused."""
        self._check()
        number, self._next_request = self._next_request, self._next_request + 1
        answer = self._requests[number] = asyncio.get_running_loop().create_future()
        self.send("REQUEST", id=number, method=method, params=params)
        return await answer

    # -- channels

    def new_channel(self, handler):
        """A number that was never used; the handler's `receive` gets what comes on it."""
        self._check()
        channel, self._next_channel = self._next_channel, self._next_channel + 1
        self._handlers[channel] = handler
        return channel

    def bind(self, channel, handler):
        self._handlers[channel] = handler

    def release(self, channel):
        """What still comes on it is dropped."""
        self._handlers.pop(channel, None)

    # -- its end

    async def close(self):
        """Says GOODBYE. The shells run on."""
        if not self.over.done():
            self.send("GOODBYE", reason="done")
            await self._flush()
            await self._ws.close(1000)
        self._end(ConnectionOver())

    def cut(self):
        """As a network would: whatever is under way in either direction is lost."""
        self._ws.transport.abort()
        self._end(ConnectionOver())

    def _check(self):
        if self.over.done():
            raise self.over.result()

    def _end(self, reason):
        if self.over.done():
            return
        self.over.set_result(reason)
        for task in self._tasks:
            if task is not asyncio.current_task():
                task.cancel()
        for answer in self._requests.values():
            if not answer.done():
                answer.set_exception(reason)
        for handler in set(self._handlers.values()):
            handler.lost(self)
        self._start(self._tell_room())

    async def _tell_room(self):
        async with self._room:
            self._room.notify_all()

    # -- tasks

    def _start(self, *coroutines):
        self._tasks += [asyncio.ensure_future(one) for one in coroutines]

    async def _write_all(self):
        try:
            while not self.over.done():
                frame = await self._outbox.get()
                self._spend(len(frame))
                await self._ws.send(frame)
                await self._tell_room()
        except (websockets.ConnectionClosed, OSError):
            pass  # the reader tells how it ended

    async def _read_all(self):
        try:
            while True:
                self._handle(await self._next())
        except ProtocolError as error:
            await self._fail(error)
        except ConnectionOver as reason:
            self._end(reason)

    async def _fail(self, error):
        """Tells the agent which rule it broke, and closes."""
        self.send("ERROR", code=error.code, message=str(error)[:1024])
        await self._flush()
        await self._ws.close(CLOSE_CODES.get(error.code, 4000), error.code)
        self._end(ConnectionOver(error.code))

    async def _flush(self):
        """What is in line goes out, if there is still somebody to whom."""
        while not (self._outbox.empty() or self._writer.done()):
            await asyncio.sleep(0)

    async def _next(self):
        """The next message. Raises ConnectionOver."""
        while True:
            self._check()  # what came before a cut, and wasn't read by then, is lost with it
            if self._messages:
                return self._messages.popleft()
            try:
                piece = await self._ws.recv()
            except websockets.ConnectionClosed:
                raise ConnectionOver(close_code=self._ws.close_code) from None
            except OSError:
                raise ConnectionOver() from None
            if isinstance(piece, str):
                raise ProtocolError("text-message")
            self._heard_at = asyncio.get_running_loop().time()
            self._take(piece)

    def _take(self, piece):
        before = self._reader.paced_bytes
        for message in self._reader.feed(piece):
            self._messages.append(message)
            if message.type == "READY":
                self._reader.max_body = self.max_body
        if self._reader.paced_bytes > before:
            self.send("RECEIPT", total=self._reader.paced_bytes)
        self._spend(len(piece))

    def _spend(self, count):
        if self.cut_after is None:
            return
        self.cut_after -= count
        if self.cut_after <= 0:
            self.cut_after = None
            self.cut()

    async def _beat(self):
        while True:
            token = secrets.randbits(53)
            self._pings[token] = asyncio.get_running_loop().time()
            self.send("PING", token=token)
            await asyncio.sleep(self.welcome["heartbeatMs"] / 1000)

    async def _watch(self):
        silence = self.welcome["silenceMs"] / 1000
        while True:
            left = self._heard_at + silence - asyncio.get_running_loop().time()
            if left <= 0:
                self._ws.transport.abort()
                return self._end(ConnectionOver("heartbeat-timeout"))
            await asyncio.sleep(left)

    # -- what comes

    async def _log_in(self, link, member, binding):
        nonce = secrets.token_bytes(32)
        self.send(
            "HELLO",
            versions=[1],
            nonce=to_text(nonce),
            client={"name": "independent", "version": "1"},
            limits={"maxBody": BODY_AFTER_READY, "maxChannels": 256},
            features=FEATURES,
        )
        welcome = await self._expect("WELCOME")
        method = "token" if link.token else "none"
        if method not in welcome["auth"]:
            raise Impostor(f"the agent takes {welcome['auth']}, not {method}")
        auth = {"method": method}
        inputs = (nonce, to_bytes(welcome["nonce"]), binding)
        if link.token:
            auth["proof"] = proof("client", link.token, *inputs)
        if link.invitation:
            auth.update(invitation=link.invitation, member=member)
        self.max_body = min(BODY_AFTER_READY, welcome["limits"]["maxBody"])
        self.send("AUTH", **auth)
        ready = await self._expect("READY")
        if link.token:
            expected = proof("agent", link.token, *inputs)
            if not same_proof(ready.get("proof", ""), expected):
                raise Impostor("the agent does not know the token")
        self.welcome, self.ready = welcome, ready

    async def _expect(self, type_):
        message = await self._next()
        if message.type == "ERROR":
            raise ConnectionOver(message.body["code"])
        if message.type != type_:
            raise ProtocolError("unexpected-message", f"{message.type} before READY")
        return message.body

    def _handle(self, message):
        if message.channel:
            return self._on_channel(message)
        body = message.body
        if message.type == "PING":
            self.send("PONG", token=body["token"])
        elif message.type == "PONG":
            since = self._pings.pop(body["token"], None)
            if since is not None:
                self.round_trips.append(asyncio.get_running_loop().time() - since)
        elif message.type == "RECEIPT":
            self._on_receipt(body["total"])
        elif message.type == "RESPONSE":
            self._on_response(body)
        elif message.type == "ERROR":
            raise ConnectionOver(body["code"])
        elif message.type != "GOODBYE":
            raise ProtocolError("unexpected-message", message.type)

    def _on_receipt(self, total):
        if total < self._receipted:
            raise ProtocolError("credit-shrunk", "of RECEIPT")
        if total > self._paced_out:
            raise ProtocolError("credit-ahead", "of RECEIPT")
        self._receipted, self._has_receipts = total, True
        self._start(self._tell_room())

    def _on_response(self, body):
        answer = self._requests.pop(body["id"], None)
        if answer is None or answer.done():
            return
        if "error" in body:
            answer.set_exception(Refused(body["error"]["code"], body["error"]["message"]))
        else:
            answer.set_result(body.get("result"))

    def _on_channel(self, message):
        if message.type == "CONNECT":
            return self._on_connect(message)
        handler = self._handlers.get(message.channel)
        if handler is not None:
            handler.receive(self, message)

    def _on_connect(self, message):
        if message.channel < self._next_of_agent:
            raise ProtocolError("unexpected-message", f"CONNECT on channel {message.channel}")
        self._next_of_agent = message.channel + 1
        listener = self.listeners.get(message.body.get("forward"))
        if listener is None:
            self.send("RESET", message.channel, code="stopped", message="Nobody listens here.")
        else:
            listener.connect(self, message)


async def dial(link):
    """A WebSocket to the agent; with TLS to the one whose certificate is pinned, if one is."""
    options = {
        "subprotocols": ["bowline.v1"],
        "compression": None,
        "max_size": MOST_MESSAGE,
        "ping_interval": None,  # the protocol has a heartbeat of its own
    }
    if link.path:
        return await websockets.unix_connect(link.path, "ws://localhost/bowline", **options)
    host = f"[{link.host}]" if ":" in link.host else link.host
    if not link.tls:
        return await websockets.connect(f"ws://{host}:{link.port}/bowline", **options)
    context = ssl.create_default_context()
    if link.fingerprint:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    ws = await websockets.connect(f"wss://{host}:{link.port}/bowline", ssl=context, **options)
    if link.fingerprint:
        shown = ws.transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
        if hashlib.sha256(shown).hexdigest() != link.fingerprint:
            ws.transport.abort()
            raise Impostor("the agent shows another certificate")
    return ws
