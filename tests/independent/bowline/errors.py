"""What can go wrong, by the names that the protocol has for it."""


# Section 8: what ends a connection for breaking a rule; all that isn't here closes with 4000.
CLOSE_CODES = {
    **{"text-message": 1003, "heartbeat-timeout": 4005},
    **{"frame-too-large": 4006, "credit-exceeded": 4006, "screen-too-large": 4006},
}


class ProtocolError(Exception):
    """The other side broke a rule; ends the connection. `code` is the rule's name."""

    def __init__(self, code, message=""):
        super().__init__(f"{code}: {message}")
        self.code = code


class Refused(Exception):
    """RESET of a channel, or the error of a request; the connection goes on."""

    def __init__(self, code, message=""):
        super().__init__(f"{code}: {message}")
        self.code = code


class ConnectionOver(Exception):
    """The connection ended: by ERROR (`code` is its name), by Close, or it was cut (`code` is '')."""

    def __init__(self, code="", close_code=None):
        super().__init__(f"the connection is over: {code or close_code or 'cut'}")
        self.code = code
        self.close_code = close_code


class Impostor(Exception):
    """Who answers does not know the token, or shows another certificate."""
