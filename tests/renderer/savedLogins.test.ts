/// <reference types="svelte" />
// What is kept for logins, as the settings show it; identities; and the master passphrase.
import { beforeEach, describe, expect, it } from 'vitest';
import type { KeptSecret } from '../../electron/ipc/contract.ts';
import { IdentityForm } from '../../renderer/state/identityForm.svelte.ts';
import { MasterPassphrase } from '../../renderer/state/masterPassphrase.svelte.ts';
import { MOST_SHOWN, SavedLogins } from '../../renderer/state/savedLogins.svelte.ts';
import { told } from '../support/told.ts';
import { PlayedVault } from './playedVault.ts';

let main: PlayedVault;
beforeEach(() => {
  main = new PlayedVault();
});

const secret = (of: string, called: string, hosts: string[] = [of]): KeptSecret => ({
  ...{ use: { what: 'password', of }, called, hosts },
  ...{ keptAt: 0, usedAt: null },
});

describe('the list', () => {
  const NAMES: Record<string, string> = { h1: 'web', h2: 'database' };
  const logins = () => new SavedLogins(main.bridge, (id) => NAMES[id]);

  it('is by name, with the hosts that are there, and found by both', async () => {
    main.list = [secret('h1', 'web'), secret('i1', 'Deploy', ['h1', 'h2', 'gone'])];
    const shown = logins();
    expect(shown.count).toBeNull();
    await shown.load();
    expect(shown.rows.map(({ called, names }) => [called, names])).toEqual([
      ['Deploy', ['web', 'database']],
      ['web', ['web']],
    ]);
    shown.typed = ' DATA';
    expect(shown.rows.map(({ called }) => called)).toEqual(['Deploy']);
  });

  it('shows so many of thousands, and says how many more', async () => {
    main.list = Array.from({ length: 10_000 }, (_, at) => secret(`x${at}`, `host ${at}`));
    const shown = logins();
    await shown.load();
    expect([shown.rows.length, shown.hidden]).toEqual([MOST_SHOWN, 10_000 - MOST_SHOWN]);
    shown.typed = 'host 9999';
    expect([shown.rows.length, shown.hidden]).toEqual([1, 0]);
  });

  it('forgets one, and the next takes its place, at the end the one before', async () => {
    main.list = [secret('a', 'a'), secret('b', 'b'), secret('c', 'c')];
    const shown = logins();
    await shown.load();
    const [first, , last] = shown.rows;
    expect((await shown.forget(last!))?.called).toBe('b');
    expect((await shown.forget(first!))?.called).toBe('b');
    expect(await shown.forget(shown.rows[0]!)).toBeNull();
    expect(shown.count).toBe(0);
  });

  it('keeps one that can’t be forgotten, and says why nothing can be told', async () => {
    main.list = [secret('a', 'a')];
    const shown = logins();
    await shown.load();
    main.refuses = 'The disk is full.';
    await expect(shown.forget(shown.rows[0]!)).rejects.toThrow('The disk is full.');
    expect(shown.count).toBe(1);
    main.others['vault:list'] = () => Promise.reject(new Error('No.'));
    await shown.load();
    expect(shown.error).toBe('No.');
  });
});

describe('the master passphrase', () => {
  it('unlocks, and is thrown away; a wrong one is told at its field', async () => {
    const form = new MasterPassphrase(main.bridge, 'unlock');
    expect(await form.submit()).toBe(false);
    expect(form.errors).toEqual({ passphrase: 'Type the passphrase.' });
    form.passphrase = 'wrong';
    expect(await form.submit()).toBe(false);
    expect(form.errors).toEqual({ passphrase: 'That isn’t the passphrase.' });
    form.typed('passphrase');
    expect(form.errors).toEqual({});
    form.passphrase = 'correct horse';
    expect(await form.submit()).toBe(true);
    expect(form.passphrase).toBe('');
  });

  it('is set twice the same, and long enough', async () => {
    const form = new MasterPassphrase(main.bridge, 'set');
    form.passphrase = 'short';
    expect(await form.submit()).toBe(false);
    expect(form.errors).toEqual({ passphrase: 'It needs at least 8 characters.' });
    form.passphrase = 'long enough';
    expect(await form.submit()).toBe(false);
    expect(form.firstWrong).toBe('again');
    form.again = 'long enough';
    expect(form.changed).toBe(true);
    expect(await form.submit()).toBe(true);
    expect([main.passphrase, form.changed]).toEqual(['long enough', false]);
  });

  it('is changed with the old one, and what fails leaves what was typed', async () => {
    const form = new MasterPassphrase(main.bridge, 'change');
    [form.passphrase, form.again] = ['long enough', 'long enough'];
    expect(await form.submit()).toBe(false);
    expect(form.firstWrong).toBe('old');
    form.old = 'wrong';
    expect(await form.submit()).toBe(false);
    expect(form.errors).toEqual({ old: 'That isn’t the passphrase.' });
    form.old = 'correct horse';
    main.refuses = 'The disk is full.';
    expect(await form.submit()).toBe(false);
    expect([form.error, form.passphrase, form.busy]).toEqual([
      ...['The disk is full.', 'long enough', false],
    ]);
  });
});

describe('an identity', () => {
  const DEPLOY = { name: 'Deploy', user: 'deploy', identityFile: '' };

  it('is saved, and its password kept under its id', async () => {
    main.others['identities:save'] = (draft: object) => ({
      ...{ ok: true, identity: { ...draft, id: 'i1', hosts: [] } },
    });
    const form = new IdentityForm(main.bridge, main.vault, null);
    Object.assign(form.draft, DEPLOY);
    form.password.value = 'geheim';
    expect(await form.save()).toMatchObject({ id: 'i1' });
    expect(main.kept.get('password:i1')).toBe('geheim');
  });

  it('says what is wrong with it, and is not added twice where its password can’t be kept', async () => {
    const ids: (string | null)[] = [];
    let wrong = true;
    main.others['identities:save'] = (draft: object, id: string | null) => {
      ids.push(id);
      if (wrong) return { ok: false, errors: { name: told('taken') } };
      return { ok: true, identity: { ...draft, id: 'i1', hosts: [] } };
    };
    const form = new IdentityForm(main.bridge, main.vault, null);
    Object.assign(form.draft, DEPLOY);
    form.password.value = 'geheim';
    expect(await form.save()).toBeNull();
    expect([form.errors, form.firstWrong]).toEqual([{ name: 'taken' }, 'name']);
    wrong = false;
    main.refuses = 'Locked.';
    expect(await form.save()).toBeNull();
    expect(form.firstWrong).toBe('password');
    main.refuses = '';
    expect(await form.save()).toMatchObject({ id: 'i1' });
    expect(ids).toEqual([null, null, 'i1']);
  });
});
