// What may come next on a line, for whatever was typed: by the definition of the commands, and
// never by running anything.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { agentNames } from '../../../agent/cli/completion/agentNames.ts';
import { complete, type AgentNames } from '../../../agent/cli/completion/candidates.ts';
import { lineWords } from '../../../agent/cli/completion/lineWords.ts';
import { answerText, readRequest } from '../../../agent/cli/completion/shellAnswers.ts';
import { definition } from '../../../agent/cli/commandLine.ts';
import { scanLine } from '../../../agent/cli/scanLine.ts';
import { runAgent } from '../../support/agent.ts';

const SHELL = 'ab'.repeat(16);
const INVITATION = 'cd'.repeat(8);
const TITLE = 'a: "b" $(c) \\d `e` %f';

const names: AgentNames = {
  shells: () => Promise.resolve([{ value: SHELL, about: TITLE }]),
  invitations: () => Promise.resolve([{ value: INVITATION, about: 'viewer' }]),
};

async function at(line: string) {
  const { before, current } = lineWords(line);
  const { candidates, paths } = await complete(definition(), before, current, names);
  return { values: candidates.map(({ value }) => value), paths };
}

describe('what may come next', () => {
  it('are the commands, all of them', async () => {
    const all = definition().commands.map((command) => command.name());
    expect((await at('')).values).toEqual([...all, 'help']);
    expect((await at('s')).values).toEqual(['serve', 'share']);
    expect((await at('help s')).values).toEqual(['serve', 'share']);
    expect((await at('list s')).values).toEqual([]);
  });

  it.each(definition().commands.map((command) => [command.name(), command] as const))(
    'are the options of %s',
    async (name, command) => {
      const shown = command.options.filter(({ hidden }) => !hidden);
      const flags = shown.map(({ long, short }) => long ?? short);
      expect((await at(`${name} -`)).values.sort()).toEqual([...flags, '--help'].sort());
    },
  );

  it.each([
    ['attach --session ', SHELL],
    ['attach --session=', `--session=${SHELL}`],
    ['attach --link-file x --session ab', SHELL],
    ['kill ', SHELL],
    ['kill - ', SHELL],
    ['detach ab', SHELL],
    ['share ', SHELL],
    ['share --revoke ', INVITATION],
    ['share --role e', 'editor'],
    ['completion z', 'zsh'],
    ['serve --tls s', 'self-signed'],
    ['serve --keep ', 'forever'],
    ['share --expires 2', '2h'],
  ])('is known after %j', async (line, value) => {
    expect((await at(line)).values).toEqual([value]);
  });

  it.each([
    ['attach -- ', 'none'],
    ['attach -- --se', 'none'],
    ['kill ff', 'none'],
    ['kill ab ', 'none'],
    ['attach --name ', 'none'],
    ['list --link-file ', 'files'],
    ['list --link-file=', 'files'],
    ['kill --state-dir ', 'folders'],
    ['serve --shell ', 'files'],
    ['dance ', 'none'],
    ['forward -L ', 'none'],
  ] as const)('is nothing of ours after %j, but the shell’s own: %s', async (line, paths) => {
    expect(await at(line)).toEqual({ values: [], paths });
  });

  it('is no option twice', async () => {
    expect((await at('list --json --js')).values).toEqual([]);
    expect((await at('forward -L 1:a:2 -')).values).toContain('-L');
  });
});

it.each([
  ['bowline-agent att', ['bowline-agent'], 'att'],
  ['  A=1 bowline-agent kill ', ['bowline-agent', 'kill'], ''],
  [`p a\\ b 'c d' "e\\"f$" 'g`, ['p', 'a b', 'c d', 'e"f$'], 'g'],
  ['p "open word', ['p'], 'open word'],
  ['p $(touch x) `y`', ['p', '$(touch', 'x)'], '`y`'],
  ['p x\\', ['p'], 'x'],
  ['p "x\\', ['p'], 'x'],
  ['', [], ''],
])('a line is cut as a shell would cut it: %j', (line, before, current) => {
  expect(lineWords(line)).toEqual({ before, current });
});

describe('names that only an agent knows', () => {
  const line = (...args: string[]) => scanLine(definition(), args);
  const nothing = { link: undefined, exposed: false };

  it('are none once the time is up, whatever has been begun', async () => {
    const mute = createServer((socket) => socket.on('error', () => undefined)).listen(
      0,
      '127.0.0.1',
    );
    onTestFinished(() => void mute.close());
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    const over = new AbortController();
    const taken = { ...nothing, link: `bowline://127.0.0.1:${port}/?v=1&token=${'A'.repeat(32)}` };
    const asked = agentNames(taken, over.signal).shells(line('attach'));
    const [socket] = (await once(mute, 'connection')) as [Socket];
    over.abort();
    expect(await asked).toEqual([]);
    socket.destroy();
  });

  it.each([
    [['attach', '--link-file', '/no/such']],
    [['attach', '--state-dir', '/no/such']],
    [['attach', 'bowline://nonsense']],
    [['attach', '--link-file', '/dev/zero']],
    [['attach', 'bowline://a', '--link-file', 'b']],
  ])('are none where there is no such agent: %j', async (args) => {
    const ever = new AbortController().signal;
    expect(await agentNames(nothing, ever).shells(line(...args))).toEqual([]);
    expect(await agentNames(nothing, ever).invitations(line(...args))).toEqual([]);
  });

  it('are none while the link is still to come by stdin, which isn’t read', async () => {
    const names = agentNames({ ...nothing, link: 'bowline://x' }, new AbortController().signal);
    expect(await names.shells(line('attach', '-'))).toEqual([]);
  });
});

it.each([
  [['__complete'], ''],
  [['__complete', 'tcsh'], 'a\0'],
  [['__complete', 'fish'], ''],
  [['__complete', 'zsh'], 'x'.repeat(100_000)],
  [['__complete', 'bash', 'more'], '\0\0\0'],
])('nothing is said of a call that no script makes: %j', async (args, input) => {
  expect(await runAgent(args, input)).toMatchObject({ code: 0, stderr: '' });
});

describe('what a shell is told', () => {
  const completion = { candidates: [{ value: SHELL, about: TITLE }], paths: 'none' as const };

  it('is nothing that it would read as something else', () => {
    expect(answerText('bash', completion, 0)).toBe(`none\n${SHELL}\n`);
    expect(answerText('zsh', completion, 0)).toBe(`none\n${SHELL}:a: "b" $(c) \\\\d \`e\` %f\n`);
    expect(answerText('fish', completion, 0)).toBe(`none\n${SHELL} ${TITLE}\n`);
  });

  it('is in bash the end of a word that it has cut', () => {
    const asked = readRequest('bash', ' "=:\0bowline-agent attach --session=a\0');
    expect(asked).toEqual({ before: ['attach'], current: '--session=a', trim: 10 });
    expect(readRequest('bash', ' "\0bowline-agent attach --session=a\0').trim).toBe(0);
    expect(readRequest('zsh', 'attach\0--session\0\0')).toEqual({
      ...{ before: ['attach', '--session'], current: '', trim: 0 },
    });
    const whole = {
      candidates: [{ value: `--session=${SHELL}`, about: '' }],
      paths: 'none' as const,
    };
    expect(answerText('bash', whole, 10)).toBe(`none\n${SHELL}\n`);
  });
});
