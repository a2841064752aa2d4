// Transfers over a real SFTP server, also one that is killed again and again.
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import type { Hold } from '../../../core/task/shared.ts';
import type { Transfer } from '../../../electron/ipc/fileTypes.ts';
import { TransferDesk } from '../../../electron/transfers/transferDesk.ts';
import { fastClock } from '../../support/fastClock.ts';
import { seeded } from '../../support/random.ts';
import { openOpenSsh, whyNoSftpServer } from '../../support/sftpServers.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { content } from './rig.ts';

class Sftp {
  readonly folder = temporaryDirectory();
  readonly desk: TransferDesk;
  options: string[] = [];
  /** Calls that a connection answers; then its server is killed. */
  answers: () => number = () => Infinity;
  cuts = 0;
  readonly #local = new LocalFiles();

  constructor() {
    for (const name of ['from', 'to', 'back']) mkdirSync(join(this.folder, name));
    this.desk = new TransferDesk({
      ...{ path: join(this.folder, 'transfers.json'), clock: fastClock(100) },
      accessOf: (hostId) => this.#hold(hostId),
      today: () => Date.now(),
      onChange: () => undefined,
      onProblem: (error) => expect(error).toBeUndefined(),
    });
    onTestFinished(() => this.desk.close());
  }

  at(...names: string[]): string {
    return join(this.folder, ...names);
  }

  up(name: string): Promise<Transfer> {
    return this.#carried(name, { hostId: null, path: this.at('from') }, 'to', 'host');
  }

  down(name: string): Promise<Transfer> {
    return this.#carried(name, { hostId: 'host', path: this.at('to') }, 'back', null);
  }

  async #carried(
    name: string,
    from: Transfer['from'],
    to: string,
    hostId: string | null,
  ): Promise<Transfer> {
    const wish = { from, to: { hostId, path: this.at(to) }, names: [name], move: false };
    const [id] = this.desk.add([{ ...wish, onConflict: 'rename' }]);
    const one = (): Transfer => this.desk.view().transfers.find((other) => other.id === id)!;
    await expect.poll(() => one().endedAt, { interval: 10 }).not.toBeNull();
    return one();
  }

  async #hold(hostId: string | null): Promise<Hold<FileAccess>> {
    if (hostId === null) return { value: this.#local, release: () => Promise.resolve() };
    const client = await openOpenSsh(...this.options);
    let left = this.answers();
    const counted = (work: unknown): unknown => {
      if (--left === 0) {
        this.cuts++;
        void client.close();
      }
      return work;
    };
    const value = watched(client, counted);
    return { value, release: () => client.close() };
  }
}

/** Every call of the client, and of what it opens, is counted. */
function watched<T extends object>(thing: T, counted: (work: unknown) => unknown): T {
  return new Proxy(thing, {
    get(target, name): unknown {
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== 'function') return found;
      return (...args: unknown[]): unknown => {
        const work: unknown = counted(Reflect.apply(found, target, args));
        if (name !== 'open') return work;
        return (work as Promise<object>).then((file) => watched(file, counted));
      };
    },
  });
}

function fill(folder: string): void {
  for (let n = 0; n < 300; n++) {
    mkdirSync(join(folder, 'all', `d${n % 6}`), { recursive: true });
    writeFileSync(join(folder, 'all', `d${n % 6}`, `f${n}`), content(n * 20, n), { mode: 0o640 });
  }
  writeFileSync(join(folder, 'all/large'), content(6_000_000));
  utimesSync(join(folder, 'all/large'), 1_000, 2_000);
}

function tree(folder: string): unknown[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stats = statSync(join(folder, name));
      const bytes = stats.isFile() ? readFileSync(join(folder, name)).toString('base64') : null;
      return [name, stats.mode, stats.isFile() && Math.floor(stats.mtimeMs / 1_000), bytes];
    });
}

describe.skipIf(whyNoSftpServer())('over OpenSSH’s sftp-server', () => {
  it.each([[[]], [['-P', 'posix-rename,fsync,limits']]])(
    'carries up and down, %s',
    async (more) => {
      const sftp = new Sftp();
      sftp.options = more;
      fill(sftp.at('from'));
      expect(await sftp.up('all')).toMatchObject({ state: 'done', filesDone: 301, said: null });
      expect(await sftp.down('all')).toMatchObject({ state: 'done', filesDone: 301, said: null });
      expect(JSON.stringify(tree(sftp.at('back')))).toBe(JSON.stringify(tree(sftp.at('from'))));
      expect(tree(sftp.at('to'))).toHaveLength(tree(sftp.at('from')).length);
    },
  );

  it('goes on after every end of the server', async () => {
    const sftp = new Sftp();
    const random = seeded(3);
    fill(sftp.at('from'));
    sftp.answers = () => (sftp.cuts < 20 ? random.between(50, 200) : Infinity);
    expect(await sftp.up('all')).toMatchObject({ state: 'done', filesDone: 301, troubles: [] });
    const up = sftp.cuts;
    sftp.cuts = 0;
    expect(await sftp.down('all')).toMatchObject({ state: 'done', filesDone: 301, troubles: [] });
    expect(Math.min(up, sftp.cuts)).toBeGreaterThan(5);
    expect(JSON.stringify(tree(sftp.at('back')))).toBe(JSON.stringify(tree(sftp.at('from'))));
  });

  it('fails with the reason where it may only read', async () => {
    const sftp = new Sftp();
    sftp.options = ['-R'];
    fill(sftp.at('from'));
    const failed = await sftp.up('all');
    expect(failed).toMatchObject({ state: 'failed', filesDone: 0 });
    expect(readdirSync(sftp.at('to'))).toEqual([]);
  });
});
