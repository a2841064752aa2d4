// What is known of a command line before anything runs is what commander makes of it: by seed,
// over the real definition.
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { definition } from '../../../agent/cli/commandLine.ts';
import { scanLine } from '../../../agent/cli/scanLine.ts';
import { seeded, type Random } from '../../support/random.ts';

interface Parsed {
  name: string;
  words: string[];
  options: string[];
}

/** Undefined where commander refuses it. */
function parsed(args: readonly string[]): Parsed | undefined {
  const program = definition();
  let result: Parsed | undefined;
  for (const command of program.commands) {
    command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    command.action(() => {
      const given = Object.keys(command.opts()).filter(
        (name) => command.getOptionValueSource(name) === 'cli',
      );
      result = { name: command.name(), words: command.args, options: given.sort() };
    });
  }
  try {
    program.configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    program.parse(args, { from: 'user' });
  } catch {
    return undefined;
  }
  return result;
}

const WORDS = [
  '-',
  '--',
  'a',
  '3',
  '-5',
  'list',
  '1h',
  '--json',
  'viewer',
  '',
  '--x',
  '-x',
  '--=',
  'bowline://h',
];

function randomLine(random: Random, program: Command): string[] {
  const command = random.pick(program.commands);
  const flags = command.options.flatMap(({ long, short }) =>
    [long, short].filter((one) => one != null),
  );
  const word = (): string => {
    if (!random.once(2)) return random.pick(WORDS);
    const flag = random.pick([...flags, '--help-me']);
    if (random.once(4)) return flag.startsWith('--') ? `${flag}=${random.pick(WORDS)}` : `${flag}5`;
    return flag;
  };
  return [command.name(), ...Array.from({ length: random.int(6) }, word)];
}

it('is what commander reads', () => {
  const program = definition();
  let compared = 0;
  for (let seed = 1; seed <= 4_000; seed++) {
    const args = randomLine(seeded(seed), program);
    const expected = parsed(args);
    if (!expected) continue;
    compared++;
    const line = scanLine(program, args);
    const found: Parsed = {
      name: line.command.name(),
      words: [...line.words, ...(line.program ?? [])],
      options: [...line.options.keys()].sort(),
    };
    expect(found, `seed ${seed}: ${JSON.stringify(args)}`).toEqual(expected);
  }
  expect(compared).toBeGreaterThan(300);
});

it.each([
  [
    ['attach', '--', 'prog', '--json'],
    ['prog', '--json'],
  ],
  [['attach', '--name', '--', 'prog'], undefined],
  [['list', '--json'], undefined],
  [
    ['attach', '--session', 'a', '-', '--', '--', 'x'],
    ['--', 'x'],
  ],
])('knows whose words %j are', (args, program) => {
  const line = scanLine(definition(), args);
  expect(line.program).toEqual(program);
  expect(line.options.has('json')).toBe(args[0] === 'list');
});

it('knows what the next word is for', () => {
  const awaited = (...args: string[]) => scanLine(definition(), args).awaited?.long;
  expect(awaited('attach', '--session')).toBe('--session');
  expect(awaited('attach', '--session', 'a')).toBeUndefined();
  expect(awaited('attach', '--session=a')).toBeUndefined();
  expect(awaited('serve', '--tls', 'a')).toBe('--tls');
  expect(awaited('serve', '--tls', 'a', '--json')).toBeUndefined();
  expect(awaited('attach', '--', '--session')).toBeUndefined();
});
