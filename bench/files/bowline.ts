// Bowline's own ways: the queue of transfers as the app has it, over a host's shared login and over the
// connection to an agent. Both stand before anything is timed.
import { openAgentFiles } from '../../core/sftp/agentFiles.ts';
import type { FileAccess } from '../../core/sftp/fileAccess.ts';
import { LocalFiles } from '../../core/sftp/localFiles.ts';
import { SYSTEM } from '../../core/system.ts';
import { systemClock } from '../../core/time/clock.ts';
import { TunnelLink } from '../../core/tunnel/tunnelLink.ts';
import { SshFiles } from '../../electron/files/sshFiles.ts';
import { shellEnvironment } from '../../electron/programs/environment.ts';
import { SshLogins } from '../../electron/ssh/sshLogins.ts';
import { TransferDesk } from '../../electron/transfers/transferDesk.ts';
import type { TransferWish } from '../../electron/ipc/fileTypes.ts';
import { startAgent } from '../../tests/support/agent.ts';
import { sshDraft } from '../../tests/electron/hosts/drafts.ts';
import { connectionTo } from '../../tests/support/tunnels.ts';
import { inWords } from '../../words/said.ts';
import type { Run } from '../bench.ts';
import { ending } from '../stage/stage.ts';
import type { Load } from './load.ts';
import type { Carrier } from './peers.ts';
import type { Direction, Places, Trip } from './places.ts';

/** How exactly the end of a transfer is seen. */
const LOOK_MS = 2;

export const OVER_SFTP = 'Bowline, SFTP';
export const OVER_AGENT = 'Bowline, agent';

export async function openBowline(run: Run, places: Places): Promise<Carrier[]> {
  const hosts = new Map<string | null, FileAccess>([
    [null, new LocalFiles()],
    [OVER_SFTP, await openSsh(run, places)],
    [OVER_AGENT, await openAgent(run)],
  ]);
  const desk = new TransferDesk({
    ...{ path: `${places.here}/transfers.json`, clock: systemClock, today: Date.now },
    accessOf: (id) => Promise.resolve({ value: hosts.get(id)!, release: () => Promise.resolve() }),
    onChange: () => undefined,
    onProblem: (error) => run.say(`The queue couldn’t be stored: ${String(error)}`),
  });
  run.use(ending(() => desk.close()));
  return [OVER_SFTP, OVER_AGENT].map((name) => ({
    name,
    carry: (load, way, trip) => carry(desk, wishOf(name, load, way, trip)),
  }));
}

async function openSsh(run: Run, { sshd }: Places): Promise<FileAccess> {
  const env = shellEnvironment(process.env, { platform: SYSTEM, version: '0.0.0' });
  const surroundings = { platform: SYSTEM, env: () => env };
  const files = new SshFiles(new SshLogins({ surroundings, clock: systemClock }));
  const { host: address, user, identityFile, clientOptions: options } = sshd;
  const host = {
    id: 'bench',
    ...sshDraft({ address, port: String(sshd.port), user, identityFile, options }),
  };
  const held = files.acquire(host, 'bench');
  run.use(ending(() => held.release()));
  return held.open(new AbortController().signal);
}

async function openAgent(run: Run): Promise<FileAccess> {
  const agent = await startAgent();
  run.use(ending(() => agent.stop()));
  const connection = connectionTo(agent.link, Number(new URL(agent.url).port));
  run.use(ending(() => connection.close()));
  const link = new TunnelLink(connection, systemClock);
  run.use(ending(() => Promise.resolve(link.close())));
  return openAgentFiles(link);
}

function wishOf(host: string, { name }: Load, way: Direction, { from, to }: Trip): TransferWish {
  const [source, target] = way === 'up' ? [null, host] : [host, null];
  return {
    from: { hostId: source, path: from },
    to: { hostId: target, path: to },
    ...{ names: [name], move: false, onConflict: 'ask' },
  };
}

/** Throws where not all of it came. */
async function carry(desk: TransferDesk, wish: TransferWish): Promise<void> {
  const [id] = desk.add([wish]);
  for (;;) {
    const { state, said, endedAt, troubles } = desk.view().transfers.find((one) => one.id === id)!;
    if (endedAt === null) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      continue;
    }
    desk.clear();
    if (state === 'done') return;
    const words = [said, ...troubles.map((trouble) => trouble.said)].map(
      (one) => one && inWords(one),
    );
    throw new Error(`A transfer ended as ${state}: ${words.join(', ')}`);
  }
}
