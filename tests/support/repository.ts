// A git repository for one test, with nobody's own settings in it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryDirectory } from './temporary.ts';

const WITHOUT_SETTINGS = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
const SOMEBODY = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org'];

/** Why there can be none here; undefined when there can. */
export function whyNoGit(): string | undefined {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'git is not installed';
  }
}

export class Repository {
  readonly folder: string;

  constructor(folder = temporaryDirectory()) {
    this.folder = folder;
    this.git('init', '--quiet');
  }

  git(...args: string[]): string {
    const env = { ...process.env, ...WITHOUT_SETTINGS };
    const options = { cwd: this.folder, env, encoding: 'utf8', stdio: 'pipe' } as const;
    return execFileSync('git', [...SOMEBODY, ...args], options).trim();
  }

  write(files: Record<string, string>): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** Commits all that is there; its id. */
  commit(subject: string, files: Record<string, string> = {}): string {
    this.write(files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message', subject);
    return this.git('rev-parse', 'HEAD');
  }
}
