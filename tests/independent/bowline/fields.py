"""The bounds of JSON bodies (section 10 of the page). A check takes a value and raises ValueError."""

import json
import re

LARGEST = 2**53 - 1


def integer(low=-LARGEST, high=LARGEST):
    def check(value):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or value != int(value) or not low <= value <= high:
            raise ValueError(f"{value!r} is no integer from {low} to {high}")

    return check


def string(high=None, low=0):
    def check(value):
        if not isinstance(value, str) or len(value) < low or (high is not None and len(value) > high):
            raise ValueError(f"no string of {low} to {high} characters")

    return check


def pattern(text):
    matches = re.compile(text).fullmatch

    def check(value):
        if not isinstance(value, str) or not matches(value):
            raise ValueError(f"{value!r} is not like {text}")

    return check


def one_of(*choices):
    def check(value):
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"{value!r} is none of {choices}")

    return check


def boolean(value):
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")


def anything(_value):
    pass


def array(part, low=0, high=None):
    def check(value):
        if not isinstance(value, list) or len(value) < low or (high is not None and len(value) > high):
            raise ValueError(f"no array of {low} to {high}")
        for one in value:
            part(one)

    return check


def mapping(name, under):
    def check(value):
        if not isinstance(value, dict):
            raise ValueError("no object")
        for key, one in value.items():
            name(key)
            under(one)

    return check


def nullable(check):
    return lambda value: None if value is None else check(value)


class Optional:
    """A field that may be absent."""

    def __init__(self, check):
        self.check = check


def fields(**checks):
    def check(value):
        if not isinstance(value, dict):
            raise ValueError("no object")
        for name, one in checks.items():
            may_be_absent = isinstance(one, Optional)
            if name in value:
                (one.check if may_be_absent else one)(value[name])
            elif not may_be_absent:
                raise ValueError(f"{name} is missing")

    check.names = tuple(checks)
    return check


def place(value):
    """One end of a tunnel."""
    fields(kind=one_of("tcp", "unix"))(value)
    if value["kind"] == "tcp":
        fields(host=string(255, 1), port=integer(0, 65_535))(value)
    else:
        fields(path=string(255, 1))(value)


def target(value):
    """What a client's stream leads to."""
    if not (isinstance(value, dict) and value.get("kind") == "files"):
        place(value)


def login_env(value):
    mapping(string(256), string(24_576))(value)
    total = 0
    for text in [*value.keys(), *value.values()]:
        written = json.dumps(text, ensure_ascii=False).encode("utf-8", "backslashreplace")
        total += len(written) - 2
    if total > 24_576:
        raise ValueError("the login's environment is too large")


offset = integer(0)
cells = integer(1, 65_535)
window = integer(1, 16_777_216)
name16 = pattern("[0-9a-f]{16}")
name32 = pattern("[0-9a-f]{32}")
secret = pattern("[A-Za-z0-9_-]{43}")
role = one_of("owner", "editor", "viewer")
colour = integer(0, 7)
limits = fields(maxBody=integer(4096, 16_777_215), maxChannels=integer(1, 65_535))
features = Optional(array(string(32), 0, 16))
software = {"name": string(64), "version": string(64)}
refusal = {"code": string(64), "message": string(1024)}
progress = {"have": offset, "consumed": offset, "limit": offset}
size = {"cols": cells, "rows": cells}
view = {
    **{"session": name32, "input": name32, **size, "window": window},
    **{"name": Optional(string()), "chat": Optional(offset)},
}
setrlimit = one_of(
    *("as", "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice"),
    *("nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack"),
)
login = fields(
    env=login_env,
    umask=Optional(integer(0, 0o777)),
    nice=Optional(integer(-20, 19)),
    limits=Optional(mapping(setrlimit, array(nullable(offset), 2, 2))),
    greeting=Optional(string(8192)),
)
member = fields(
    id=integer(1),
    name=string(80),
    role=role,
    colour=colour,
    roundTripMs=nullable(offset),
    behind=offset,
    typing=boolean,
)

BODIES = {
    "HELLO": fields(
        versions=array(integer(1, 255), 1, 16),
        nonce=secret,
        client=fields(**software),
        limits=limits,
        features=features,
    ),
    "WELCOME": fields(
        version=integer(),
        nonce=secret,
        auth=array(one_of("token", "none"), 1),
        agent=fields(**software, host=string(255), platform=string(32)),
        limits=limits,
        features=features,
        instance=Optional(name32),
        heartbeatMs=integer(100, 60_000),
        silenceMs=integer(500, 600_000),
    ),
    "AUTH": fields(
        method=one_of("token", "none"),
        proof=Optional(secret),
        invitation=Optional(name16),
        member=Optional(name32),
    ),
    "READY": fields(role=role, proof=Optional(secret), session=Optional(name32)),
    "ERROR": fields(**refusal, proof=Optional(secret)),
    "GOODBYE": fields(reason=string(64)),
    "REQUEST": fields(id=offset, method=string(64), params=Optional(anything)),
    "RESPONSE": fields(id=offset, result=Optional(anything), error=Optional(fields(**refusal))),
    "OPEN": fields(
        **view,
        command=array(string(4096), 0, 256),
        cwd=string(4096),
        env=mapping(string(256), string(4096)),
        login=Optional(login),
        pipes=Optional(fields(keepMs=integer(1000, 86_400_000))),
        keys=Optional(boolean),
    ),
    "ATTACH": fields(**view, have=nullable(offset)),
    "OPENED": fields(
        session=name32,
        title=string(1024),
        pid=integer(),
        **size,
        output=offset,
        end=Optional(offset),
        input=offset,
        inputWindow=integer(1),
        member=Optional(integer(1)),
        chat=Optional(offset),
    ),
    "DETACHED": fields(reason=one_of("requested", "replaced", "shutting-down")),
    "EXIT": fields(code=nullable(integer()), signal=nullable(string(32)), offset=offset),
    "RESET": fields(**refusal),
    "CONNECT": fields(
        stream=name32,
        window=window,
        target=Optional(target),
        forward=Optional(name32),
        ask=Optional(boolean),
    ),
    "CONNECTED": fields(window=window),
    "RESUME": fields(stream=name32, **progress),
    "RESUMED": fields(**progress),
    "LISTEN": fields(forward=name32, at=Optional(place), keys=Optional(name32)),
    "LISTENING": fields(at=Optional(place)),
    "GROUP": fields(
        total=offset,
        members=array(member, 0, 64),
        policy=one_of("driver", "fit"),
        driver=nullable(integer(1)),
        **size,
    ),
    "CHAT": fields(
        seq=offset,
        **{"from": integer(1)},
        name=string(80),
        colour=colour,
        role=role,
        at=offset,
        text=string(4000),
    ),
    "REFUSED": fields(**refusal),
}


def check_body(message, value):
    """The body with the fields that are known. Raises ValueError."""
    check = BODIES[message]
    check(value)
    return {name: value[name] for name in check.names if name in value}
