// Names of users and groups of a host, learned from what is listed: the protocol of files knows numbers.
import type { FileEntry } from '../../core/sftp/fileAccess.ts';
import { say } from '../../words/said.ts';
import { PersonError } from '../personError.ts';

/** Names of each kind that are remembered. */
const MOST = 10_000;
const NUMBER = /^\d{1,10}$/;
const LARGEST = 0xffffffff;

export class Accounts {
  readonly #users = new Map<string, number>([['root', 0]]);
  readonly #groups = new Map<string, number>();

  learn(entries: readonly FileEntry[]): void {
    for (const { owner, uid, group, gid } of entries) {
      note(this.#users, owner, uid);
      note(this.#groups, group, gid);
    }
  }

  /** Numbers of what was typed; what is '' stays as it is. Throws a `PersonError` for an unknown name. */
  numbers(owner: string, group: string): { uid?: number; gid?: number } {
    const uid = numberOf(this.#users, owner.trim());
    const gid = numberOf(this.#groups, group.trim());
    return { ...(uid === null ? {} : { uid }), ...(gid === null ? {} : { gid }) };
  }
}

function note(names: Map<string, number>, name: string | null, id: number | null): void {
  if (name !== null && id !== null && names.size < MOST) names.set(name, id);
}

function numberOf(names: ReadonlyMap<string, number>, typed: string): number | null {
  if (typed === '') return null;
  const number = NUMBER.test(typed) ? Number(typed) : names.get(typed);
  if (number === undefined || number > LARGEST) {
    throw new PersonError(say('files-account-unknown', { name: typed }));
  }
  return number;
}
