// ssh-copy-id's job, and its opposite: a script on the host, over the login that all share.
import { say, type Said } from '../../words/said.ts';
import type { KeyOnHost, KeyOnHostEnd } from '../ipc/contract.ts';
import { PersonError } from '../personError.ts';
import { lastLine, type HostCommands } from '../ssh/hostCommands.ts';
import { remoteWords } from '../ssh/remoteText.ts';
import { notRun } from '../ssh/scriptNotRun.ts';
import AUTHORIZED_KEYS from './authorizedKeys.sh?raw';
import { writtenKey, type PublicKey } from './keyLines.ts';

/**
 * Puts a key into `~/.ssh/authorized_keys` there, or takes it out; nothing is done twice. `host` is how its
 * user calls it. Rejects with a `PersonError` or `ConnectFailure`; nothing was changed then.
 */
export async function keyOnHost(
  what: KeyOnHost,
  key: PublicKey,
  { commands, host }: { commands: HostCommands; host: string },
): Promise<KeyOnHostEnd> {
  const { algorithm, blob } = key;
  const args = [what, `${algorithm} ${blob}`, writtenKey(key)];
  const result = await commands.script(AUTHORIZED_KEYS, args);
  const told = toldIn(result.stdout);
  const failed = told.get('failed')?.[0];
  if (failed !== undefined)
    throw failure(host, WHY[failed] ?? say('key-there-words', { words: failed }));
  const lines = Number(told.get('lines')?.[0] ?? NaN);
  if (result.code !== 0 || !Number.isInteger(lines)) {
    const words = lastLine(result.stderr);
    throw notRun(result, host) ?? failure(host, say('key-there-words', { words }));
  }
  return { said: done(what, host, lines), notes: notesOf(told) };
}

function done(what: KeyOnHost, host: string, lines: number): Said {
  if (what === 'put')
    return lines > 0 ? say('key-put', { host }) : say('key-put-already', { host });
  return lines > 0 ? say('key-dropped', { host, lines }) : say('key-dropped-none', { host });
}

function notesOf(told: ReadonlyMap<string, string[]>): Said[] {
  const elsewhere = told.get('elsewhere') ?? [];
  const open = told.get('open') ?? [];
  return [
    ...elsewhere.map((place) => say('key-there-elsewhere', { place })),
    ...open.map((path) => say('key-there-open', { path })),
  ];
}

/** What the script has told, by name; no host fills the window with it. */
function toldIn(out: string): ReadonlyMap<string, string[]> {
  const told = new Map<string, string[]>();
  for (const line of out.split('\n').slice(0, MOST_LINES)) {
    const [, name, value = ''] = /^@([a-z]+) (.*)$/.exec(line) ?? [];
    if (name !== undefined) told.set(name, [...(told.get(name) ?? []), remoteWords(value)]);
  }
  return told;
}

const MOST_LINES = 20;

function failure(host: string, why: Said): PersonError {
  return new PersonError(say('key-on-host-failed', { host, why }));
}

const WHY: Record<string, Said> = {
  'no-home': say('key-there-no-home'),
  'no-folder': say('key-there-no-folder'),
  'not-file': say('key-there-not-file'),
  'not-written': say('key-there-not-written'),
  'no-copy': say('key-there-no-copy'),
  'no-awk': say('key-there-no-tool', { tool: 'awk' }),
};
