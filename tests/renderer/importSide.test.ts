/// <reference types="svelte" />
// What stands beside the table of an import, and in its remarks.
import { describe, expect, it } from 'vitest';
import { placeOf, remarkOf } from '../../renderer/lib/importRemarks.ts';
import { SourceLines } from '../../renderer/state/sourceLines.svelte.ts';
import { inWords } from '../../words/said.ts';
import { Deferred } from '../support/deferred.ts';
import { cut, known, NOT_TAKEN, playedMain, row } from './importRig.ts';

const label = (field: string): string => field.toUpperCase();

describe('the remark on a found host', () => {
  it('is what stays behind, and how much more of it there is', () => {
    const why = inWords(NOT_TAKEN);
    expect(remarkOf(cut(1), label)).toEqual({ kind: 'warn', text: `Match exec "vpn-up": ${why}` });
    const left = [...cut(1).left, { what: '', why: NOT_TAKEN }];
    expect(remarkOf(row(1, { left }), label).text).toBe(`Match exec "vpn-up": ${why} (+1)`);
    expect(remarkOf(row(1, { left: left.slice(1) }), label).text).toBe(why);
  });

  it('is what differs from the one that is here', () => {
    expect(remarkOf(known(1), label)).toEqual({ kind: 'faint', text: 'nothing differs' });
    expect(remarkOf(known(1, 1), label).text).toBe('1 field differs: FIELD-0');
    expect(remarkOf(known(1, 2), label).text).toBe('2 fields differ: FIELD-0, FIELD-1');
  });

  it('is why it can’t be used, or what comes along', () => {
    const lost = row(1, { state: 'unusable', why: NOT_TAKEN, does: [] });
    expect(remarkOf(lost, label)).toEqual({ kind: 'warn', text: inWords(NOT_TAKEN) });
    const along = row(1, { through: 'bastion', tunnels: 2 });
    expect(remarkOf(along, label).text).toBe('Through bastion; 2 tunnels come along');
    expect(remarkOf(row(1), label).text).toBe('');
  });
});

describe('where a host is', () => {
  it('has its port where that isn’t the usual one', () => {
    expect(placeOf({ address: 'web', port: '' })).toBe('web');
    expect(placeOf({ address: 'web', port: '22000' })).toBe('web:22000');
    expect(placeOf({ address: '2001:db8::9', port: '22000' })).toBe('[2001:db8::9]:22000');
  });
});

describe('the lines of a host', () => {
  const lines = (first: number, ...left: boolean[]) => ({
    first,
    lines: left.map((is, nth) => ({ at: first + nth, text: 'Host', left: is })),
  });

  it('are those of the host that was looked at last', async () => {
    const answers = [new Deferred<unknown>(), new Deferred<unknown>()];
    const { bridge } = playedMain({ 'import:lines': (_id, at) => answers[at]!.promise });
    const source = new SourceLines(bridge, 'preview');
    const looks = [source.look(row(0)), source.look(row(1))];
    answers[1]!.resolve(lines(14, false, true, true));
    answers[0]!.resolve(lines(1, false));
    await Promise.all(looks);
    expect(source.shown?.first).toBe(14);
    expect(source.left).toEqual([15, 16]);
    await source.look(null);
    expect([source.shown, source.left]).toEqual([null, null]);
  });

  it('are named only where what stays behind is one piece', async () => {
    const { bridge } = playedMain({
      'import:lines': (_id, at) => {
        if (at === 1) throw new Error('gone');
        return lines(1, true, false, true);
      },
    });
    const source = new SourceLines(bridge, 'preview');
    await source.look(row(0));
    expect(source.left).toBeNull();
    await source.look(row(1));
    expect(source.shown).toBeNull();
  });
});
