"""A client of the Bowline protocol, written from PROTOCOL.md alone.

`wire` is frames, `fields` the bounds of JSON bodies, `login` links and proofs, `connection` one
WebSocket to an agent, `shell` a shell that outlives connections, `tunnel` the same for streams.
"""
