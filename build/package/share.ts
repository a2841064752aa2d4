// What belongs into the `share` folder of whoever installs the agent, where shells and `man` look:
// completions and manual pages. Goes into the .deb and into the agent's archives.
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { completionScript, type Shell } from '../../agent/cli/completion/scripts.ts';
import { definition } from '../../agent/cli/commandLine.ts';
import { manualPage } from './manual.ts';
import { PAGES } from './sharePaths.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Below `share`, as the shells of Debian and of others look for them. */
const COMPLETIONS: Readonly<Record<Shell, string>> = {
  bash: 'bash-completion/completions/bowline-agent',
  zsh: 'zsh/vendor-completions/_bowline-agent',
  fish: 'fish/vendor_completions.d/bowline-agent.fish',
};

/** All files by their paths below `share`. */
export async function sharedFiles(): Promise<Map<string, string | Buffer>> {
  const files = new Map<string, string | Buffer>();
  for (const shell of ['bash', 'zsh', 'fish'] as const) {
    files.set(COMPLETIONS[shell], completionScript(shell));
  }
  const { version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  for (const page of PAGES) {
    const text = await manualPage(page, definition(), version);
    files.set(`man/man1/${page}.1.gz`, gzipSync(text, { level: 9 })); // no name and no time in it
  }
  return files;
}

/** Writes them, for whoever installs to copy as they are: readable by everybody. */
export async function writeShare(share: string): Promise<void> {
  await rm(share, { recursive: true, force: true });
  for (const [name, content] of await sharedFiles()) {
    const file = path.join(share, name);
    await mkdir(path.dirname(file), { recursive: true, mode: 0o755 });
    await writeFile(file, content);
    await chmod(file, 0o644);
  }
}
