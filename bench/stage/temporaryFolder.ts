// A folder for the files of one run, open for reading to other users that take part in it.
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Run } from '../bench.ts';
import { ending } from './stage.ts';

/** Its path; gone after the run. */
export async function temporaryFolder(run: Run): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bowline-bench-'));
  run.use(ending(() => rm(folder, { recursive: true, force: true, maxRetries: 20 })));
  await chmod(folder, 0o755);
  return folder;
}

/** Writes a text so many times over; path of the file. */
export async function writeText(
  folder: string,
  name: string,
  text: string,
  times: number,
): Promise<string> {
  const file = path.join(folder, `${name}.txt`);
  const block = Buffer.from(text);
  await writeFile(
    file,
    Array.from({ length: times }, () => block),
  );
  return file;
}
