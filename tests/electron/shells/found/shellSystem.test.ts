// What is asked of a computer to find its shells, on real files and programs and the test's clock:
// all of it is bounded, and what can't be told is nothing.
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { inTime } from '../../../../electron/shells/found/inTime.ts';
import { given, programsOf, thisSystem } from '../../../../electron/shells/found/shellSystem.ts';
import { SYSTEM } from '../../../../core/system.ts';
import { Deferred } from '../../../support/deferred.ts';
import { ManualClock, settle } from '../../../support/manualClock.ts';
import { needs } from '../../../support/needs.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { fakeSystem } from './fakeSystem.ts';

const ENV = { PATH: process.env.PATH!, GREETING: 'hello' };

beforeEach((test) => needs(SYSTEM === 'win32' ? 'it has no such files' : undefined, test));

function setUp() {
  const [clock, folder] = [new ManualClock(), temporaryDirectory()];
  const at = (name: string): string => path.join(folder, name);
  const facts = { platform: SYSTEM, env: ENV, loginShell: '/bin/sh' };
  const system = thisSystem(facts, clock);
  const printed = (script: string): Promise<string> =>
    system.printed({ file: '/bin/sh', args: ['-c', script] });
  return { clock, folder, at, system, printed };
}

describe('a file', () => {
  it('is a program where it may be run, and is one', async () => {
    const { at, system } = setUp();
    writeFileSync(at('plain'), '');
    writeFileSync(at('program'), '');
    chmodSync(at('program'), 0o755);
    mkdirSync(at('folder'));
    symlinkSync(at('program'), at('link'));
    const names = ['program', 'link', 'plain', 'folder', 'missing'];
    const are = await Promise.all(names.map((name) => system.isProgram(at(name))));
    expect(are).toEqual([true, true, false, false, false]);
  });

  it('is read whole, through links, up to a bound; and is empty where there is none', async () => {
    const { at, system } = setUp();
    writeFileSync(at('shells'), '/bin/sh\n');
    symlinkSync(at('shells'), at('link'));
    writeFileSync(at('large'), 'x'.repeat(64 * 1024 + 1));
    expect(await system.text(at('shells'))).toBe('/bin/sh\n');
    expect(await system.text(at('link'))).toBe('/bin/sh\n');
    expect((await system.text(at('large'))).length).toBeLessThanOrEqual(64 * 1024);
    expect([await system.text(at('missing')), await system.text(at('.'))]).toEqual(['', '']);
  });
});

describe('a folder', () => {
  it('has a bounded number of names, and none where there is no folder', async () => {
    const { at, system } = setUp();
    mkdirSync(at('many'));
    for (let n = 0; n < 1_001; n++) writeFileSync(at(`many/${n}`), '');
    mkdirSync(at('few'));
    for (const name of ['a', 'b']) writeFileSync(at(`few/${name}`), '');
    expect((await system.names(at('few'))).sort()).toEqual(['a', 'b']);
    expect(await system.names(at('many'))).toHaveLength(1_000);
    expect(await system.names(at('missing'))).toEqual([]);
  });

  it('is what it really is, or what it is called', async () => {
    const { at, system } = setUp();
    mkdirSync(at('real'));
    symlinkSync(at('real'), at('link'));
    expect(await system.real(at('link'))).toBe(at('real'));
    expect(await system.real(at('missing'))).toBe(at('missing'));
  });
});

describe('what a program prints', () => {
  it('is all that it prints, in the environment that is told, and no errors', async () => {
    const { printed, system, clock } = setUp();
    expect(await printed('echo $GREETING; echo wrong >&2; cat')).toBe('hello\n');
    expect(clock.waiting).toBe(0);
    const missing = { file: '/no/such/program', args: [] } as unknown as Parameters<
      typeof system.printed
    >[0];
    expect([await system.printed(missing), clock.waiting]).toEqual(['', 0]);
  });

  it('is what it has printed in two seconds, and then it is ended', async () => {
    const { printed, clock, at } = setUp();
    let text: string | undefined;
    const asking = printed(`echo early; : > '${at('began')}'; exec sleep 1000`).then(
      (all) => (text = all),
    );
    await expect.poll(() => existsSync(at('began'))).toBe(true);
    await clock.pass(1_999);
    expect(text).toBeUndefined();
    await clock.pass(1);
    await asking;
    expect(text).toBe('early\n');
    expect(clock.waiting).toBe(0);
  });

  it('is cut where it has no end', async () => {
    const { printed, clock } = setUp();
    const text = await printed('exec yes');
    expect(text.length).toBeGreaterThan(64 * 1024);
    expect(text.length).toBeLessThanOrEqual(256 * 1024);
    expect(clock.waiting).toBe(0);
  });
});

describe('an answer that may never come', () => {
  it('is waited for so long, and otherwise another is given', async () => {
    const clock = new ManualClock();
    const [late, failed] = [new Deferred<string>(), new Deferred<string>()];
    const answers: string[] = [];
    void inTime(late.promise, 'otherwise', { ms: 100, clock }).then((it) => answers.push(it));
    await clock.pass(99);
    expect(answers).toEqual([]);
    await clock.pass(1);
    expect(answers).toEqual(['otherwise']);
    late.resolve('late');
    void inTime(failed.promise, 'no', { ms: 100, clock }).then((it) => answers.push(it));
    failed.reject(new Error('it failed'));
    await settle();
    expect(answers).toEqual(['otherwise', 'no']);
    expect(await inTime(Promise.resolve('at once'), 'no', { ms: 100, clock })).toBe('at once');
    expect(clock.waiting).toBe(0);
  });

  it('of a file is left out, and keeps no other waiting', async () => {
    const clock = new ManualClock();
    const system = fakeSystem({ programs: ['/a', '/b'], silent: ['/b'], clock });
    const found = programsOf(system, ['/a', '/b', '/c']);
    await clock.pass(2_000);
    expect([...(await found)]).toEqual(['/a']);
  });
});

it('a variable is empty where it isn’t set, and of any case on Windows', () => {
  const env = { Path: 'x' };
  expect([
    given({ env, platform: 'win32' }, 'PATH'),
    given({ env, platform: 'linux' }, 'PATH'),
  ]).toEqual([...['x', '']]);
});
