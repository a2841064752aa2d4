// The transcripts that strangers play with their implementations, played with the real agent.
import { mkdtempSync, realpathSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePairingLink } from '../../core/link/pairingLink.ts';
import { startAgent, type TestAgent } from '../support/agent.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { ClientPlayer } from './clientPlayer.ts';
import { Player } from './player.ts';
import { CLIENT_TRANSCRIPTS, TRANSCRIPTS, type Setting } from './transcripts.ts';

const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'bowline-'));
const SETTINGS: Readonly<Record<Setting, string[]>> = {
  token: [],
  none: ['--socket', path.join(folder, 'agent')],
  'small-log': ['--log-bytes', '256K'],
};

const agents = new Map<Setting, TestAgent>();
let echo: Server;
let ports: Record<string, number>;

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

beforeAll(async () => {
  for (const [setting, args] of Object.entries(SETTINGS)) {
    agents.set(setting as Setting, await startAgent({ args }));
  }
  echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => socket.destroy()).pipe(socket);
  });
  const closed = createServer();
  ports = { echoPort: await portOf(echo), closedPort: await portOf(closed) };
  await new Promise((resolve) => closed.close(resolve));
});

afterAll(async () => {
  echo.close();
  for (const agent of agents.values()) expect(await agent.stop()).toBe(0);
  removeFolder(folder);
});

describe.each(TRANSCRIPTS)('$name', ({ transcripts }) => {
  it.each(transcripts)('$name', async (transcript) => {
    const { link } = agents.get(transcript.agent)!;
    await new Player(parsePairingLink(link), ports).play(transcript);
  });
});

describe('clients', () => {
  it.each(CLIENT_TRANSCRIPTS)('$name', (transcript) => ClientPlayer.play(transcript));
});
