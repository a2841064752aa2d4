// `tsz` and `trz`, the real programs, in shells of every way and inside tmux. Whatever the end, the shell
// answers, and nothing half lies about.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { needs, whyNoProgram } from '../../../support/needs.ts';
import { removeFolder } from '../../../support/removeFolder.ts';
import { seeded } from '../../../support/random.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { TerminalTab } from '../../../support/terminalTransfers.ts';
import { ways } from './ways.ts';

const BYTES = Buffer.from(seeded(12).bytes(700_000));

/** Where `tsz` and `trz` are, for users that may not look into this repository, too. */
let programs: string;
beforeAll(() => {
  programs = mkdtempSync(join(tmpdir(), 'bowline-trzsz-'));
  const main = createRequire(import.meta.url).resolve('trzsz');
  cpSync(dirname(main), join(programs, 'lib'), { recursive: true });
  copyFileSync(process.execPath, join(programs, 'node'));
  for (const name of ['tsz', 'trz']) {
    const script = `#!/bin/sh\nexec ${programs}/node ${programs}/lib/${name}.js "$@"\n`;
    writeFileSync(join(programs, name), script);
    chmodSync(join(programs, name), 0o755);
  }
  for (const path of [programs, join(programs, 'lib'), join(programs, 'node')])
    chmodSync(path, 0o755);
});

afterAll(() => removeFolder(programs));

describe.each(ways())('a shell %s', (_name, { open, lacks }) => {
  let far: string;
  let near: string;
  let tab: TerminalTab;
  let sockets = 0;
  beforeEach(async (test) => {
    needs(lacks(), test);
    far = temporaryDirectory();
    near = temporaryDirectory();
    chmodSync(far, 0o777);
    tab = new TerminalTab(open);
    await tab.online();
    tab.type(`cd ${far}; PATH=${programs}:$PATH; export PATH\r`);
    await tab.answers('there');
  });
  afterEach(async () => {
    await tab?.close();
  });

  const put = (folder: string, name: string, bytes: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };

  /** From here on the shell is one in tmux. */
  async function inTmux(): Promise<() => void> {
    const socket = `${far}/tmux-${++sockets}`;
    tab.type(`exec env TERM=xterm-256color tmux -S ${socket} -f /dev/null new-session sh\r`);
    await tab.sees(/\[0\]/);
    await tab.answers('in-tmux');
    return () => void spawnSync('tmux', ['-S', socket, 'kill-server']);
  }

  async function bothWays(): Promise<void> {
    put(far, 'a.bin', BYTES);
    put(far, 'nothing', '');
    tab.person = { folder: near };
    tab.type('tsz a.bin nothing\r');
    await tab.over(1);
    expect(tab.last).toMatchObject({ state: 'done', filesDone: 2, bytesDone: BYTES.length });
    expect(readFileSync(join(near, 'a.bin')).equals(BYTES)).toBe(true);
    expect(readdirSync(near).sort()).toEqual(['a.bin', 'nothing']);
    await tab.answers('after-tsz');
    tab.person = { files: [put(near, 'größe.bin', BYTES), put(near, 'b', 'b')] };
    tab.type('trz\r');
    await tab.over(2);
    expect(tab.last).toMatchObject({ state: 'done', filesDone: 2 });
    expect(readFileSync(join(far, 'größe.bin')).equals(BYTES)).toBe(true);
    expect(readFileSync(join(far, 'b'), 'utf8')).toBe('b');
    await tab.answers('after-trz');
  }

  it('has files of either side at the other', async () => {
    await bothWays();
  });

  it('has them inside tmux, too', async (test) => {
    needs(whyNoProgram('tmux'), test);
    const end = await inTmux();
    await bothWays();
    end();
  });

  it('answers at once after a no', async () => {
    put(far, 'a.bin', BYTES);
    tab.type('tsz a.bin\r');
    await tab.until(() => tab.asked.length === 1);
    await tab.answers('after-tsz');
    tab.type('trz\r');
    await tab.until(() => tab.asked.length === 2);
    await tab.answers('after-trz');
    expect([tab.asked, readdirSync(near)]).toEqual([['take-files', 'give-files'], []]);
  });

  it.each(['tsz', 'trz'])('answers after %s was stopped at whatever moment', async (program) => {
    const random = seeded(program === 'tsz' ? 31 : 32);
    for (let round = 0; round < 2; round++) {
      const name = `${program}-${round}`;
      mkdirSync(join(near, name));
      const file = put(program === 'tsz' ? far : temporaryDirectory(), name, BYTES);
      tab.person = program === 'tsz' ? { folder: join(near, name) } : { files: [file] };
      const stopAt = round === 0 ? 0 : random.int(BYTES.length / 2);
      const byKey = random.once(2);
      tab.onChange = () => {
        if ((tab.last?.bytesDone ?? 0) < stopAt) return;
        tab.onChange = () => undefined;
        if (byKey) tab.type('\x03');
        else tab.entries.at(-1)!.stop();
      };
      tab.type(program === 'tsz' ? `tsz ${name}\r` : 'trz\r');
      await tab.over(round + 1);
      await tab.answers(name);
      // One that was whole by then stays.
      const left = readdirSync(join(near, name));
      if (tab.last!.filesDone === 0) expect(left).toEqual([]);
    }
    expect(tab.entries.map((entry) => entry.view().state)).toContain('cancelled');
  });
});
