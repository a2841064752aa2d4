"""Runs the vectors of docs/conformance on this client's codec and proofs.

As its README says: frames, streams cut at every place, every field to its bounds, proofs.
"""

import json
import random
from pathlib import Path

from bowline.errors import ProtocolError
from bowline.login import proof, signed
from bowline.records import RecordReader
from bowline.wire import FrameReader, Message, encode


def run_vectors(folder):
    """Checks all files; how many checks there were. Raises AssertionError."""
    read = lambda name: json.loads((Path(folder) / name).read_text("utf-8"))
    return {
        "frames": check_frames(read("frames.json")),
        "streams": check_streams(read("streams.json")),
        "bodies": check_bodies(read("bodies.json")),
        "records": check_records(read("records.json")),
        "proofs": check_proofs(read("proofs.json")),
    }


def check_frames(vectors):
    for vector in vectors:
        message, frame = vector["message"], bytes.fromhex(vector["hex"])
        assert encode(message_of(message)) == frame, vector
        assert outcome([frame], 131_072) == ([message], None, 0), vector
    stream = bytes.fromhex("".join(vector["hex"] for vector in vectors))
    for seed in range(50):
        pieces = cut_anywhere(stream, random.Random(seed))
        assert outcome(pieces, 131_072)[0] == [vector["message"] for vector in vectors], seed
    return len(vectors)


def check_streams(vectors):
    for vector in vectors:
        stream, max_body = bytes.fromhex(vector["hex"]), vector["maxBody"]
        expected = (vector["messages"], vector["error"], vector["pending"])
        assert outcome([stream], max_body) == expected, vector
        assert outcome([bytes([byte]) for byte in stream], max_body) == expected, vector
        for at in range(len(stream) + 1):
            assert outcome([stream[:at], stream[at:]], max_body) == expected, (vector, at)
    return len(vectors)


def check_bodies(vectors):
    count = 0
    for vector in vectors:
        unheard_of = {"at": ["unheard-of"], "set": 1, "error": None}
        for case in [unheard_of, *vector["cases"]]:
            frame = frame_of(vector["type"], vector["channel"], changed(vector["body"], case))
            assert outcome([frame], 0xFFFFFF)[1] == case["error"], (vector["message"], case)
            count += 1
    return count


def check_records(vectors):
    for vector in vectors:
        stream = bytes.fromhex(vector["hex"])
        expected = (vector["printed"], vector["error"], vector["inside"])
        assert printed([bytes([byte]) for byte in stream]) == expected, vector
        for at in range(len(stream) + 1):
            assert printed([stream[:at], stream[at:]]) == expected, (vector, at)
    return len(vectors)


def printed(pieces):
    """What output holds, as the vectors write it, the error, whether a record has begun."""
    reader, parts = RecordReader(), []
    try:
        for piece in pieces:
            for stream, data in reader.feed(piece):
                if parts and parts[-1][0] == stream:
                    parts[-1][1] += data.hex()
                else:
                    parts.append([stream, data.hex()])
    except ProtocolError as error:
        return parts, error.code, False
    return parts, None, reader.inside


def check_proofs(vectors):
    for vector in vectors:
        client, agent = (bytes.fromhex(vector[side + "NonceBytes"]) for side in ("client", "agent"))
        inputs = (client, agent, vector["binding"])
        assert signed("client", *inputs).hex() == vector["signedByClient"], vector
        assert proof("client", vector["token"], *inputs) == vector["clientProof"], vector
        assert proof("agent", vector["token"], *inputs) == vector["agentProof"], vector
    return len(vectors)


def outcome(pieces, max_body):
    """What comes of a stream: its messages, as the vectors write them, the error, what is pending."""
    reader, messages = FrameReader(max_body), []
    try:
        for piece in pieces:
            for message in reader.feed(piece):
                messages.append(written(message))
    except ProtocolError as error:
        return messages, error.code, 0
    return messages, None, reader.pending


def written(message):
    body = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in message.body.items()
    }
    return {"type": message.type, "channel": message.channel, "body": body}


def message_of(vector):
    body = dict(vector["body"])
    if "bytes" in body:
        body["bytes"] = bytes.fromhex(body["bytes"])
    return Message(vector["type"], vector["channel"], body)


def cut_anywhere(stream, chance):
    pieces = []
    while stream:
        length = chance.randint(1, chance.choice([2, 9, 5000]))
        pieces.append(stream[:length])
        stream = stream[length:]
    return pieces


def frame_of(code, channel, body):
    text = json.dumps(body, ensure_ascii=False).encode("utf-8")
    return (len(text) << 8 | code).to_bytes(4, "big") + channel.to_bytes(4, "big") + text


def changed(body, case):
    """The body of a case."""
    whole = json.loads(json.dumps(body))
    *way, last = case["at"]
    holder = whole
    for step in way:
        holder = holder[step]
    if "set" in case:
        holder[last] = written_out(case["set"])
    else:
        del holder[last]
    return whole


def written_out(value):
    """A value with nothing short in it."""
    if isinstance(value, list):
        return [written_out(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "$string" in value:
        return value["$string"][0] * value["$string"][1]
    if "$array" in value:
        return [written_out(value["$array"][0]) for _ in range(value["$array"][1])]
    if "$map" in value:
        return {written_out(value["$map"][0]): written_out(value["$map"][1])}
    return {name: written_out(one) for name, one in value.items()}
