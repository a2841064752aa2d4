// Links that are removed, on servers that follow them where they are asked not to: what they lead to stays.
import { afterAll, describe, expect, it } from 'vitest';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { DoneList } from '../../../electron/files/doneList.ts';
import { FileBin, UNDO_MS } from '../../../electron/files/fileBin.ts';
import { FileHosts } from '../../../electron/files/fileHosts.ts';
import { removeTree } from '../../../electron/files/removing.ts';
import { hostOf } from '../../../electron/hosts/storedHost.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { needs } from '../../support/needs.ts';
import {
  openOpenSsh,
  startProftpd,
  whyNoProftpd,
  whyNoSftpServer,
} from '../../support/sftpServers.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let proftpd: ReturnType<typeof startProftpd> | undefined;
afterAll(async () => (await proftpd)?.close());

describe.each([
  {
    name: 'ProFTPD',
    whyNot: whyNoProftpd,
    open: async () => {
      const { open, folder } = await (proftpd ??= startProftpd());
      return { files: await open(), folder: folder() };
    },
  },
  {
    name: 'OpenSSH',
    whyNot: whyNoSftpServer,
    open: async () => ({ files: await openOpenSsh(), folder: temporaryDirectory() }),
  },
])('$name', ({ whyNot, open }) => {
  async function holds(files: FileAccess, folder: string): Promise<string[]> {
    const names: string[] = [];
    for await (const entries of files.list(folder)) {
      names.push(...entries.map(({ name, kind }) => `${kind} ${name}`));
    }
    return names.sort();
  }

  async function made(): Promise<{ files: FileAccess; folder: string }> {
    const { files, folder } = await open();
    await files.makeFolder(`${folder}/real`);
    await (await files.open(`${folder}/real/file`, { how: 'make' })).close();
    await files.makeLink(`${folder}/link`, 'real');
    return { files, folder };
  }

  it('a link steps aside, comes back, and goes for good as itself', async (context) => {
    needs(whyNot(), context);
    const { files, folder } = await made();
    const clock = new ManualClock();
    const hosts = new FileHosts({
      ...{ clock, random: () => 0, ask: () => Promise.resolve(null) },
      findHost: (id) => hostOf('ssh', { id, name: id }),
      open: () => Promise.resolve({ value: files, release: () => Promise.resolve() }),
    });
    const [store, warn] = [() => Promise.resolve(), () => undefined];
    const bin = new FileBin({ hosts, clock, left: [], store, warn });
    const hold = await hosts.accessOf('a');
    const put = () => bin.put('a', files, [`${folder}/link`], new DoneList());
    const target = await files.linkTarget(`${folder}/link`); // of ProFTPD it is absolute
    await bin.back(files, await put(), new DoneList());
    expect(await holds(files, folder)).toEqual(['folder real', 'link link']);
    expect(await files.linkTarget(`${folder}/link`)).toBe(target);
    const removed = await put();
    const over = new Promise<void>((resolve) => bin.keep(removed, resolve));
    expect(await holds(files, folder)).toEqual(['folder real', expect.stringContaining('link .')]);
    await clock.pass(UNDO_MS);
    await over;
    while ((await holds(files, folder)).length > 1);
    expect(await holds(files, folder)).toEqual(['folder real']);
    expect(await holds(files, `${folder}/real`)).toEqual(['file file']);
    await hold.release();
  });

  it('a link is removed for good without what it leads to', async (context) => {
    needs(whyNot(), context);
    const { files, folder } = await made();
    await removeTree(files, `${folder}/link`);
    expect(await holds(files, folder)).toEqual(['folder real']);
    expect(await holds(files, `${folder}/real`)).toEqual(['file file']);
  });
});
