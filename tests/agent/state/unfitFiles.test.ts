// Whatever lies in the place of a file of the agent's: `serve` says so, or goes on without, and
// never waits; on a disk that is full it says so too, and one that runs goes on and can be ended.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendToLog } from '../../../agent/serve/eventLog.ts';
import { readRecord, writeRecord, type AgentRecord } from '../../../agent/state/agentRecord.ts';
import { lockHolder, takeLock } from '../../../agent/state/lock.ts';
import { loadOrMakeRelayKeys, loadRelayKeys } from '../../../agent/relay/relayKeys.ts';
import { STATE_FILES, type StateFile } from '../../../agent/state/stateFiles.ts';
import { openStateDirectory } from '../../../agent/state/stateDirectory.ts';
import { loadOrMakeToken } from '../../../agent/state/token.ts';
import { ownCertificate } from '../../../agent/tls/selfSigned.ts';
import { runAgent, startAgent } from '../../support/agent.ts';
import { AgentShell, connect } from '../../support/agentShell.ts';
import { needs } from '../../support/needs.ts';
import { SmallDisk, whyNoSmallDisk } from '../../support/smallDisk.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { UNFIT, type Unfit } from '../../support/unfitFiles.ts';

const RECORD: AgentRecord = {
  version: 1,
  ...{ pid: 1, fingerprint: null, pin: false, name: 'x'.repeat(6_000) },
  local: { kind: 'unix', path: '/run/a.sock' },
  public: { kind: 'unix', path: '/run/a.sock' },
};

interface Use {
  /** Makes or replaces the file; throws an `AgentError` where it can't. */
  write: (directory: string) => unknown;
  read: (directory: string) => unknown;
}

const USES: Record<StateFile, Use> = {
  token: { write: loadOrMakeToken, read: loadOrMakeToken },
  lock: { write: (directory) => takeLock(directory).release(), read: lockHolder },
  record: { write: (directory) => writeRecord(directory, RECORD), read: readRecord },
  certificate: {
    write: (directory) => ownCertificate(directory, Date.now()),
    read: (directory) => ownCertificate(directory, Date.now()),
  },
  log: {
    write: (directory) => appendToLog(path.join(directory, STATE_FILES.log), 'line\n'),
    read: () => undefined,
  },
  relay: { write: loadOrMakeRelayKeys, read: loadRelayKeys },
};

const ALL = Object.keys(STATE_FILES) as StateFile[];
const KINDS = Object.keys(UNFIT) as Unfit[];
const CLEAR = /^(done|STATE_FILE_(FOREIGN|UNREADABLE|UNWRITABLE))$/;

describe.each(ALL)('in the place of %s', (file) => {
  it.each(KINDS)('%s is refused in words, or replaced', async (kind) => {
    const directory = temporaryDirectory();
    await UNFIT[kind](path.join(directory, STATE_FILES[file]));
    for (const use of [USES[file].read, USES[file].write]) {
      expect(await outcome(() => use(directory))).toMatch(CLEAR);
    }
    if (file === 'log' || file === 'record') return; // does without, or replaces it
    expect(await outcome(() => USES[file].read(directory))).toBe('STATE_FILE_FOREIGN');
  });
});

// The whole program, once for each file: as a person meets it.
it.each<[StateFile, Unfit, RegExp | undefined]>([
  ['token', 'a FIFO', /token is a FIFO, not a file\.\nRemove it/],
  ['lock', 'a folder', /lock is a folder, not a file\.\nRemove it/],
  ['record', 'a folder', /agent\.json is a folder, not a file\.\nRemove it/],
  ['certificate', 'a socket', /tls\.pem is a socket, not a file\.\nRemove it/],
  ['record', 'a FIFO', undefined],
  ['log', 'a FIFO', undefined],
])('serve with %s as %s ends with words, or serves', async (file, kind, words) => {
  const stateDir = temporaryDirectory();
  await UNFIT[kind](path.join(stateDir, STATE_FILES[file]));
  const args = ['--log', '--tls', 'self-signed'];
  if (words) {
    const serve = ['serve', '--state-dir', stateDir, '--listen', '127.0.0.1:0', ...args];
    expect(await runAgent(serve)).toMatchObject({ code: 1, stderr: expect.stringMatching(words) });
  } else {
    const agent = await startAgent({ stateDir, args });
    expect(await agent.stop()).toBe(0);
  }
});

describe('on a disk that runs full', () => {
  const missing = whyNoSmallDisk();
  const PAGE = 4096;
  let disk: SmallDisk;

  beforeEach((test) => {
    needs(missing, test);
    disk = new SmallDisk(256);
  });
  afterEach(() => disk.remove());

  it.each(ALL)('%s is whole or not there', async (file) => {
    for (let pages = 0; pages < 6; pages++) {
      disk.fill(pages * PAGE);
      const stored = await outcome(() => USES[file].write(disk.folder));
      expect(stored).toMatch(/^(done|STATE_FILE_UNWRITABLE)$/);
      if (stored !== 'done') expect(await outcome(() => openOrRead(file))).not.toMatch(/DAMAGED/);
      disk.free();
      expect(await outcome(() => USES[file].read(disk.folder))).toBe('done');
    }
  });

  it.each([0, 1, 2, 3])('serve says so, whatever it comes to (%i pages)', async (pages) => {
    disk.fill(pages * PAGE);
    const serve = ['serve', '--state-dir', disk.folder, '--listen', '127.0.0.1:0'];
    if (pages < 2) {
      const said = await runAgent(serve);
      expect(said.code).toBe(1);
      expect(said.stderr).toMatch(/can't be written: the disk is full\.\nPut that right/);
    } else {
      const stopped = startAgent({ stateDir: disk.folder }).then((agent) => agent.stop());
      expect([0, 'full']).toContain(await stopped.catch(fullDisk));
    }
  });

  it('an agent that runs goes on, tells no mistake, and can be ended', async () => {
    const agent = await startAgent({ stateDir: disk.folder, args: ['--log'] });
    disk.flood();
    const client = await connect(agent.link);
    for (let n = 0; n < 40; n++) {
      const shell = AgentShell.open(client, { command: ['sh', '-c', `exit ${n % 8}`] });
      await shell.end;
    }
    await client.close();
    const log = readFileSync(disk.at(STATE_FILES.log), 'utf8');
    for (const line of log.split('\n').slice(0, -1)) expect(line).toMatch(/^\S+Z \{.*\}$/);
    expect(await agent.stop()).toBe(0);
    disk.free();
    const again = await startAgent({ stateDir: disk.folder });
    expect(again.link.split('?')[1]).toBe(agent.link.split('?')[1]);
    expect(await again.stop()).toBe(0);
  });

  function openOrRead(file: StateFile): unknown {
    return file === 'token' ? openStateDirectory(disk.folder) : USES[file].read(disk.folder);
  }
});

async function outcome(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

function fullDisk(error: unknown): string {
  expect(String(error)).toMatch(/the disk is full/);
  return 'full';
}
