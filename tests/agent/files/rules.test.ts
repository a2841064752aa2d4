// Who gets at an agent's files, and how far: the agent holds that, whatever a client says.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAgentFiles } from '../../../core/sftp/agentFiles.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { TunnelLink } from '../../../core/tunnel/tunnelLink.ts';
import { startAgent, type TestAgent } from '../../support/agent.ts';
import { FilesRig } from '../../support/agentFiles.ts';
import { AgentShell, connect, inviteTo } from '../../support/agentShell.ts';
import { olderThan } from '../../support/olderAgent.ts';
import { randomId, RawSocket } from '../../support/rawSocket.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { connectionTo } from '../../support/tunnels.ts';

const FILES = { stream: randomId(), window: 1000, target: { kind: 'files' } } as const;

describe('an agent without rules', () => {
  let agent: TestAgent;
  beforeAll(async () => {
    agent = await startAgent();
  });
  afterAll(() => agent.stop());

  it('hands its files to its owner', async () => {
    const raw = await RawSocket.login(agent.link);
    raw.send('connect', 1, FILES);
    await raw.message('connected');
    raw.ws.close(1000);
  });

  it.each(['viewer', 'editor'] as const)('hands none to a guest who is a %s', async (role) => {
    const owner = await connect(agent.link);
    const shell = AgentShell.open(owner, { command: ['sh', '-c', 'echo ready; cat'] });
    await shell.sees(/ready/);
    const { session } = shell.cursor;
    const raw = await RawSocket.join(await inviteTo(owner, agent.link, { session, role }));
    raw.send('connect', 1, FILES);
    expect((await raw.closed).reason).toBe('unexpected-message');
    await owner.close();
  });

  it('has no files as a place to listen at', async () => {
    const raw = await RawSocket.login(agent.link);
    raw.send('listen', 1, { forward: randomId(), at: { kind: 'files' } as never });
    expect((await raw.closed).reason).toBe('bad-body');
  });

  it('ends a stream on which something else is spoken, and nothing else', async () => {
    const raw = await RawSocket.login(agent.link);
    raw.send('connect', 1, { ...FILES, stream: randomId() });
    await raw.message('connected');
    raw.send('data', 1, { offset: 0, bytes: Buffer.from('GET / HTTP/1.1\r\n\r\n') });
    const { body } = await raw.message('reset');
    expect(body.code).toBe('stream-reset');
    raw.send('ping', 0, { token: 7 });
    await raw.message('pong');
    raw.ws.close(1000);
  });

  it('that is too old is told apart, and what to do', async () => {
    const older = await olderThan(agent.url, 'files');
    const connection = connectionTo(agent.link, older.port);
    const link = new TunnelLink(connection, systemClock);
    const failure = await openAgentFiles(link).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'unsupported',
      said: { code: 'files-unknown-to-agent' },
      advice: { code: 'try-agent-update' },
    });
    link.close();
    await connection.close();
    await older.close();
  });
});

it('an agent whose rule is none hands out nothing, and says so', async () => {
  const rig = await FilesRig.start({ args: ['--files', 'none'] });
  const failure = await rig.open().catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'no-permission', advice: { code: 'try-agent-files' } });
  expect((failure as Error).message).toContain('does not hand out files');
  await rig.rig.agent.event('tunnel-forbidden');
  await rig.stop();
});

it('an agent whose rule is read lets nothing be changed', async () => {
  const rig = await FilesRig.start({ args: ['--files', 'read'] });
  const files = await rig.open();
  const folder = temporaryDirectory();
  writeFileSync(`${folder}/a`, 'text');
  const reading = await files.open(`${folder}/a`, { how: 'read' });
  expect(Buffer.from(await reading.read(0, 9)).toString()).toBe('text');
  const tries = [
    files.open(`${folder}/a`, { how: 'change' }),
    files.open(`${folder}/a`, { how: 'replace' }),
    files.open(`${folder}/b`, { how: 'make' }),
    reading.change({ mode: 0o777 }),
    files.change(`${folder}/a`, { mode: 0o777 }),
    files.remove(`${folder}/a`),
    files.rename(`${folder}/a`, `${folder}/b`),
    files.rename(`${folder}/a`, `${folder}/b`, true),
    files.makeFolder(`${folder}/b`),
    files.removeFolder(folder),
    files.makeLink(`${folder}/b`, 'a'),
    files.copy(`${folder}/a`, `${folder}/b`),
  ];
  const codes = await Promise.all(
    tries.map((one) =>
      one.then(
        () => 'done',
        (error: Error & { code: string }) => error.code,
      ),
    ),
  );
  expect(codes).toEqual(tries.map(() => 'no-permission'));
  expect(readdirSync(folder)).toEqual(['a']);
  expect(readFileSync(`${folder}/a`, 'utf8')).toBe('text');
  await files.close();
  await rig.stop();
});

it('a rule that is none of them isn’t taken', async () => {
  await expect(startAgent({ args: ['--files', 'some'] })).rejects.toThrow(/none, read or all/);
});
