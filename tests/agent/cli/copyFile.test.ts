// One file of a copy whose far side is lost at any moment, by seed: it comes whole, no byte that was
// acknowledged is written again, and nothing is left beside it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { copyFile, type CopyRun } from '../../../agent/cli/copy/copyFile.ts';
import { HereSide, ThereSide } from '../../../agent/cli/copy/copySide.ts';
import type { FileAccess, OpenFile } from '../../../core/sftp/fileAccess.ts';
import { FileError } from '../../../core/sftp/fileError.ts';
import { LocalFiles } from '../../../core/sftp/localFiles.ts';
import { say } from '../../../words/said.ts';
import { eachSeed, type Random } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const PIECE = 4096;
const PIPELINE = 4;

/** Files that are lost after some calls: some of those did what they were asked, and nobody heard. */
class Losing {
  readonly #random: Random;
  /** Bytes that were acknowledged, and all that were written. */
  acknowledged = 0;
  written = 0;
  losses = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  readonly open = (): Promise<FileAccess> => {
    const files = new LocalFiles();
    const skills = { ...files.skills, readBytes: PIECE, writeBytes: PIECE, pipeline: PIPELINE };
    let left = this.losses < 4 ? this.#random.between(1, 20) : Infinity;
    const call = async <T>(what: () => Promise<T>): Promise<T> => {
      if (--left > 0) return what();
      if (left === 0) {
        this.losses++;
        if (this.#random.once(2)) await what();
        await files.close();
      }
      throw new FileError('lost', say('files-not-reached'));
    };
    const wrap = <T extends object>(target: T, isFile: boolean): T =>
      new Proxy(target, {
        get: (one, name) => {
          const value = Reflect.get(one, name, one) as unknown;
          if (name === 'skills') return skills;
          if (typeof value !== 'function') return value;
          return async (...args: unknown[]): Promise<unknown> => {
            const run = (): Promise<unknown> => Reflect.apply(value, one, args) as Promise<unknown>;
            const bytes = isFile && name === 'write' ? (args[1] as Uint8Array).byteLength : 0;
            this.written += bytes;
            const result = await call(run);
            this.acknowledged += bytes;
            return name === 'open' ? wrap(result as OpenFile, true) : result;
          };
        },
      });
    return Promise.resolve(wrap(files, false));
  };
}

function runOf(losing: Losing, direction: 'up' | 'down'): CopyRun & { counted: () => number } {
  const stop = new AbortController();
  const [here, there] = [new HereSide(), new ThereSide(losing.open, stop.signal)];
  let bytes = 0;
  return {
    ...(direction === 'up' ? { from: here, to: there } : { from: there, to: here }),
    signal: stop.signal,
    onBytes: (more) => (bytes += more),
    onNote: (text) => expect(text).toBe(''),
    counted: () => bytes,
  };
}

it.each(['up', 'down'] as const)('%s', async (direction) => {
  let losses = 0;
  await eachSeed(80, async (random) => {
    const folder = temporaryDirectory();
    const size = random.pick([0, 1, 50_000, 200_000, 200_000]);
    const bytes = Buffer.from(random.bytes(size));
    writeFileSync(`${folder}/a`, bytes);
    if (random.once(2)) writeFileSync(`${folder}/b`, 'before');
    const losing = new Losing(random);
    const run = runOf(losing, direction);
    await copyFile(run, `${folder}/a`, `${folder}/b`);
    losses += losing.losses;
    expect(readFileSync(`${folder}/b`).equals(bytes)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
    expect(run.counted()).toBe(size);
    if (direction === 'down') return;
    expect(losing.written - size).toBeLessThanOrEqual(losing.losses * PIPELINE * PIECE);
  });
  expect(losses).toBeGreaterThan(80);
});

it('what can’t be had leaves what was there, and nothing beside it', async () => {
  const folder = temporaryDirectory();
  writeFileSync(`${folder}/a`, 'new');
  writeFileSync(`${folder}/b`, 'old');
  const lost = (): Promise<FileAccess> =>
    Promise.reject(new FileError('lost', say('files-not-reached')));
  const there = new ThereSide(lost, new AbortController().signal);
  const run = { ...runOf(new Losing(undefined as never), 'up'), to: there };
  await expect(copyFile(run, `${folder}/a`, `${folder}/b`)).rejects.toMatchObject({ code: 'lost' });
  expect(readFileSync(`${folder}/b`, 'utf8')).toBe('old');
  expect(readdirSync(folder).sort()).toEqual(['a', 'b']);
});
