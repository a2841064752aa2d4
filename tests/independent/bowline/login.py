"""Links and proofs (section 3 of the page)."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass
class Link:
    """A pairing link, or an invitation's."""

    host: str  # '' for a unix socket
    port: int
    path: str  # of the unix socket
    tls: bool
    token: str  # '' where the unix socket is proof enough
    fingerprint: str  # '' where none is pinned
    invitation: str  # '' for the owner


def parse_link(text):
    parts = urlsplit(text.strip())
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme != "bowline" or query.get("v") != "1":
        raise ValueError("this is no Bowline link of version 1")
    return Link(
        host=parts.hostname or "",
        port=parts.port or 0,
        path="" if parts.hostname else unquote(parts.path),
        tls=query.get("tls") == "1",
        token=query.get("token", ""),
        fingerprint=query.get("fp", "").replace(":", "").lower(),
        invitation=query.get("invite", ""),
    )


def to_text(raw):
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def to_bytes(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def signed(side, client_nonce, agent_nonce, binding):
    """The bytes that a proof is made over; `side` is 'client' or 'agent'."""
    label = f"bowline v1 {side}".encode("ascii")
    return label + b"\0" + client_nonce + agent_nonce + binding.encode("ascii")


def proof(side, token, client_nonce, agent_nonce, binding):
    """The key is the token's text, not what it may be decoded to."""
    message = signed(side, client_nonce, agent_nonce, binding)
    return to_text(hmac.new(token.encode("ascii"), message, hashlib.sha256).digest())


def same_proof(one, other):
    return hmac.compare_digest(to_bytes(one), to_bytes(other))
