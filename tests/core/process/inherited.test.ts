// What a program that we start gets from us: 0, 1 and 2, the user's own limit of open files, no
// raised priority, and nothing else. Asked in a process whose own surroundings the test decides.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { outputOf, startProgram } from '../../../core/process/startProgram.ts';
import { needs } from '../../support/needs.ts';
import { whyNoProcessFacts } from '../../support/processFacts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const SOURCE = path.resolve(import.meta.dirname, '../../../native/launch.cc');
const SCRIPT = path.resolve(import.meta.dirname, '../../support/startsPrograms.ts');

interface Found {
  shell: string;
  program: string;
}

beforeEach((test) => needs(whyNoProcessFacts(), test));

/** Runs it from a shell script in which "$@" stands for it. */
function found(script: string): Found {
  const { npm_lifecycle_event: _npm, BOWLINE_OPEN_FILES: _noted, ...env } = process.env;
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', SCRIPT];
  const args = ['-c', script, 'sh', ...node];
  return JSON.parse(execFileSync('bash', args, { env, encoding: 'utf8' })) as Found;
}

/** The descriptors that `ls` lists, without the one by which it lists them. */
function listed(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.includes(' -> '));
  return lines
    .map((line) => / (\d+) -> (.*)$/.exec(line)!)
    .filter(([, , target]) => !/^\/proc\/\d+\/fd$/.test(target!))
    .map(([, number]) => number!);
}

describe('a program that is started', () => {
  it('has 0, 1 and 2 and nothing else, however many shells there are', () => {
    const { shell, program } = found('"$@"; true');
    expect(listed(shell)).toEqual(['0', '1', '2']);
    expect(new Set(shell.match(/-> \/dev\/pts\/\d+/g)).size).toBe(1);
    expect(listed(program)).toEqual(['0', '1', '2']);
  });

  // As Chromium's are, which closes them itself in what it starts.
  it('has none of ours that are not close-on-exec', () => {
    const { shell, program } = found('exec 200</etc/passwd 3000</dev/null; "$@"; true');
    expect(listed(shell)).toEqual(['0', '1', '2']);
    expect(listed(program)).toEqual(['0', '1', '2']);
  });

  it('has the limit of open files that what started us had', () => {
    const { shell, program } = found('ulimit -Sn 777; "$@"; true');
    expect([shell, program]).toEqual([
      expect.stringContaining('limit 777'),
      expect.stringContaining('limit 777'),
    ]);
    expect(found('export BOWLINE_OPEN_FILES=555; "$@"; true').shell).toContain('limit 555');
  });

  it('has no raised priority, and a lowered one', (test) => {
    needs(process.getuid!() === 0 ? undefined : 'only root can raise a priority', test);
    const raised = found('nice -n -7 "$@"; true');
    expect([raised.shell, raised.program]).toEqual([
      expect.stringContaining('nice 0'),
      expect.stringContaining('nice 0'),
    ]);
    expect(found('nice -n 7 "$@"; true').shell).toContain('nice 7');
  });
});

describe('the launcher', () => {
  it('passes arguments on as they are, and the exit code back', async () => {
    const words = ['a b', '', '*', '$x', '-n'];
    const said = outputOf({ file: 'printf', args: ['%s|', ...words] }, 'pipe');
    expect(said).toBe('a b||*|$x|-n|');
    expect(() => outputOf({ file: 'sh', args: ['-c', 'exit 3'] }, 'pipe')).toThrow('with 3');
  });

  it('says what can’t be started, and ends as shells do', async () => {
    const child = startProgram({ file: 'no-such-program', args: [] }, { stdio: 'pipe' });
    const code = new Promise((resolve) => child.once('exit', resolve));
    let text = '';
    for await (const chunk of child.stderr.setEncoding('utf8')) text += chunk as string;
    expect([text, await code]).toEqual(['no-such-program: No such file or directory\n', 127]);
  });

  it('closes what is open also where the kernel has no call for it', () => {
    const launcher = path.join(temporaryDirectory(), 'launch');
    execFileSync('c++', ['-std=c++17', '-DCLOSE_RANGE=-1L', SOURCE, '-o', launcher]);
    // A limit that the highest descriptor is above of, which closing one by one would miss.
    const script = 'exec 9</dev/null 200</dev/null 4000</dev/null; ulimit -Sn 1000; "$@"';
    const command = [launcher, '-', 'ls', '-l', '/proc/self/fd'];
    const text = execFileSync('bash', ['-c', script, 'sh', ...command], { encoding: 'utf8' });
    expect(listed(text)).toEqual(['0', '1', '2']);
  });
});
