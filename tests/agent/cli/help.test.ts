// Help for a person at a terminal of 24 lines by 80 columns: all of it can be seen at once, and
// shows how a command is used. Whatever commands there are.
import { describe, expect, it } from 'vitest';
import { definition } from '../../../agent/cli/commandLine.ts';
import { EXAMPLES, examplesOf } from '../../../agent/cli/examples.ts';
import { lineWords } from '../../../agent/cli/completion/lineWords.ts';
import { scanLine } from '../../../agent/cli/scanLine.ts';
import { runAgent } from '../../support/agent.ts';

/** The last line is the prompt's. */
const LINES = 23;
const COLUMNS = 80;

const program = definition();
const NAMES = program.commands.map((command) => command.name());

describe('help', () => {
  it.each(['', ...NAMES])('of %j fits a screen, and has an example', async (name) => {
    const { code, stdout, stderr } = await runAgent([...(name ? [name] : []), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length, stdout).toBeLessThanOrEqual(LINES);
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(COLUMNS);
    expect(examplesOf(name), `agent/cli/examples.ts has nothing for ${name}`).not.toEqual([]);
    for (const example of examplesOf(name)) expect(stdout).toContain(`  ${example}\n`);
  });

  it('names every command', async () => {
    const { stdout } = await runAgent(['--help']);
    for (const name of NAMES) expect(stdout).toMatch(new RegExp(`^ {2}${name} +\\w`, 'm'));
  });
});

it.each(Object.entries(EXAMPLES))('an example of %j is understood', (name, examples) => {
  for (const example of examples) {
    const call = /(?:^|[|(] ?)bowline-agent ([^|)#]*)/.exec(example)?.[1] ?? '';
    const { before, current } = lineWords(call.trim());
    const args = [...before, current];
    const line = scanLine(program, args);
    expect(line.command.name()).toBe(args[0]);
    expect(name === '' || name === args[0], example).toBe(true);
    const own = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
    const flags = own.filter((word) => /^-./.test(word));
    const known = line.command.options.flatMap(({ long, short }) => [long, short]);
    for (const flag of flags) expect(known, example).toContain(flag);
  }
});

it.each([
  [['lst'], /Did you mean list\?[^]*"bowline-agent --help"/],
  [['list', '--jsn'], /Did you mean --json\?[^]*"bowline-agent list --help"/],
  [['atach', '--', 'list'], /Did you mean attach\?[^]*"bowline-agent --help"/],
  [['kill'], /'id'[^]*"bowline-agent kill --help"/],
  [['attach', '--sesion', 'x'], /Did you mean --session\?[^]*"bowline-agent attach --help"/],
  [['--hlp'], /Did you mean --help\?[^]*"bowline-agent --help"/],
])('a slip is answered with the nearest, and with where to read on: %j', async (args, words) => {
  const { code, stdout, stderr } = await runAgent(args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(words);
});
