// The rows of the palette for an address that was typed or pasted: connect to it, or add it as a host.
import { words } from '../../words/window.ts';
import { readTarget } from '../lib/readTarget.ts';
import { writtenTarget, type SshTarget, type Typed, type TypedSsh } from '../lib/sshTarget.ts';
import { heldBack, isInvitation } from '../lib/typedWords.ts';
import type { Fact, PaletteRow } from './paletteRow.ts';
import type { Workspace } from './workspace.svelte.ts';

const say = words.palette;
const NONE = { marks: [], facts: [], why: '', counts: false, splits: false, detail: '' } as const;

/** @param found something else matches: then only what is written out is meant as an address */
export function typedRows(app: Workspace, text: string, found: boolean): PaletteRow[] {
  const typed = readTarget(text);
  if (!typed) return [];
  if (typed.kind === 'link') return [linkRow(app, typed.link)];
  if (typed.kind === 'refused') return isMeant(text) ? [refusedRow(typed)] : [];
  if (!typed.explicit && found) return [];
  const rows = [connectRow(app, typed), addRow(app, typed)];
  return typed.runs.length > 0 ? rows.reverse() : rows;
}

/** Else a word with a comma in it would be told that it is no address. */
function isMeant(text: string): boolean {
  return /^-|^ssh\b|@|:\/\//.test(text.trim());
}

function linkRow(app: Workspace, link: string): PaletteRow {
  return {
    ...{
      ...NONE,
      id: 'typed:link',
      icon: 'connect',
      name: isInvitation(link) ? say.join : say.pair,
    },
    run: () => app.quick.save({ kind: 'link', link }),
  };
}

function refusedRow({ why, what }: Extract<Typed, { kind: 'refused' }>): PaletteRow {
  const reason = words.typed.why[why];
  return {
    ...{ ...NONE, id: 'typed:refused', icon: 'refused', name: say.cannot(what), detail: reason },
    why: reason,
    run: () => {},
  };
}

function connectRow(app: Workspace, typed: TypedSsh): PaletteRow {
  const { target, left, careful, runs } = typed;
  const held = heldBack(typed);
  return {
    ...{ ...NONE, id: 'typed:connect', icon: 'connect', name: say.connect(writtenTarget(target)) },
    detail: held || say.connectHint,
    facts: targetFacts(target, [...careful, ...left]),
    ...(held !== '' && { note: say.leftWhy }),
    why: runs.length > 0 ? held : '',
    splits: true,
    run: (way) => app.quick.connect(typed, way),
  };
}

function addRow(app: Workspace, typed: TypedSsh): PaletteRow {
  const { target, left, careful, runs } = typed;
  const options = [target.options, ...careful].filter((line) => line !== '').join('\n');
  const held = runs.length > 0 ? words.typed.runsInForm(runs) : '';
  const detail = left.length > 0 ? words.typed.left(left) : say.addHint;
  return {
    ...{ ...NONE, id: 'typed:add', icon: 'add', name: say.add(writtenTarget(target)) },
    detail: held || detail,
    facts: targetFacts({ ...target, options }, left),
    ...(held + left.join('') !== '' && { note: held || say.leftWhy }),
    run: () => app.quick.save(typed),
  };
}

function targetFacts(target: SshTarget, left: readonly string[]): Fact[] {
  const { facts } = say;
  const port = target.port && `:${target.port}`;
  const all: Fact[] = [
    { what: facts.address, value: target.address + port, exact: true },
    { what: facts.user, value: target.user },
    { what: facts.through, value: target.jumpHost },
    { what: facts.key, value: target.identityFile, exact: true },
    { what: facts.options, value: target.options.replaceAll('\n', ', ') },
    { what: facts.left, value: left.join(', ') },
  ];
  return all.filter(({ value }) => value !== '');
}
