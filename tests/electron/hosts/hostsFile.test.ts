// The file of the saved hosts as a file: how safe a save is in it, whose it is, and in which words
// it is refused.
import { existsSync, mkdirSync, readdirSync, statSync, chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../core/system.ts';
import {
  copyHostsFile,
  createHostsFile,
  DamagedFileError,
  openHostsFile,
  setAside,
} from '../../../electron/hosts/hostsFile.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../../electron/hosts/migrations.ts';
import { PersonError } from '../../../electron/personError.ts';
import { needs } from '../../support/needs.ts';
import { descriptors, whyNoProcessFacts } from '../../support/processFacts.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

let folder: string;
const at = (name = 'hosts.db'): string => join(folder, name);

beforeEach(() => {
  folder = temporaryDirectory();
});

function made(): void {
  createHostsFile(at()).close();
}

/** What is thrown. */
function refusal(path = at()): Error {
  try {
    openHostsFile(path).close();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it was opened');
}

describe('a hosts file', () => {
  it('outlives a power cut from each save on, and keeps nothing of what was deleted', () => {
    made();
    const other = new DatabaseSync(at());
    other.exec('PRAGMA journal_mode = WAL'); // as another program may leave it
    other.close();
    const database = openHostsFile(at());
    const set = (pragma: string): unknown =>
      Object.values(database.prepare(`PRAGMA ${pragma}`).get()!)[0];
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete'];
    const [FULL_AND_FOLDER, ON] = [3, 1];
    expect(settings.map(set)).toEqual(['delete', FULL_AND_FOLDER, ON, ON]);
    expect(set('busy_timeout')).toBe(2_000);
    expect([set('application_id'), set('user_version')]).toEqual([APPLICATION_ID, SCHEMA_VERSION]);
    database.close();
  });

  it('is its user’s alone, also one that was not', (test) => {
    needs(SYSTEM === 'win32' ? 'its files have no modes' : undefined, test);
    const mode = (): number => statSync(at()).mode & 0o777;
    made();
    chmodSync(at(), 0o644);
    openHostsFile(at()).close();
    expect(mode()).toBe(0o600);
  });

  it('is copied whole, in the place of an earlier copy, with nothing beside it', () => {
    const database = createHostsFile(at());
    writeFileSync(at('copy.db'), 'an earlier one');
    copyHostsFile(database, at('copy.db'));
    database.close();
    openHostsFile(at('copy.db')).close();
    expect(readdirSync(folder).sort()).toEqual(['copy.db', 'hosts.db']);
  });

  it('is set aside by its day, under a name that is free', () => {
    const day = new Date('2026-11-20T23:59:59Z');
    for (const name of ['hosts.damaged-2026-11-20.db', 'hosts.damaged-2026-11-20-2.db']) {
      made();
      expect(setAside(at(), day)).toBe(at(name));
      expect([existsSync(at()), existsSync(at(name))]).toEqual([false, true]);
    }
  });
});

describe('is damaged, and not just closed to us,', () => {
  it.each<[string, () => void, RegExp]>([
    ['what is empty', () => writeFileSync(at(), ''), /empty/],
    ['what is no database', () => writeFileSync(at(), 'x'.repeat(5_000)), /not a database/],
    ['what is another program’s', anotherDatabase, /not a hosts file of Bowline/],
    ['a folder', () => mkdirSync(at()), /folder/],
    [
      'one with a folder for a journal',
      () => (made(), mkdirSync(at('hosts.db-journal'))),
      /folder/,
    ],
  ])('%s', (_what, make, words) => {
    make();
    const error = refusal();
    expect(error).toBeInstanceOf(DamagedFileError);
    expect(error.message).toMatch(words);
  });

  it('but nothing that the system doesn’t let us have', () => {
    const error = ((): Error => {
      try {
        createHostsFile(join(folder, 'no folder', 'hosts.db'));
      } catch (error) {
        return error as Error;
      }
      throw new Error('it was made');
    })();
    expect(error).toBeInstanceOf(PersonError);
    expect(error.message).toContain(join(folder, 'no folder', 'hosts.db'));
  });

  it('or that another program has locked', () => {
    made();
    const other = new DatabaseSync(at());
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    const error = refusal();
    expect(error).toBeInstanceOf(PersonError);
    expect(error.message).toMatch(/locked/);
    other.close();
  });

  it('and of none that was refused anything is held open', (test) => {
    needs(whyNoProcessFacts(), test);
    const database = createHostsFile(at());
    database.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
    database.close();
    expect(refusal()).toBeInstanceOf(PersonError);
    expect(descriptors(process.pid).filter((name) => name.startsWith(folder))).toEqual([]);
  });
});

function anotherDatabase(): void {
  const database = new DatabaseSync(at());
  database.exec('CREATE TABLE a (b)');
  database.close();
}
