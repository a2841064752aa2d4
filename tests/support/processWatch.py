# Reads what processes show of themselves to others, over and over, and notes where a text is found. The texts come
# on the standard input, one a line in hexadecimal, and then an empty line. Each line behind that is answered
# between two rounds; when there are no more, what was found is printed as JSON.
import json
import os
import select
import sys
import time

YOUNG_S = 2.0  # a process becomes another program soon after it began, or hardly ever
OLD_EVERY = 25  # passes

texts = []
line = sys.stdin.buffer.readline()
while line.strip():
    texts.append(bytes.fromhex(line.decode().strip()))
    line = sys.stdin.buffer.readline()
print("watching", flush=True)

begun, found, names, passes = {}, {}, set(), 0
own = str(os.getpid())


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


while True:
    if select.select([sys.stdin], [], [], 0)[0]:
        if not sys.stdin.buffer.readline():
            break
        print(passes, flush=True)
    now = time.monotonic()
    pids = [name for name in os.listdir("/proc") if name.isdigit() and name != own]
    for pid in pids:
        since = begun.setdefault(pid, now)
        if now - since > YOUNG_S and passes % OLD_EVERY:
            continue
        command = read(f"/proc/{pid}/cmdline")
        name = os.path.basename(command.split(b"\0", 1)[0]).decode(errors="replace")
        names.add(name)
        for what, shown in (("cmdline", command), ("environ", read(f"/proc/{pid}/environ"))):
            if any(text in shown for text in texts):
                found[f"{what} of {name}"] = pid
    for pid in set(begun) - set(pids):
        del begun[pid]
    passes += 1

print(json.dumps({"passes": passes, "found": sorted(found), "names": sorted(names)}))
