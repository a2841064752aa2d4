// Where the agent isn't meant to run it says so, before anything else, and starts nothing.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unfitSystem } from '../../../agent/cli/unfitSystem.ts';
import { runAgent } from '../../support/agent.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

/** The agent finds itself on Windows. */
const ON_WINDOWS = [
  '--import',
  `data:text/javascript,Object.defineProperty(process,'platform',{value:'win32'})`,
];

describe('an agent on Windows', () => {
  it.each([
    ['serve'],
    ['serve', '--background', '--json'],
    ['attach', 'bowline://127.0.0.1:1/?v=1'],
    ['run', '--', 'tool', '--help'],
    ['forward', '--', '--version'],
    ['completion', 'bash'],
    ['__complete', 'attach '],
    ['--nonsense'],
  ])('refuses %s %s', (...args) => {
    expect(unfitSystem(args, 'win32')).toMatchObject({ code: 'UNFIT_SYSTEM' });
    expect(unfitSystem(args, 'linux')).toBeUndefined();
    expect(unfitSystem(args, 'darwin')).toBeUndefined();
  });

  it.each([[[]], [['--help']], [['help', 'serve']], [['serve', '--help']], [['-h']], [['-V']]])(
    'still tells of itself: %j',
    (args) => expect(unfitSystem(args, 'win32')).toBeUndefined(),
  );

  it('says so in words, ends with 1, and leaves nothing behind', async () => {
    const stateDir = temporaryDirectory();
    const { code, stdout, stderr } = await runAgent(
      ['serve', '--state-dir', stateDir],
      '',
      ON_WINDOWS,
    );
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^bowline-agent: It isn’t meant to run on Windows yet.*\nRun it on Linux/,
    );
    expect(readdirSync(stateDir)).toEqual([]);
  });

  it('tells programs, too', async () => {
    const { code, stdout } = await runAgent(['list', '--json'], '', ON_WINDOWS);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ event: 'error', code: 'UNFIT_SYSTEM' });
  });

  it('prints its help there', async () => {
    const { code, stdout } = await runAgent(['serve', '--help'], '', ON_WINDOWS);
    expect(code).toBe(0);
    expect(stdout).toContain('--listen');
  });
});
