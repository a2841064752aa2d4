// What an agent's shells get from it, and from whatever it was started by: nothing but their own
// terminal. So nothing of theirs is left when the agent is killed.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { agentCommand, startAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { needs } from '../support/needs.ts';
import { descriptors, whyNoProcessFacts } from '../support/processFacts.ts';
import { until } from '../support/ptys.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const SHELLS = 10;
const ASK = [
  'ls -l /proc/self/fd; echo "limit $(ulimit -n)"; echo "nice $(nice)"',
  'env | sed "s/^/env /"; echo done; exec sleep 1000',
].join('; ');

beforeEach((test) => needs(whyNoProcessFacts(), test));

/** Runs this instead of the agent's shells' program, and returns all that it printed. */
async function lastOfTen(link: string): Promise<string> {
  const client = await connect(link);
  onTestFinished(() => client.close());
  let shell: AgentShell | undefined;
  for (let count = 1; count <= SHELLS; count++) {
    const script = count === SHELLS ? ASK : 'echo done; exec sleep 1000';
    shell = AgentShell.open(client, { command: ['sh', '-c', script], cols: 200 });
    await shell.sees(/^done/m);
  }
  return shell!.text;
}

/** The descriptors that `ls` lists, without the one by which it lists them. */
function listed(text: string): string[] {
  const found = [...text.matchAll(/ (\d+) -> (\S+)/g)];
  return found.filter(([, , to]) => !/^\/proc\/\d+\/fd$/.test(to!)).map(([, fd]) => fd!);
}

function isGone(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z'); // whoever inherits it may be slow
  } catch {
    return true;
  }
}

/** Starts an agent with these beside this process's own, and returns what its last shell sees. */
async function lastOfAnAgent(env: Record<string, string>): Promise<string> {
  const agent = await startAgent({ env });
  onTestFinished(async () => void (await agent.stop()));
  return lastOfTen(agent.link);
}

describe('a shell of an agent', () => {
  it('has 0, 1 and 2 and nothing of ours, be it the last of ten', async () => {
    const ours = {
      ELECTRON_OVERRIDE_DIST_PATH: '/x',
      // Nobody's own above this: vitest has set another for itself, unless the person has.
      NODE_ENV: 'of-an-npm-script',
      BOWLINE_LINK: 'bowline://secret',
      npm_lifecycle_event: 'agent',
      VTE_VERSION: '1',
    };
    const text = await lastOfAnAgent({ ...ours, MINE: 'kept' });
    expect(listed(text)).toEqual(['0', '1', '2']);
    expect(text).toMatch(/^nice 0\r$/m);
    expect(text).toMatch(/^env MINE=kept\r$/m);
    for (const name of Object.keys(ours)) expect(text).not.toContain(`env ${name}=`);
  });

  it('has what whoever started the agent had set for other programs', async () => {
    const theirs = { NODE_ENV: 'mine', CHROME_EXECUTABLE: '/opt/chrome' };
    const text = await lastOfAnAgent({ ...theirs, npm_lifecycle_event: '' }); // no npm in between
    for (const [name, value] of Object.entries(theirs)) {
      expect(text).toContain(`env ${name}=${value}\r\n`);
    }
  });
});

describe('an agent in the background', () => {
  /** Starts it from a shell with descriptors of its own, and returns what it says of itself. */
  async function serve(script: string): Promise<{ link: string; pid: number }> {
    const stateDir = temporaryDirectory();
    const place = ['--state-dir', stateDir, '--socket', path.join(stateDir, 'agent.sock')];
    const [file, args] = agentCommand(['serve', '--background', '--json', ...place]);
    const { npm_lifecycle_event: _npm, BOWLINE_OPEN_FILES: _noted, ...env } = process.env;
    const child = spawn('bash', ['-c', script, 'sh', file, ...args], { env, stdio: 'pipe' });
    const said = (await child.stdout.setEncoding('utf8').toArray()).join('');
    const agent = JSON.parse(said) as { link: string; pid: number };
    onTestFinished(() => void process.kill(agent.pid, 'SIGKILL'));
    return agent;
  }

  it('holds nothing of what started it, and its shells have that one’s limit', async () => {
    const { link, pid } = await serve('exec 200</etc/passwd; ulimit -Sn 700; "$@"; true');
    expect(descriptors(pid)).not.toContain('/etc/passwd');
    const text = await lastOfTen(link);
    expect(text).toMatch(/^limit 700\r$/m);
    expect(listed(text)).toEqual(['0', '1', '2']);
  });
});

it('an agent that is killed leaves no shell, but those that ignore the hang-up', async () => {
  const agent = await startAgent();
  onTestFinished(() => void agent.stop().catch(() => undefined));
  const client = await connect(agent.link);
  onTestFinished(() => client.close());
  const scripts = {
    login: [],
    waiting: ['sh', '-c', 'echo "pid $$"; exec sleep 1000'],
    busy: ['sh', '-c', 'echo "pid $$"; while :; do :; done'],
    silent: ['sh', '-c', 'echo "pid $$"; exec >/dev/null 2>&1 </dev/null; exec sleep 1000'],
    nohup: ['sh', '-c', 'trap "" HUP; echo "pid $$"; exec sleep 1000'],
    last: ['bash', '--norc', '-c', 'echo "pid $$"; sleep 1000; true'],
  };
  const pids: Record<string, number> = {};
  for (const [name, command] of Object.entries(scripts)) {
    const shell = AgentShell.open(client, { command });
    if (name === 'login') shell.type('echo "pid" $$\r');
    await shell.sees(/^pid \d+/m);
    pids[name] = Number(/^pid (\d+)/m.exec(shell.text)![1]);
  }
  onTestFinished(() => void process.kill(pids['nohup']!, 'SIGKILL'));
  agent.child.kill('SIGKILL');
  const { nohup, ...others } = pids;
  await until(() => Object.values(others).every(isGone));
  expect(isGone(nohup!)).toBe(false);
});
