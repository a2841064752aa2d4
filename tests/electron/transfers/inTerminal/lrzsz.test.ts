// `sz` and `rz`, the real programs, in shells of every way: here, over ssh, and on an agent. Whatever the
// end, the shell answers, and nothing half lies about.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { needs } from '../../../support/needs.ts';
import { seeded } from '../../../support/random.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { TerminalTab, type TransferPerson } from '../../../support/terminalTransfers.ts';
import { ways } from './ways.ts';

function whyNoLrzsz(): string | undefined {
  const { error } = spawnSync('sz', ['--version'], { stdio: 'ignore' });
  return error ? 'lrzsz is not installed' : undefined;
}

const RANDOM = seeded(11);
const BYTES = Buffer.from(RANDOM.bytes(1_500_000));

describe.each(ways())('a shell %s', (_name, { open, lacks }) => {
  let far: string;
  let near: string;
  let tab: TerminalTab;
  beforeEach(async (test) => {
    needs(whyNoLrzsz(), test);
    needs(lacks(), test);
    far = temporaryDirectory();
    near = temporaryDirectory();
    chmodSync(far, 0o777);
    tab = new TerminalTab(open);
    await tab.online();
    tab.type(`cd ${far}\r`);
    await tab.answers('there');
  });
  afterEach(async () => {
    await tab?.close();
  });

  const takes = (person: TransferPerson = { folder: near }): void => void (tab.person = person);
  const put = (folder: string, name: string, bytes: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  it('has its files here after sz', async () => {
    takes();
    put(far, 'a.bin', BYTES);
    put(far, 'nothing', '');
    put(far, 'größe.txt', 'x');
    tab.type('sz a.bin nothing größe.txt\r');
    await tab.over(1);
    expect(tab.last).toMatchObject({ state: 'done', filesDone: 3, bytesDone: BYTES.length + 1 });
    expect(readdirSync(near).sort()).toEqual(['a.bin', 'größe.txt', 'nothing']);
    expect(readFileSync(join(near, 'a.bin')).equals(BYTES)).toBe(true);
    await tab.answers('after');
    expect(tab.port.text).not.toMatch(/\x18|OO/);
  });

  it('has files of here after rz, and says what is there already', async () => {
    put(far, 'old.txt', 'theirs');
    const files = [put(near, 'a.bin', BYTES), put(near, 'old.txt', 'mine'), put(near, 'b', '')];
    takes({ files });
    tab.type('rz\r');
    await tab.over(1);
    expect(tab.last).toMatchObject({
      state: 'partly',
      filesDone: 2,
      troubles: [{ path: 'old.txt' }],
    });
    expect(readFileSync(join(far, 'a.bin')).equals(BYTES)).toBe(true);
    expect(readFileSync(join(far, 'old.txt'), 'utf8')).toBe('theirs');
    expect(readdirSync(far).sort()).toEqual(['a.bin', 'b', 'old.txt']);
    await tab.answers('after');
  });

  it('answers at once after a no', async () => {
    takes({});
    put(far, 'a.bin', BYTES);
    tab.type('sz a.bin\r');
    await tab.until(() => tab.asked.length === 1);
    await tab.answers('after-sz');
    tab.type('rz\r');
    await tab.until(() => tab.asked.length === 2);
    await tab.answers('after-rz');
    expect([tab.asked, readdirSync(near)]).toEqual([['take-files', 'give-files'], []]);
  });

  it('transfers one after the other, in one line, too', async () => {
    takes();
    put(far, 'a', 'A');
    put(far, 'b', 'B');
    tab.type('sz a; sz b\r');
    await tab.over(2);
    await tab.answers('after');
    expect(readdirSync(near).sort()).toEqual(['a', 'b']);
  });

  it.each(['sz', 'rz'])('answers after %s was stopped at whatever moment', async (program) => {
    const random = seeded(program === 'sz' ? 21 : 22);
    for (let round = 0; round < 6; round++) {
      const name = `${program}-${round}`;
      mkdirSync(join(near, name));
      const file = put(program === 'sz' ? far : temporaryDirectory(), name, BYTES);
      takes(program === 'sz' ? { folder: join(near, name) } : { files: [file] });
      const stopAt = round === 0 ? 0 : random.int(BYTES.length);
      const byKey = random.once(2);
      tab.onChange = () => {
        if ((tab.last?.bytesDone ?? 0) < stopAt) return;
        tab.onChange = () => undefined;
        if (byKey) tab.type('\x03');
        else tab.entries.at(-1)!.stop();
      };
      tab.type(program === 'sz' ? `sz ${name}\r` : 'rz\r');
      await tab.over(round + 1);
      await tab.answers(name);
      // One that was whole by then stays.
      const left = readdirSync(join(near, name));
      if (tab.last!.filesDone === 0) expect(left).toEqual([]);
    }
    expect(tab.entries.map((entry) => entry.view().state)).toContain('cancelled');
  });
});
