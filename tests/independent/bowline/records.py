"""What a program without a terminal prints (section 5 of the page): which bytes on which stream."""

from .errors import ProtocolError

HEAD = 4
STDOUT, STDERR = 1, 2


class RecordReader:
    """Output in, in pieces of any size; pairs of a stream and of bytes out."""

    def __init__(self):
        self._head = b""
        self._stream = self._left = 0

    @property
    def inside(self):
        """Whether a record has begun and not ended."""
        return self._left > 0 or self._head != b""

    def feed(self, piece):
        while piece:
            if self._left == 0:
                taken = HEAD - len(self._head)
                self._head, piece = self._head + piece[:taken], piece[taken:]
                if len(self._head) == HEAD:
                    self._begin()
                continue
            part, piece = piece[: self._left], piece[self._left :]
            self._left -= len(part)
            yield self._stream, bytes(part)

    def _begin(self):
        self._stream, self._left = self._head[0], int.from_bytes(self._head[1:], "big")
        self._head = b""
        if self._stream not in (STDOUT, STDERR) or self._left == 0:
            raise ProtocolError("bad-body", f"a record of {self._left} bytes on {self._stream}")
