"""A program without a terminal (section 5 of the page, the feature `run`), which outlives connections.

A shell in all but this: its output is records, none of which is ever skipped, and it is this
client's alone.
"""

from .errors import ProtocolError, Refused
from .records import STDERR, STDOUT, RecordReader
from .shell import Shell


class Program(Shell):
    """`outputs` holds what was printed on stdout and on stderr so far."""

    def __init__(self, keep_ms=60_000):
        super().__init__(on_output=self._print)
        self.outputs = {STDOUT: bytearray(), STDERR: bytearray()}
        self._records = RecordReader()
        self._keep_ms = keep_ms
        self._instance = None
        self._signals = 0

    async def take_up(self, connection, command, cwd="", env=None):
        """Starts it, or goes on after a cut, whether or not OPEN was answered. Raises Refused."""
        welcome = connection.welcome
        if "run" not in welcome.get("features", []):
            raise Refused("unknown-method", "The agent runs no programs without a terminal.")
        if self._instance not in (None, welcome["instance"]):
            raise Refused("no-such-session", "The agent was started anew; the program is gone.")
        self._instance = welcome["instance"]
        if self._has_begun:
            return await self.attach(connection)
        view = {"command": list(command), "cwd": cwd, "env": env or {}}
        return await self._begin(connection, "OPEN", 80, 24, {**view, "pipes": self._pipes})

    @property
    def _pipes(self):
        return {"keepMs": self._keep_ms}

    def next_signal(self, name):
        """What to ask `signal` for, again after each cut until it is answered: it counts once."""
        self._signals += 1
        return {"session": self.session, "number": self._signals, "signal": name}

    def _print(self, data):
        for stream, part in self._records.feed(data):
            self.outputs[stream] += part

    def _on_exit(self, body):
        if self._records.inside:
            raise ProtocolError("bad-body", "the output ends in the middle of a record")
        super()._on_exit(body)

    def _never(self, _body):
        raise ProtocolError("unexpected-message", "nothing of this output is skipped")

    _on_lagged = _on_screen = _on_size = _never
