"""Runs one scenario: `run.py NAME '{"link": "bowline://…"}'`. Prints its result as JSON.

`run.py vectors '{"folder": "docs/conformance"}'` needs no agent and no WebSocket package.
"""

import asyncio
import importlib
import json
import sys


def main(name, options):
    if name == "vectors":
        return importlib.import_module("vectors").run_vectors(**options)
    scenario = importlib.import_module(f"scenarios.{name}")
    return asyncio.run(run_and_cut(scenario, options))


async def run_and_cut(scenario, options):
    """No connection outlives the scenario, however that ended."""
    from bowline.connection import Connection

    try:
        return await scenario.run(**options)
    finally:
        for connection in list(Connection.living):
            connection.cut()


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], json.loads(sys.argv[2]))))
