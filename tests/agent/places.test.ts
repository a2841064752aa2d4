// One home on several machines and containers: each has an agent of its own, and none takes
// another's for dead. And what leads to a running agent is there again when somebody removes it.
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { placeKey, thisPlace } from '../../agent/state/place.ts';
import type { AgentRecord } from '../../agent/state/agentRecord.ts';
import { runAgent, startAgent, type TestAgent } from '../support/agent.ts';
import { AgentShell, connect } from '../support/agentShell.ts';
import { makeMachine, whyNoMachine, type TestMachine } from '../support/machine.ts';
import { needs } from '../support/needs.ts';
import { SmallDisk, whyNoSmallDisk } from '../support/smallDisk.ts';
import { temporaryDirectory } from '../support/temporary.ts';

interface Said {
  link: string;
  pid: number;
}

/** Of every file below a folder: what it is and, if it has any, what is in it. */
function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const stats = statSync(path.join(folder, name));
      const text =
        stats.isFile() && !name.endsWith('.log')
          ? readFileSync(path.join(folder, name), 'utf8')
          : '';
      return [name, `${stats.ino} ${text}`];
    }),
  );
}

describe('a home that is shared', () => {
  let home: string;
  beforeEach((test) => {
    needs(whyNoMachine(), test);
    home = temporaryDirectory();
  });

  /** As the app's start script does, also that of an older app. */
  function serve(machine: TestMachine): Said {
    const socket = ['--socket', path.join(home, 'agent.sock')];
    const args = ['serve', '--background', '--json', '--state-dir', home, ...socket];
    return JSON.parse(machine.agent(args)) as Said;
  }

  async function openOn({ link }: Said): Promise<string> {
    const client = await connect(link);
    const shell = AgentShell.open(client, { command: ['sh', '-c', 'hostname; exec sleep 1000'] });
    const { session } = await shell.opened;
    await client.close();
    return session;
  }

  const list = (machine: TestMachine): string[] => {
    const text = machine.agent(['list', '--json', '--state-dir', home]);
    return (JSON.parse(text) as { session: string }[]).map(({ session }) => session);
  };

  it.each([
    ['machines', false],
    ['containers of one machine', true],
  ])('by two %s: each has its own agent, which the other leaves alone', async (_, container) => {
    const one = await makeMachine({ name: 'one', container });
    const two = await makeMachine({ name: 'two', container });
    const first = serve(one);
    const session = await openOn(first);
    const before = filesOf(home);
    const second = serve(two);
    expect(second.link).not.toBe(first.link);
    const other = await openOn(second);
    expect(filesOf(home)).toMatchObject(before);
    expect([list(one), list(two)]).toEqual([[session], [other]]);
    expect([serve(one), serve(two)]).toMatchObject([{ link: first.link }, { link: second.link }]);
    expect(await openOn(first)).not.toBe(session);
    await two.crash();
    expect(list(one)).toHaveLength(2);
  });

  it('by a machine that was started anew: what ran before is known to be gone', async () => {
    const one = await makeMachine({ name: 'one', container: true });
    const first = serve(one);
    await one.crash();
    const again = await makeMachine({ name: 'one', container: true });
    const second = serve(again);
    await openOn(second);
    expect(serve(again).link).toBe(second.link);
    expect(first.pid).toBeGreaterThan(0);
  });

  it('where none runs here, the words say where some do', async () => {
    const one = await makeMachine({ name: 'one' });
    const two = await makeMachine({ name: 'two' });
    serve(one);
    expect(two.refused(['list', '--state-dir', home])).toMatch(/share it have agents: one\./);
  });

  it('a socket elsewhere that both name is left to whoever has it', async () => {
    const one = await makeMachine({ name: 'one' });
    const two = await makeMachine({ name: 'two' });
    const socket = path.join(temporaryDirectory(), 'own.sock');
    const args = ['serve', '--background', '--json', '--state-dir', home, '--socket', socket];
    one.agent(args);
    const { ino } = statSync(socket);
    expect(two.refused(args)).toMatch(/is the socket of an agent on one/);
    expect(statSync(socket).ino).toBe(ino);
  });
});

describe('an agent that is there already', () => {
  async function agentIn(stateDir: string, args = ['--socket']): Promise<TestAgent> {
    const agent = await startAgent({ stateDir, args });
    onTestFinished(async () => void (await agent.stop()));
    return agent;
  }

  async function started(stateDir: string): Promise<Said> {
    const args = ['serve', '--background', '--json', '--state-dir', stateDir, '--socket'];
    const { stdout } = await runAgent(args);
    return JSON.parse(stdout) as Said;
  }

  /** As an agent of an earlier version leaves it: without its place. */
  function makeOlder(stateDir: string): void {
    const [lock, file] = ['lock', 'agent.json'].map((name) => path.join(stateDir, name));
    writeFileSync(lock!, readFileSync(lock!, 'utf8').split(' ').slice(0, 2).join(' ') + '\n');
    const { place, mends, ...record } = JSON.parse(readFileSync(file!, 'utf8')) as AgentRecord;
    expect([place, mends]).toEqual([thisPlace(), true]);
    writeFileSync(file!, JSON.stringify(record));
  }

  async function open(link: string): Promise<string> {
    const client = await connect(link);
    const shell = AgentShell.open(client, { command: ['sleep', '1000'] });
    const { session } = await shell.opened;
    await client.close();
    return session;
  }

  it('and older than this one is found, and its shells with it', async () => {
    const stateDir = temporaryDirectory();
    const agent = await agentIn(stateDir);
    const session = await open(agent.link);
    makeOlder(stateDir);
    expect(await started(stateDir)).toMatchObject({ pid: agent.pid, link: agent.link });
    const { stdout } = await runAgent(['list', '--json', '--state-dir', stateDir]);
    expect(JSON.parse(stdout)).toMatchObject([{ session }]);
  });

  it('and older, without its socket: the words say that its shells can’t be reached', async () => {
    const stateDir = temporaryDirectory();
    const agent = await agentIn(stateDir);
    makeOlder(stateDir);
    process.kill(agent.pid, 'SIGSTOP'); // an older one doesn't notice
    onTestFinished(() => void process.kill(agent.pid, 'SIGCONT'));
    rmSync(path.join(stateDir, 'agent.sock'));
    const said = (await started(stateDir)) as unknown as { code: string; message: string };
    expect(said.code).toBe('NO_WAY_IN');
    expect(said.message).toContain(`pid ${agent.pid}`);
  });

  it.each([
    ['its socket', ['agent.sock']],
    ['socket, record and lock', ['agent.sock', 'agent.json', 'lock']],
    ['all of its state', ['.']],
    ['the record, lock and token of one with a port', ['agent.json', 'lock', 'token']],
  ])('is found again after somebody has removed %s, as often as that happens', async (_, names) => {
    const stateDir = path.join(temporaryDirectory(), 'state');
    const [main = '', isPort] = [names[0], names.includes('token')];
    const agent = await agentIn(stateDir, isPort ? [] : ['--socket']);
    const session = await open(agent.link);
    for (let round = 0; round < 3; round++) {
      for (const name of names) rmSync(path.join(stateDir, name), { recursive: true });
      for (const name of [main === '.' ? 'agent.sock' : main, 'lock', 'agent.json']) {
        await expect.poll(() => existsSync(path.join(stateDir, name))).toBe(true);
      }
      expect(await started(stateDir)).toMatchObject({ pid: agent.pid, link: agent.link });
      const { stdout } = await runAgent(['list', '--json', '--state-dir', stateDir]);
      expect(JSON.parse(stdout)).toMatchObject([{ session }]);
    }
  });

  it('is found again once a disk has room that was full', async (test) => {
    needs(whyNoSmallDisk(), test);
    const disk = new SmallDisk(256);
    onTestFinished(() => disk.remove());
    const agent = await agentIn(disk.folder);
    process.kill(agent.pid, 'SIGSTOP'); // until there is no room for what is removed
    for (const name of ['agent.json', 'lock']) rmSync(disk.at(name));
    disk.flood();
    process.kill(agent.pid, 'SIGCONT');
    await agent.event('not-mended');
    disk.free();
    await expect.poll(() => existsSync(disk.at('lock'))).toBe(true);
    await expect.poll(() => existsSync(disk.at('agent.json'))).toBe(true);
    expect(await started(disk.folder)).toMatchObject({ pid: agent.pid, link: agent.link });
  });

  it('makes its socket again when a new start asks, where nobody told of the loss', async () => {
    const stateDir = temporaryDirectory();
    const agent = await agentIn(stateDir);
    process.kill(agent.pid, 'SIGSTOP'); // so that nothing is made before the start asks
    rmSync(path.join(stateDir, 'agent.sock'));
    const again = started(stateDir);
    process.kill(agent.pid, 'SIGCONT');
    expect(await again).toMatchObject({ pid: agent.pid, link: agent.link });
    await open(agent.link);
  });

  it('of a place whose machine and name are these, but not its boot, is taken over', async () => {
    const stateDir = temporaryDirectory();
    const before = { ...thisPlace(), machine: thisPlace().machine || 'x', boot: 'earlier' };
    const left = await startAgent({ stateDir, args: ['--socket'] });
    const record = JSON.parse(
      readFileSync(path.join(stateDir, 'agent.json'), 'utf8'),
    ) as AgentRecord;
    left.child.kill('SIGKILL');
    await new Promise((resolve) => left.child.once('exit', resolve));
    writeFileSync(path.join(stateDir, 'lock'), `${process.pid} 1 ${placeKey(before)}\n`);
    writeFileSync(path.join(stateDir, 'agent.json'), JSON.stringify({ ...record, place: before }));
    const agent = await agentIn(stateDir);
    expect(agent.url).toContain('/agent.sock');
    expect(readdirSync(stateDir).filter((name) => name.startsWith('at-'))).toEqual([]);
  });
});
