// What was understood of a typed or pasted address, in words: chips below a box, and the line below the
// field of a form whose others were filled by it.
import type { FieldName } from './kinds.ts';
import type { HostDraft } from '../../electron/ipc/contract.ts';
import { words } from '../../words/window.ts';
import { readTarget } from './readTarget.ts';
import { draftOf, type Typed } from './sshTarget.ts';

/** The chips below a box: how its text is read. None for what isn't understood. */
export function readAs(typed: Typed | null): string[] {
  const say = words.typed.as;
  if (typed?.kind === 'link') return [isInvitation(typed.link) ? say.invitation : say.pairing];
  if (typed?.kind !== 'ssh') return [];
  const { user, address, port, jumpHost, identityFile, options } = typed.target;
  return [
    ...(user ? [say.user(user)] : []),
    address,
    ...(port ? [say.port(port)] : []),
    ...(jumpHost ? [say.through(jumpHost)] : []),
    ...(identityFile ? [say.key(identityFile)] : []),
    ...(options ? options.split('\n') : []),
  ];
}

/** Whether such a link leads to somebody's shell, and not to a host. */
export function isInvitation(link: string): boolean {
  return /[?&]invite=/i.test(link);
}

/** What of it doesn't come along, or does only once it was seen; '' where all is well. */
export function heldBack(typed: Typed | null): string {
  const say = words.typed;
  if (typed?.kind === 'refused') return say.refused(typed.why, typed.what);
  if (typed?.kind !== 'ssh') return '';
  if (typed.runs.length > 0) return say.runs(typed.runs);
  const { careful, left } = typed;
  const parts = [
    ...(careful.length > 0 ? [say.onlySaved(careful)] : []),
    ...(left.length > 0 ? [say.left(left)] : []),
  ];
  return parts.join(' ');
}

/** What became of a text in the field for the address. */
export interface Reading {
  /** The text, or its beginning. */
  from: string;
  /** Fields that it filled, beside the address, as they are called in the form. */
  filled: readonly FieldName[];
  left: readonly string[];
  runs: readonly string[];
}

/** Characters of the text that are shown of it. */
const SHOWN = 48;
const FILLS = ['user', 'port', 'jumpHost', 'identityFile', 'options'] as const;

/**
 * What a form's fields become by the text in its address; null where that is a mere address, or isn't
 * understood, and stays as it was typed.
 */
export function readInto<Draft extends HostDraft>(
  draft: Draft,
): { draft: Draft; reading: Reading } | null {
  const typed = readTarget(draft.address);
  const from = shortened(draft.address.trim());
  if (typed?.kind === 'link') {
    const pairing = { kind: 'agent', pairingLink: typed.link, address: '' } as const;
    return {
      draft: { ...draft, ...pairing },
      reading: { from: '', filled: [], left: [], runs: [] },
    };
  }
  if (typed?.kind !== 'ssh') return null;
  const given = draftOf(typed);
  const filled = FILLS.filter((name) => given[name] !== '');
  if (filled.length + typed.left.length === 0 && given.address === draft.address.trim())
    return null;
  const values = Object.fromEntries(filled.map((name) => [name, given[name]]));
  const options = joined(draft.options, given.options);
  const { left, runs } = typed;
  return {
    draft: { ...draft, ...values, address: given.address, options },
    reading: { from, filled, left, runs },
  };
}

function shortened(text: string): string {
  // What can't be seen could pretend to be something else.
  const seen = text.replace(/\p{C}/gu, ' ');
  return seen.length > SHOWN ? `${seen.slice(0, SHOWN)}…` : seen;
}

function joined(before: string, more: string): string {
  const lines = before === '' ? [] : before.split('\n');
  const added = more.split('\n').filter((line) => line !== '' && !lines.includes(line));
  return [...lines, ...added].join('\n');
}
