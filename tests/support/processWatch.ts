// Whether processes show a secret in their command lines or environments, looked at all along by a program of its
// own, and whether files have one. Secrets are looked for in the ways in which programs write texts down.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

export interface Watched {
  /** Rounds through all processes. */
  passes: number;
  /** `environ of /usr/bin/ssh`; [] where nothing was. */
  found: string[];
  /** Of programs that were seen. */
  names: string[];
}

/** What this text looks like in a file or in memory. */
export function formsOf(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  // In base64 a text looks otherwise with one or two bytes before it; what those change is left out.
  const shifted = [0, 1, 2].map((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    return coded.slice(
      before === 0 ? 0 : before + 1,
      Math.floor(((before + bytes.length) * 8) / 6),
    );
  });
  const coded = shifted.flatMap((one) => [one, one.replaceAll('-', '+').replaceAll('_', '/')]);
  const written = [
    bytes.toString('hex'),
    encodeURIComponent(text),
    JSON.stringify(text).slice(1, -1),
  ];
  return [
    bytes,
    Buffer.from(text, 'utf16le'),
    ...[...coded, ...written].map((one) => Buffer.from(one)),
  ];
}

export interface ProcessWatch {
  /** Resolves when it has looked at whatever runs now. */
  looked(): Promise<void>;
  stop(): Promise<Watched>;
}

/** Resolves once it looks. */
export async function watchProcesses(texts: readonly string[]): Promise<ProcessWatch> {
  const script = path.join(import.meta.dirname, 'processWatch.py');
  const watcher = spawn('python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(watcher.stdout);
  const forms = texts.flatMap(formsOf).map((form) => form.toString('hex'));
  watcher.stdin.write(`${forms.join('\n')}\n\n`);
  await once(lines, 'line');
  const answer = async (): Promise<void> => {
    const said = once(lines, 'line');
    watcher.stdin.write('\n');
    await said;
  };
  const looked = async (): Promise<void> => {
    await answer();
    await answer(); // between these two it went through all of them
  };
  const stop = async (): Promise<Watched> => {
    const said = once(lines, 'line') as Promise<[string]>;
    watcher.stdin.end();
    return JSON.parse((await said)[0]) as Watched;
  };
  return { looked, stop };
}

/** Names of files below a folder that have one of the texts, in whatever form. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  const forms = texts.flatMap(formsOf);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = contentOf(file);
      return forms.some((form) => bytes.includes(form));
    })
    .map((file) => path.relative(folder, file));
}

/** Nothing of one that is just gone. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}
