// The keys of this computer: what `~/.ssh` holds and what ssh-agent holds, as OpenSSH's tools tell them.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { SYSTEM } from '../../core/system.ts';
import { cleanLine } from '../../core/text/clean.ts';
import { say, type Said } from '../../words/said.ts';
import type { KeyCertificate, KeysFound, LocalKey } from '../ipc/contract.ts';
import { agentHolds } from './agentKeys.ts';
import { eachOf } from './eachOf.ts';
import { lookInto, MOST_KEYS, type KeyFiles } from './keyFolder.ts';
import { isHardware, readKeyLine, readPublicKey, typeName, type PublicKey } from './keyLines.ts';
import { keyComment, proposals } from './newKeyName.ts';
import { runTool, type Tools } from './sshTool.ts';

export interface KeyPlace extends Tools {
  /** Absolute; it need not be there. */
  folder: string;
  /** As a person knows it: `~/.ssh`. */
  shown: string;
}

/** Of a line that is shown. */
const MOST = 300;

/** Rejects with a `PersonError` where OpenSSH isn't there. */
export async function listKeys(place: KeyPlace): Promise<KeysFound> {
  const look = lookOf(place);
  const [agent, keys, makes] = await Promise.all([
    agentHolds(place),
    eachOf(look.keys, (files) => readKey(files, place)),
    proposals(place),
  ]);
  const held = new Set(agent.keys.map(({ id }) => id));
  return {
    folder: place.shown,
    keys: keys.map((key) => ({ ...key, inAgent: held.has(key.fingerprint) })),
    agentKeys: agent.keys,
    agentSays: agent.says,
    says: look.says,
    makes,
    comment: keyComment(),
  };
}

function lookOf({ folder, shown }: KeyPlace): { keys: KeyFiles[]; says: Said | null } {
  try {
    const { keys, cut } = lookInto(folder);
    return { keys, says: cut ? say('keys-more', { most: MOST_KEYS }) : null };
  } catch (error) {
    const why = (error as Error).message;
    return { keys: [], says: say('keys-folder-unreadable', { folder: shown, why }) };
  }
}

async function readKey(files: KeyFiles, place: KeyPlace): Promise<Omit<LocalKey, 'inAgent'>> {
  const beside = files.public === null ? undefined : publicIn(files.public);
  const [line, inside, certificate] = await Promise.all([
    lineOf(files.public ?? files.private!.path, place),
    files.private?.format === 'ssh' ? openWithout(files.private.path, place) : CLOSED,
    files.certificate === null ? null : certificateIn(files.certificate, place),
  ]);
  const type = line?.type ?? (beside ? typeName(beside.algorithm) : '');
  const known = { type, ...wrongWith(files, { inside, beside, understood: line !== undefined }) };
  return {
    id: files.private?.path ?? files.public!,
    name: files.name,
    ...known,
    bits: line?.bits ?? null,
    fingerprint: line?.fingerprint ?? '',
    comment: beside?.comment ?? line?.comment ?? '',
    hasPrivate: files.private !== null,
    passphrase: inside.passphrase,
    hardware: isHardware(type),
    certificate,
    files: filesOf(files).map((path) => basename(path)),
  };
}

export function filesOf(files: KeyFiles): string[] {
  return [files.private?.path, files.public, files.certificate].filter((path) => path != null);
}

async function lineOf(path: string, tools: Tools) {
  const { out } = await runTool('ssh-keygen', ['-l', '-f', path], tools);
  return readKeyLine(out.split('\n', 1)[0]!);
}

interface Inside {
  passphrase: LocalKey['passphrase'];
  /** The public half, where no passphrase hides it. */
  key: PublicKey | undefined;
}

const CLOSED: Inside = { passphrase: 'unknown', key: undefined };

/** ssh-keygen is asked to open it without a passphrase, and asks for none. */
export async function openWithout(path: string, tools: Tools): Promise<Inside> {
  const { code, out, said } = await runTool('ssh-keygen', ['-y', '-P', '', '-f', path], tools);
  if (code === 0) return { passphrase: 'no', key: readPublicKey(out.split('\n', 1)[0]!) };
  const isSealed = /incorrect passphrase/i.test(said);
  return { passphrase: isSealed ? 'yes' : 'unknown', key: undefined };
}

export function publicIn(path: string): PublicKey | undefined {
  try {
    return readPublicKey(readFileSync(path, 'utf8').split('\n', 1)[0]!);
  } catch {
    return undefined;
  }
}

interface Seen {
  inside: Inside;
  beside: PublicKey | undefined;
  understood: boolean;
}

type Wrong = Pick<LocalKey, 'problem' | 'advice'>;

function wrongWith({ private: own }: KeyFiles, { inside, beside, understood }: Seen): Wrong {
  if (!own) return { problem: say('key-private-missing'), advice: null };
  const { path, format, mode, readable } = own;
  if (!readable) return { problem: say('key-unreadable'), advice: null };
  if (format === 'putty') {
    return { problem: say('key-of-putty'), advice: say('key-convert', { path }) };
  }
  // Windows has other rules, which ssh says by itself.
  if (SYSTEM !== 'win32' && (mode & 0o077) !== 0) {
    const open = mode.toString(8).padStart(4, '0');
    return { problem: say('key-open', { mode: open }), advice: say('key-close', { path }) };
  }
  if (inside.key && beside && inside.key.blob !== beside.blob) {
    return { problem: say('key-halves-differ'), advice: say('key-halves-fix', { path }) };
  }
  if (!understood) return { problem: say('key-not-understood'), advice: null };
  return { problem: null, advice: null };
}

async function certificateIn(path: string, tools: Tools): Promise<KeyCertificate | null> {
  const { code, out } = await runTool('ssh-keygen', ['-L', '-f', path], tools);
  return code === 0 ? readCertificate(out) : null;
}

/** What `ssh-keygen -L` says. */
export function readCertificate(out: string): KeyCertificate {
  const after = (name: RegExp): string => cleanLine(name.exec(out)?.[1] ?? '', MOST);
  const listed = /^\s+Principals: ?\n((?: {8,}.*\n)*?)\s+Critical Options:/m.exec(out)?.[1] ?? '';
  return {
    keyId: after(/^\s+Key ID: (.*)$/m).replace(/^"|"$/g, ''),
    principals: listed.split('\n').flatMap((line) => cleanLine(line, MOST) || []),
    valid: after(/^\s+Valid: (.*)$/m),
    ofHost: / host certificate$/.test(after(/^\s+Type: (.*)$/m)),
  };
}
