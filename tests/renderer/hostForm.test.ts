/// <reference types="svelte" />
// The Add / Edit host form: when errors show, and that nothing typed is lost.
import { describe, expect, it } from 'vitest';
import { CAN_NOTHING } from '../../electron/hosts/kinds/kind.ts';
import type { Bridge, FieldErrors, HostDraft, SavedHost } from '../../electron/ipc/contract.ts';
import { HostForm } from '../../renderer/state/hostForm.svelte.ts';
import { kinds } from './kinds.ts';
import { told } from '../support/told.ts';

const SAVED = { ...kinds.empty, id: 'h1', detail: '', can: CAN_NOTHING, problem: null };

function makeForm(host: Partial<SavedHost> | null = null) {
  let errors: FieldErrors = {};
  const sent: HostDraft[] = [];
  const bridge = {
    call: async (name: string, draft: HostDraft) => {
      sent.push(draft);
      if (name === 'hosts:check') return errors;
      const refused = Object.keys(errors).length > 0;
      return refused ? { ok: false, errors } : { ok: true, host: { id: 'new', ...draft } };
    },
  } as unknown as Bridge;
  const form = new HostForm(bridge, kinds, host && { ...SAVED, ...host });
  return { form, sent, refuse: (found: FieldErrors) => (errors = found) };
}

describe('errors in the form', () => {
  it('show at fields that were left, not at those still to be reached', async () => {
    const { form, refuse } = makeForm();
    refuse({ name: told('taken'), address: told('missing') });
    form.draft.name = 'web';
    await form.leave('name');
    expect(form.errors).toEqual({ name: 'taken' });
  });

  it('do not show at a new field that was passed by without typing', async () => {
    const { form, refuse, sent } = makeForm();
    refuse({ name: told('missing') });
    await form.leave('name');
    expect(form.errors).toEqual({});
    expect(sent).toEqual([]);
  });

  it('all show after Save, and the first one on the screen is known', async () => {
    const { form, refuse } = makeForm();
    refuse({ port: told('not a port'), address: told('missing') });
    expect(await form.save()).toBeNull();
    expect(form.errors).toEqual({ port: 'not a port', address: 'missing' });
    expect(form.firstWrong).toBe('address');
  });

  it('go away while typing, once the field is right', async () => {
    const { form, refuse } = makeForm();
    refuse({ address: told('missing') });
    await form.save();
    refuse({});
    await form.typed('address');
    expect(form.errors).toEqual({});
  });
});

describe('what was typed', () => {
  it('is kept when another kind is tried, and only the chosen kind is saved', async () => {
    const { form, sent } = makeForm();
    Object.assign(form.draft, { name: 'box', address: 'box.example', port: '2222' });
    form.draft.kind = 'local';
    expect(form.draft.address).toBe('box.example');
    await form.save();
    expect(sent.at(-1)).toEqual({ ...kinds.empty, kind: 'local', name: 'box' });
  });

  it('is kept of the way shells are kept alive, which only SSH hosts have', async () => {
    const { form, sent } = makeForm({ name: 'web', kind: 'ssh', keepAlive: 'tmux' });
    form.draft.keepAlive = 'agent';
    expect(form.changed).toBe(true);
    form.draft.kind = 'agent';
    await form.save();
    form.draft.kind = 'ssh';
    await form.save();
    expect(sent.map(({ keepAlive }) => keepAlive)).toEqual(['off', 'agent']);
  });

  it('counts as a change, and taking it back does not', () => {
    const { form } = makeForm({ name: 'web', kind: 'ssh', address: 'web.example' });
    expect(form.changed).toBe(false);
    form.draft.address = 'other';
    expect(form.changed).toBe(true);
    form.draft.address = 'web.example';
    expect(form.changed).toBe(false);
  });
});
