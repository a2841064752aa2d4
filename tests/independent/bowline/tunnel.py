"""Tunnels (section 7 of the page): streams and listeners, which outlive connections, too."""

import asyncio
import secrets

from .errors import ConnectionOver, ProtocolError, Refused

WINDOW = 256 * 1024
PIECE = 32 * 1024


class Stream:
    """One connection that is carried. Like a socket with two halves: `write`, `end`, `read`."""

    def __init__(self, name=None):
        self.name = name or secrets.token_hex(16)
        self.over = asyncio.get_running_loop().create_future()
        self._connection, self.channel = None, 0
        self._answer = None
        self._changed = asyncio.Condition()
        self._sender = None
        self._target = None
        # sending: `_unsent` begins at offset `_acked`
        self._buffer = bytearray()
        self._acked = self._sent = self._limit = 0
        self._ends = self._eof_sent = self._ended_there = False
        # receiving
        self._received = bytearray()
        self._have = self._taken = 0
        self._granted = WINDOW
        self._eof_received = self._ended_here = False

    # -- beginning, and again after a cut

    async def connect(self, connection, target):
        """Asks the agent for a connection to a place. Raises Refused."""
        self._target = target
        self._bind(connection, connection.new_channel(self))
        connection.send(
            "CONNECT", self.channel, stream=self.name, window=WINDOW, target=target
        )
        await self._answered()

    async def resume(self, connection):
        """Goes on after a cut. Raises Refused."""
        self._bind(connection, connection.new_channel(self))
        connection.send("RESUME", self.channel, stream=self.name, **self._progress())
        await self._answered()

    def accept(self, connection, message):
        """Answers the agent's CONNECT."""
        self._bind(connection, message.channel)
        connection.bind(message.channel, self)
        connection.send("CONNECTED", self.channel, window=WINDOW)
        self._limit = message.body["window"]
        self._start()

    def _bind(self, connection, channel):
        self._connection, self.channel = connection, channel
        self._answer = asyncio.get_running_loop().create_future()
        self._eof_sent = False

    async def _answered(self):
        await self._answer
        self._start()

    def _start(self):
        self._sender = asyncio.ensure_future(self._send_all(self._connection, self.channel))

    def _progress(self):
        self._granted = self._taken + WINDOW
        return {"have": self._have, "consumed": self._taken, "limit": self._granted}

    def lost(self, connection):
        if connection is not self._connection:
            return
        self._stop()
        if not self._answer.done():
            self._answer.set_exception(connection.over.result())

    # -- the two halves

    def write(self, data):
        self._buffer += data
        self._notify()

    def end(self):
        """No more is written."""
        self._ends = True
        self._notify()

    async def read_to_end(self):
        """All that the other side says, until it ends its half."""
        return b"".join([piece async for piece in self])

    async def __aiter__(self):
        while True:
            ready = lambda: self._received or self._eof_received or self.over.done()
            await self._until(ready)
            if self._received:
                piece, self._received = bytes(self._received), bytearray()
                self._taken += len(piece)
                self._grant()
                yield piece
            elif self._eof_received:
                self._delivered()
                return
            else:
                raise self.over.exception()

    def reset(self, code="stream-reset"):
        self._connection.send("RESET", self.channel, code=code, message="")
        self._finish(Refused(code))

    def _grant(self):
        if self._connection and self._answer_is_there:
            self._granted = self._taken + WINDOW
            grant = {"consumed": self._taken, "limit": self._granted}
            self._connection.send("CREDIT", self.channel, **grant)

    @property
    def _answer_is_there(self):
        return self._sender is not None

    def _delivered(self):
        self._ended_here = True
        if self._connection and self._answer_is_there:
            self._connection.send("ENDED", self.channel)
        self._finish_if_done()

    async def _send_all(self, connection, channel):
        try:
            while not connection.over.done():
                end = self._acked + len(self._buffer)
                count = min(PIECE, end - self._sent, self._limit - self._sent)
                if count > 0:
                    at = self._sent - self._acked
                    data = bytes(self._buffer[at : at + count])
                    offset, self._sent = self._sent, self._sent + count
                    await connection.send_paced(channel, offset, data)
                elif self._ends and self._sent == end and not self._eof_sent:
                    self._eof_sent = True
                    connection.send("EOF", channel, offset=end)
                else:
                    state = lambda: (self._acked + len(self._buffer), self._limit, self._ends)
                    before = state()
                    await self._until(lambda: before != state())
        except ConnectionOver:
            pass

    async def _until(self, condition):
        async with self._changed:
            await self._changed.wait_for(condition)

    def _notify(self):
        asyncio.ensure_future(self._tell())

    async def _tell(self):
        async with self._changed:
            self._changed.notify_all()

    # -- what comes

    def receive(self, connection, message):
        if connection is not self._connection or message.channel != self.channel:
            return
        handler = getattr(self, "_on_" + message.type.lower(), None)
        if handler is None:
            raise ProtocolError("unexpected-message", f"{message.type} on a stream")
        handler(message.body)
        self._notify()

    def _on_connected(self, body):
        self._limit = max(self._limit, body["window"])
        # Repeated after a cut it finds the connection that it began, and both begin at 0 again.
        self._sent = self._acked
        self._answer.set_result(None)

    def _on_resumed(self, body):
        if not self._acked <= body["have"] <= self._acked + len(self._buffer):
            raise ProtocolError("offset-gap", "of RESUMED")
        self._on_credit(body)
        self._sent = body["have"]
        if self._ended_here:
            self._connection.send("ENDED", self.channel)
        self._answer.set_result(None)

    def _on_data(self, body):
        offset, data = body["offset"], body["bytes"]
        if self._eof_received:
            raise ProtocolError("unexpected-message", "DATA after EOF")
        if offset > self._have:
            raise ProtocolError("offset-gap", f"{offset} instead of {self._have}")
        fresh = data[self._have - offset :]
        if self._have + len(fresh) > self._granted:
            raise ProtocolError("credit-exceeded")
        self._have += len(fresh)
        self._received += fresh

    def _on_credit(self, body):
        consumed, limit = body["consumed"], body["limit"]
        if consumed > self._acked + len(self._buffer):
            raise ProtocolError("credit-ahead")
        if consumed < self._acked or limit < self._limit:
            raise ProtocolError("credit-shrunk")
        del self._buffer[: consumed - self._acked]
        self._acked, self._limit = consumed, limit

    def _on_eof(self, body):
        if body["offset"] != self._have:
            raise ProtocolError("offset-gap", "of EOF")
        self._eof_received = True

    def _on_ended(self, _body):
        if not self._eof_sent:
            raise ProtocolError("unexpected-message", "ENDED without EOF")
        self._ended_there = True
        self._finish_if_done()

    def _on_reset(self, body):
        both = self._ends and self._sent == self._acked + len(self._buffer) and self._ended_here
        if body["code"] == "no-such-stream" and both:
            return self._finish(None)
        refused = Refused(body["code"], body["message"])
        if not self._answer.done():
            self._answer.set_exception(refused)
        self._finish(refused)

    def _finish_if_done(self):
        if self._ended_here and self._ended_there:
            self._finish(None)

    def _finish(self, why):
        if self._connection:
            self._connection.release(self.channel)
        self._stop()
        if self.over.done():
            return
        if why is None:
            self.over.set_result(None)
        else:
            self.over.set_exception(why)
            self.over.exception()  # whoever waits for it hears it; nobody has to

    def _stop(self):
        if self._sender:
            self._sender.cancel()
        self._connection = self._sender = None


class Listener:
    """The agent listens for us; `on_stream` gets each connection that comes in."""

    def __init__(self, on_stream):
        self.name = secrets.token_hex(16)
        self.at = None
        self._on_stream = on_stream
        self._streams = {}
        self._connection, self.channel = None, 0
        self._answer = None

    async def listen(self, connection, at):
        """Where it listens; the same again after a cut takes it up. Raises Refused."""
        self._connection = connection
        self._answer = asyncio.get_running_loop().create_future()
        connection.listeners[self.name] = self
        self.channel = connection.new_channel(self)
        connection.send("LISTEN", self.channel, forward=self.name, at=at)
        self.at = await self._answer
        return self.at

    def stop(self):
        self._connection.send("RESET", self.channel, code="stopped", message="")
        self._connection.release(self.channel)
        del self._connection.listeners[self.name]

    def connect(self, connection, message):
        """Somebody came in."""
        stream = Stream(message.body["stream"])
        stream.accept(connection, message)
        self._on_stream(stream)

    def receive(self, _connection, message):
        if message.type == "LISTENING":
            self._answer.set_result(message.body["at"])
        elif message.type == "RESET":
            self._answer.set_exception(Refused(message.body["code"], message.body["message"]))
        else:
            raise ProtocolError("unexpected-message", f"{message.type} on a listener")

    def lost(self, connection):
        if not self._answer.done():
            self._answer.set_exception(connection.over.result())
