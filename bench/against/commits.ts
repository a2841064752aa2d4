// The commits of this repository, and their files. What is checked out here, the index and all
// else of the repository stay as they are: a commit's files are written out by an index of their
// own, and leave nothing behind in `.git`.
import { execFile } from 'node:child_process';
import { realpathSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { cleanLine } from '../../core/text/clean.ts';
import { ROOT } from '../../tests/support/buildUnderTest.ts';
import { CannotCompare } from './cannotCompare.ts';

const run = promisify(execFile);

/** Of what somebody else wrote, in characters. */
const WORDS = 300;
const OUTPUT_BYTES = 64 * 1024 * 1024;

export interface Commit {
  id: string;
  /** As short as it can be told from others. */
  short: string;
  subject: string;
}

/** This process's own environment, without what would lead git to another repository. */
export function outsideGit(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^GIT_/.test(name)));
}

/** The commits of one checkout; of this one unless another is named. */
export class Commits {
  readonly #root: string;

  constructor(root = ROOT) {
    this.#root = root;
  }

  /** @param name as git takes it: `HEAD~1`, a branch, a part of an id. @throws CannotCompare */
  async find(name: string): Promise<Commit> {
    await this.#mustBeRepository();
    const format = '--format=%H%n%h%n%s';
    const found = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const id = await this.#git(found).catch(() => undefined);
    if (id === undefined) throw await this.#unknown(name);
    const [full = '', short = '', subject = ''] = (
      await this.#git(['show', '--no-patch', format, id])
    ).split('\n');
    return { id: full, short, subject: cleanLine(subject, WORDS) };
  }

  /** Is it what is checked out here, with nothing changed or added since? */
  async isCheckedOut({ id }: Commit): Promise<boolean> {
    const head = await this.#git(['rev-parse', 'HEAD']);
    return id === head && (await this.#git(['status', '--porcelain'])) === '';
  }

  /** Writes all files of a commit into a folder. @throws CannotCompare with git's own words */
  async write({ id, short }: Commit, folder: string): Promise<void> {
    const index = `${folder}.index`;
    const env = { GIT_INDEX_FILE: index };
    try {
      await this.#git(['read-tree', id], env);
      await this.#git(['checkout-index', '--all', `--prefix=${folder}${path.sep}`], env);
    } catch (error) {
      const words = `The files of ${short} could not be written: ${saidBy(error)}`;
      throw new CannotCompare('unreadable-commit', words, error);
    } finally {
      rmSync(index, { force: true });
    }
  }

  async #mustBeRepository(): Promise<void> {
    const top = await this.#git(['rev-parse', '--show-toplevel']).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        throw new CannotCompare('no-git', 'Comparing with a commit needs git: install it.', error);
      }
      throw noRepository(saidBy(error));
    });
    // A packed copy may lie within somebody else's repository.
    if (realpathSync(top) !== realpathSync(this.#root)) throw noRepository(`${top} is another`);
  }

  async #unknown(name: string): Promise<CannotCompare> {
    const shallow = (await this.#git(['rev-parse', '--is-shallow-repository'])) === 'true';
    const hint = shallow
      ? 'This clone holds only the last commits: `git fetch --unshallow` brings the others.'
      : '`git log` lists those that there are; `git fetch` brings those that others made.';
    return new CannotCompare('unknown-commit', `There is no commit "${name}" here. ${hint}`);
  }

  async #git(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const options = { cwd: this.#root, maxBuffer: OUTPUT_BYTES };
    const { stdout } = await run('git', args, { ...options, env: { ...outsideGit(), ...env } });
    return stdout.trim();
  }
}

function noRepository(why: string): CannotCompare {
  const words = `These sources are in no git repository of their own, so there is no other commit to compare with (${why}).`;
  return new CannotCompare('no-repository', words);
}

/** What a program said on stderr when it failed, on one line. */
function saidBy(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return cleanLine((stderr?.trim() || message).replace(/\s+/g, ' '), WORDS);
}
