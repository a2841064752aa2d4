// Transfers over an agent whose link is cut at any moment: each goes on where it was. By default a small
// one; BOWLINE_FILES_CUT_BYTES=209715200 makes it 200 MB.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { FileAccess } from '../../../core/sftp/fileAccess.ts';
import { openSftp } from '../../../core/sftp/sftpClient.ts';
import { duplexPipes } from '../../../core/sftp/sftpPipes.ts';
import { readAhead, WriteBehind } from '../../../core/sftp/streaming.ts';
import { MemoryFiles } from '../../support/memoryFiles.ts';
import { seeded, type Random } from '../../support/random.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const BYTES = Number(process.env.BOWLINE_FILES_CUT_BYTES ?? 8 * 1024 * 1024);
const CUTS = 200;
const WINDOW = 64 * 1024;
const TIMEOUT = 600_000;

function sum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Cuts the link now and then, and joins it again after a while. */
class Cuts {
  made = 0;
  readonly #memory: MemoryFiles;
  readonly #random: Random;
  readonly #oneIn: number;

  constructor(memory: MemoryFiles, random: Random, oneIn: number) {
    this.#memory = memory;
    this.#random = random;
    this.#oneIn = oneIn;
  }

  readonly before = (): void => {
    const { pair } = this.#memory;
    if (pair.isCut) {
      if (this.#random.once(3)) pair.connect();
    } else if (this.made < CUTS && this.#random.once(this.#oneIn)) {
      this.made++;
      pair.cut();
    }
  };
}

async function rig(): Promise<{ memory: MemoryFiles; files: FileAccess }> {
  const memory = new MemoryFiles({ window: WINDOW, maxBody: 16 * 1024 });
  const files = await memory.until(openSftp(duplexPipes(await memory.duplex())));
  return { memory, files };
}

/** Payload of the answers or requests beside the file's own bytes. */
const ASIDE = 1.02;

it('a file comes down whole over 200 cuts', { timeout: TIMEOUT }, async () => {
  const { memory, files } = await rig();
  const bytes = Buffer.from(seeded(1).bytes(BYTES));
  const path = `${temporaryDirectory()}/a`;
  writeFileSync(path, bytes);
  const cuts = new Cuts(memory, seeded(2), Math.ceil(BYTES / (16 * 1024) / CUTS / 2));
  const hash = createHash('sha256');
  const reading = (async () => {
    const file = await files.open(path, { how: 'read' });
    const options = { from: 0, to: Infinity, bytes: 32 * 1024, pipeline: 8 };
    for await (const piece of readAhead(file, options)) hash.update(piece.bytes);
    await file.close();
  })();
  await memory.until(reading, cuts.before);
  expect(cuts.made).toBe(CUTS);
  expect(hash.digest('hex')).toBe(sum(bytes));
  memory.pair.cut();
  expect(memory.pair.carried.down).toBeLessThan(BYTES * ASIDE + (CUTS + 1) * WINDOW);
});

it('a file goes up whole over 200 cuts', { timeout: TIMEOUT }, async () => {
  const { memory, files } = await rig();
  const bytes = Buffer.from(seeded(3).bytes(BYTES));
  const path = `${temporaryDirectory()}/a`;
  const cuts = new Cuts(memory, seeded(4), Math.ceil(BYTES / (16 * 1024) / CUTS / 2));
  const writing = (async () => {
    const file = await files.open(path, { how: 'make' });
    const behind = new WriteBehind(file, { from: 0, bytes: 32 * 1024, pipeline: 8 });
    await behind.write(bytes);
    await behind.finish();
    await file.close();
  })();
  await memory.until(writing, cuts.before);
  expect(cuts.made).toBe(CUTS);
  expect(sum(readFileSync(path))).toBe(sum(bytes));
  memory.pair.cut();
  expect(memory.pair.carried.up).toBeLessThan(BYTES * ASIDE + (CUTS + 1) * WINDOW);
});

it('many small files are made once each over 200 cuts', { timeout: TIMEOUT }, async () => {
  const { memory, files } = await rig();
  const folder = `${temporaryDirectory()}/many`;
  mkdirSync(folder);
  const count = 500;
  const cuts = new Cuts(memory, seeded(5), 8);
  const one = async (at: number): Promise<void> => {
    const file = await files.open(`${folder}/.${at}`, { how: 'make' }); // again would be `exists`
    await file.write(0, Buffer.from(`file ${at}`));
    await file.close();
    await files.rename(`${folder}/.${at}`, `${folder}/${at}`);
  };
  const lanes = Array.from({ length: 8 }, async (_, lane) => {
    for (let at = lane; at < count; at += 8) await one(at);
  });
  await memory.until(Promise.all(lanes), cuts.before);
  expect(cuts.made).toBe(CUTS);
  const names = readdirSync(folder);
  expect(names.length).toBe(count);
  for (const name of names) expect(readFileSync(`${folder}/${name}`, 'utf8')).toBe(`file ${name}`);
});

it('what is open is closed when the client goes', async () => {
  const { memory, files } = await rig();
  const path = `${temporaryDirectory()}/a`;
  await memory.until(files.open(path, { how: 'make' }));
  await memory.until(files.close());
  while (!memory.ended) await memory.pair.travel();
  expect(memory.pair.ends.agent).toMatchObject({ kind: 'reset' });
});
