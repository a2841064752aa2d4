"""A shell (section 5 of the page). It outlives connections: `attach` takes it up on another one."""

import asyncio
import secrets

from .errors import ConnectionOver, ProtocolError, Refused

WINDOW = 256 * 1024
MOST_SCREEN = 4 * 1024 * 1024
PIECE = 16 * 1024


class Shell:
    """What one client knows of one shell: what came, and what of its input isn't acknowledged.

    `on_output` gets the output's bytes; `gaps` are the offsets of what was lost, `screens` what
    made up for it. `exit` is done with (code, signal) when the program has ended.
    """

    def __init__(self, session=None, window=WINDOW, on_output=None, name=None):
        self.session = session or secrets.token_hex(16)
        self.exit = asyncio.get_running_loop().create_future()
        self.gaps, self.screens, self.sizes = [], [], []
        self.groups, self.chat, self.refusals = [], [], []
        self.detached = None
        self.opened_body = None
        self.consumes = True  # False: takes no more until it is told to
        self._name = name
        self._on_output = on_output or (lambda data: None)
        self._input_name = secrets.token_hex(16)
        self._window = window
        self._connection, self.channel = None, 0
        self._opened = None
        self._is_known = session is not None
        self._changed = asyncio.Condition()
        self._sender = None
        # output
        self._next = 0
        self._has_begun = False
        self._consumed = self._limit = self._granted = 0
        self._screen = None
        self._next_chat = 0
        # input: `_typed` begins at offset `_acked`
        self._typed = bytearray()
        self._acked = self._sent = self._may_send = 0
        self._ended = self._eof_sent = self._eof_lost = False

    # -- beginning, and again after a cut

    async def open(self, connection, command=(), cwd="", env=None, cols=80, rows=24):
        """Starts it, or finds it if it was started and the answer was lost. Raises Refused."""
        more = {"command": list(command), "cwd": cwd, "env": env or {}}
        await self._begin(connection, "OPEN", cols, rows, more)

    async def attach(self, connection, cols=80, rows=24):
        """Joins it, or goes on where the last connection was cut. Raises Refused."""
        have = self._next if self._has_begun else None
        await self._begin(connection, "ATTACH", cols, rows, {"have": have})

    async def _begin(self, connection, type_, cols, rows, more):
        self._connection = connection
        self.channel = connection.new_channel(self)
        self._opened = asyncio.get_running_loop().create_future()
        self._screen = None
        self.detached = None
        view = {"session": self.session, "input": self._input_name, "cols": cols, "rows": rows}
        if self._name is not None:
            view["name"] = self._name
        view.update(window=self._window, chat=self._next_chat)
        connection.send(type_, self.channel, **view, **more)
        await self._opened
        self._sender = asyncio.ensure_future(self._send_all(connection, self.channel))

    def lost(self, connection):
        """The connection is gone. The shell runs on."""
        if connection is not self._connection:
            return
        self._connection = None
        self._notify()
        if self._sender:
            self._sender.cancel()
        if self._opened and not self._opened.done():
            self._opened.set_exception(connection.over.result())

    # -- typing

    def type(self, data):
        self._typed += data
        self._notify()

    def end_input(self):
        self._ended = True
        self._notify()

    def resize(self, cols, rows):
        self._connection.send("RESIZE", self.channel, cols=cols, rows=rows)

    def detach(self):
        self._connection.send("DETACH", self.channel)

    @property
    def is_attached(self):
        return self._connection is not None

    @property
    def unacknowledged(self):
        return len(self._typed)

    async def until(self, condition):
        """Waits for something to be true of this shell."""
        async with self._changed:
            await self._changed.wait_for(condition)

    def _notify(self):
        asyncio.ensure_future(self._tell())

    async def _tell(self):
        async with self._changed:
            self._changed.notify_all()

    @property
    def _end(self):
        return self._acked + len(self._typed)

    async def _send_all(self, connection, channel):
        try:
            while not connection.over.done():
                count = min(PIECE, self._end - self._sent, self._may_send - self._sent)
                if count > 0:
                    await self._send_piece(connection, channel, count)
                elif self._ended and self._sent == self._end and not self._eof_sent:
                    self._eof_sent = True
                    if not self._eof_lost:
                        connection.send("EOF", channel, offset=self._sent)
                else:
                    before = (self._end, self._may_send, self._ended)
                    await self.until(lambda: before != (self._end, self._may_send, self._ended))
        except ConnectionOver:
            pass

    async def _send_piece(self, connection, channel, count):
        at = self._sent - self._acked
        data = bytes(self._typed[at : at + count])
        offset, self._sent = self._sent, self._sent + count
        await connection.send_paced(channel, offset, data)

    # -- what comes

    def receive(self, connection, message):
        if message.channel != self.channel or connection is not self._connection:
            return
        handler = getattr(self, "_on_" + message.type.lower(), None)
        if handler is None:
            raise ProtocolError("unexpected-message", f"{message.type} on a shell's channel")
        handler(message.body)
        self._notify()

    def _on_opened(self, body):
        if self._opened.done():
            raise ProtocolError("unexpected-message", "OPENED twice")
        output = body["output"]
        if output < self._next:
            raise ProtocolError("offset-gap", "the output begins before our place")
        if output > self._next:
            self.gaps.append((self._next, output))
        self._next = self._consumed = self._granted = output
        self._limit = output + self._window
        self._has_begun = True
        self._take_up_input(body["input"], body["inputWindow"])
        self.opened_body = body
        self._opened.set_result(None)

    def _take_up_input(self, expected, window):
        if expected == 0 and self._acked > 0:  # it has forgotten us: what was sent isn't sent again
            del self._typed[: self._sent - self._acked]
            self._acked = 0
            self._eof_lost = self._eof_sent
        elif not self._acked <= expected <= self._end:
            raise ProtocolError("credit-ahead", "of input")
        else:
            del self._typed[: expected - self._acked]
            self._acked = expected
        self._sent, self._may_send = self._acked, self._acked + window
        self._eof_sent = False

    def _on_data(self, body):
        self._must_stream()
        offset, data = body["offset"], body["bytes"]
        if offset > self._next:
            raise ProtocolError("offset-gap", f"{offset} instead of {self._next}")
        fresh = data[self._next - offset :]
        if self._next + len(fresh) > self._limit:
            raise ProtocolError("credit-exceeded", "more came than was granted")
        self._next += len(fresh)
        self._on_output(fresh)
        self.consume()

    def consume(self, always=False):
        """Grants more; `always` also what was held back."""
        if not (self.consumes or always) or not self._connection:
            return
        self._consumed = self._next
        self._limit = max(self._limit, self._consumed + self._window)
        if self._consumed != self._granted:
            self._grant()

    def _grant(self):
        self._granted = self._consumed
        grant = {"consumed": self._consumed, "limit": self._limit}
        self._connection.send("CREDIT", self.channel, **grant)

    def _on_credit(self, body):
        consumed, limit = body["consumed"], body["limit"]
        if consumed > self._sent:
            raise ProtocolError("credit-ahead", "of input")
        if consumed < self._acked or limit < self._may_send:
            raise ProtocolError("credit-shrunk", "of input")
        del self._typed[: consumed - self._acked]
        self._acked, self._may_send = consumed, limit

    def _on_lagged(self, body):
        self._must_stream()
        start, end = body["from"], body["to"]
        if start != self._next or end < start:
            raise ProtocolError("offset-gap", f"LAGGED from {start}, we are at {self._next}")
        self.gaps.append((start, end))
        self._next = end
        self._consumed += end - start
        self._limit += end - start
        self._grant()

    def _on_screen(self, body):
        if body["offset"] != self._next:
            raise ProtocolError("offset-gap", "a screen of another place")
        head = (body["offset"], body["cols"], body["rows"])
        if self._screen is None:
            self._screen = (head, bytearray())
        if self._screen[0] != head:
            raise ProtocolError("unexpected-message", "another screen before the end of the first")
        self._screen[1].extend(body["bytes"])
        if len(self._screen[1]) > MOST_SCREEN:
            raise ProtocolError("screen-too-large")
        if not body["more"]:
            self.screens.append((head, bytes(self._screen[1])))
            self._screen = None

    def _must_stream(self):
        if self._opened is None or not self._opened.done():
            raise ProtocolError("unexpected-message", "before OPENED")
        if self._screen is not None:
            raise ProtocolError("unexpected-message", "in the middle of a screen")

    def _on_exit(self, body):
        self._must_stream()
        if body["offset"] != self._next:
            raise ProtocolError("offset-gap", f"the output ends at {body['offset']}")
        self._leave()
        self.exit.set_result((body["code"], body["signal"]))

    def _on_detached(self, body):
        self._leave()
        self.detached = body["reason"]

    def _on_reset(self, body):
        self._leave()
        self.detached = body["code"]
        if not self._opened.done():
            self._opened.set_exception(Refused(body["code"], body["message"]))

    def _leave(self):
        self._connection.release(self.channel)
        self._connection = None
        if self._sender:
            self._sender.cancel()

    def _on_size(self, body):
        self._must_stream()
        self.sizes.append((body["offset"], body["cols"], body["rows"]))

    def _on_group(self, body):
        self.groups.append(body)

    def _on_chat(self, body):
        self._next_chat = body["seq"] + 1
        self.chat.append(body)

    def _on_refused(self, body):
        self.refusals.append(body["code"])

    def _on_meter(self, _body):
        pass

    def _on_eof(self, _body):
        pass
