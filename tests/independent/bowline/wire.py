"""Frames (section 2 of the page): bytes to messages and back."""

import json
import struct
from dataclasses import dataclass, field

from .errors import ProtocolError
from .fields import check_body

HEADER = 8
LARGEST = 2**53 - 1
BODY_BEFORE_READY = 4096
BODY_AFTER_READY = 131_072

U64, U16 = "Q", "H"
JSON = "json"
DATA = "data"
SCREEN = "screen"

# type: (code, on channel 0, layout); a layout is JSON, DATA, SCREEN or a row of numbers
TYPES = {
    "HELLO": (0x01, True, JSON),
    "WELCOME": (0x02, True, JSON),
    "AUTH": (0x03, True, JSON),
    "READY": (0x04, True, JSON),
    "ERROR": (0x05, True, JSON),
    "PING": (0x06, True, [("token", U64)]),
    "PONG": (0x07, True, [("token", U64)]),
    "GOODBYE": (0x08, True, JSON),
    "REQUEST": (0x09, True, JSON),
    "RESPONSE": (0x0A, True, JSON),
    "OPEN": (0x10, False, JSON),
    "ATTACH": (0x11, False, JSON),
    "OPENED": (0x12, False, JSON),
    "DETACH": (0x13, False, []),
    "DETACHED": (0x14, False, JSON),
    "EXIT": (0x15, False, JSON),
    "EOF": (0x16, False, [("offset", U64)]),
    "RESET": (0x17, False, JSON),
    "RESIZE": (0x18, False, [("cols", U16), ("rows", U16)]),
    "SIZE": (0x19, False, [("offset", U64), ("cols", U16), ("rows", U16)]),
    "LAGGED": (0x1A, False, [("from", U64), ("to", U64)]),
    "DATA": (0x20, False, DATA),
    "CREDIT": (0x21, False, [("consumed", U64), ("limit", U64)]),
    "CONNECT": (0x30, False, JSON),
    "CONNECTED": (0x31, False, JSON),
    "RESUME": (0x32, False, JSON),
    "RESUMED": (0x33, False, JSON),
    "ENDED": (0x34, False, []),
    "LISTEN": (0x35, False, JSON),
    "LISTENING": (0x36, False, JSON),
    "GROUP": (0x40, False, JSON),
    "CHAT": (0x41, False, JSON),
    "REFUSED": (0x42, False, JSON),
    "SCREEN": (0x50, False, SCREEN),
    "RECEIPT": (0x80, True, [("total", U64)]),
    "METER": (0x81, False, [("produced", U64), ("window", U64)]),
}
NAMES = {code: name for name, (code, _, _) in TYPES.items()}
FIRST_OPTIONAL = 0x80
SCREEN_HEAD = [("offset", U64), ("cols", U16), ("rows", U16), ("more", U16)]


@dataclass
class Message:
    type: str
    channel: int
    body: dict = field(default_factory=dict)


def encode(message):
    """The bytes of a whole frame."""
    code, _, layout = TYPES[message.type]
    body = _encode_body(layout, message.body)
    head = struct.pack(">I", len(body) << 8 | code) + struct.pack(">I", message.channel)
    return head + body


def _encode_body(layout, body):
    if layout == JSON:
        return json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
    if layout == DATA:
        return struct.pack(">Q", body["offset"]) + body["bytes"]
    if layout == SCREEN:
        return _pack(SCREEN_HEAD, body) + body["bytes"]
    return _pack(layout, body)


def _pack(layout, body):
    return b"".join(struct.pack(">" + kind, body[name]) for name, kind in layout)


class FrameReader:
    """Bytes in, in pieces of any size; messages out. Optional types are passed over."""

    def __init__(self, max_body=BODY_BEFORE_READY):
        self.max_body = max_body
        self.paced_bytes = 0  # of DATA and SCREEN frames that were read
        self._rest = bytearray()

    @property
    def pending(self):
        return len(self._rest)

    def feed(self, piece):
        """Yields messages; what is taken from it may raise `max_body` for the next."""
        self._rest += piece
        while len(self._rest) >= HEADER:
            first, channel = struct.unpack(">II", self._rest[:HEADER])
            length, code = first >> 8, first & 0xFF
            if length > self.max_body:
                raise ProtocolError("frame-too-large", f"{length} bytes")
            if len(self._rest) < HEADER + length:
                return
            body = bytes(self._rest[HEADER : HEADER + length])
            del self._rest[: HEADER + length]
            message = decode(code, channel, body)
            if message is None:
                continue
            if message.type in ("DATA", "SCREEN"):
                self.paced_bytes += HEADER + length
            yield message


def decode(code, channel, body):
    """A message; None for an optional type that isn't known."""
    name = NAMES.get(code)
    if name is None:
        if code >= FIRST_OPTIONAL:
            return None
        raise ProtocolError("unknown-type", hex(code))
    _, on_connection, layout = TYPES[name]
    if on_connection != (channel == 0):
        raise ProtocolError("bad-frame", f"{name} on channel {channel}")
    try:
        return Message(name, channel, _decode_body(name, layout, body))
    except (ValueError, KeyError, struct.error, RecursionError) as error:
        raise ProtocolError("bad-body", f"{name}: {error}") from error


def _decode_body(name, layout, body):
    if layout == JSON:
        value = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
        return check_body(name, value)
    if layout == DATA:
        if len(body) <= 8:
            raise ValueError("no data")
        return {**_unpack([("offset", U64)], body[:8]), "bytes": body[8:]}
    if layout == SCREEN:
        head = _unpack(SCREEN_HEAD, body[:14])
        return {**head, "bytes": body[14:]}
    return _unpack(layout, body)


def _no_constant(text):
    raise ValueError(f"{text} is no JSON")


def _unpack(layout, body):
    values = struct.unpack(">" + "".join(kind for _, kind in layout), body)
    numbers = dict(zip((name for name, _ in layout), values))
    for name, value in numbers.items():
        if value > LARGEST:
            raise ValueError(f"{name} is above 2^53 - 1")
        if name in ("cols", "rows") and value == 0:
            raise ValueError("a terminal has at least one column and row")
        if name == "more" and value > 1:
            raise ValueError("more is 0 or 1")
    return numbers
