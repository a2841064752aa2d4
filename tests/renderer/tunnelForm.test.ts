/// <reference types="svelte" />
// The form of a tunnel: when errors show, what a start that failed puts at which field, and when
// there is nothing more to wait for.
import { describe, expect, it } from 'vitest';
import type {
  Bridge,
  SavedTunnel,
  TunnelDraft,
  TunnelErrors,
  TunnelView,
} from '../../electron/ipc/contract.ts';
import { NEW_TUNNEL } from '../../renderer/lib/tunnels.ts';
import { TunnelForm } from '../../renderer/state/tunnelForm.svelte.ts';
import { told as asTold } from '../support/told.ts';

function view(change: Partial<TunnelView> = {}): TunnelView {
  return {
    ...{ ...NEW_TUNNEL, id: 't', hostId: 'h', listenPort: '8080', targetPort: '80' },
    ...{ state: 'stopped', listening: '', trouble: null },
    figures: { id: 't', open: 0, total: 0, up: 0, down: 0 },
    ...change,
  };
}

function failed(
  field: 'listen' | 'target' | null,
  code = 'port-in-use',
  change: Partial<TunnelView> = {},
): TunnelView {
  const trouble = {
    code,
    message: asTold('Taken.'),
    hint: asTold('Choose another.'),
    at: 0,
    field,
  };
  return view({ state: 'failed', trouble, ...change });
}

const unknown = () => undefined;

function makeForm(tunnel: TunnelView | null = null) {
  let errors: TunnelErrors = {};
  let startFails = false;
  const calls: unknown[][] = [];
  const bridge = {
    call: (...args: [string, string, TunnelDraft, string | null]) => {
      calls.push(args);
      const [name, , draft] = args;
      if (name === 'tunnels:check') return Promise.resolve(errors);
      if (name === 'tunnels:start' && startFails) return Promise.reject(new Error('gone'));
      if (name !== 'tunnels:save') return Promise.resolve();
      if (Object.keys(errors).length > 0) return Promise.resolve({ ok: false, errors });
      const saved: SavedTunnel = { ...draft, id: 't', hostId: 'h', password: '' };
      return Promise.resolve({ ok: true, tunnel: saved });
    },
  } as unknown as Bridge;
  return {
    form: new TunnelForm(bridge, 'h', tunnel),
    calls,
    refuse: (found: TunnelErrors) => (errors = found),
    failStart: () => (startFails = true),
  };
}

describe('errors', () => {
  it('show at fields that were left, and go while typing once they are right', async () => {
    const { form, refuse } = makeForm();
    refuse({ listenPort: asTold('wrong'), targetPort: asTold('missing') });
    form.draft.listenPort = 'x';
    await form.leave('listenPort');
    await form.leave('targetPort'); // passed by, empty
    expect(form.errors).toEqual({ listenPort: 'wrong' });
    refuse({});
    await form.typed('listenPort');
    expect(form.errors).toEqual({});
  });

  it('all show after Save, nothing is started, and the first on the screen is known', async () => {
    const { form, refuse, calls } = makeForm();
    refuse({ targetPort: asTold('missing'), listenPort: asTold('missing') });
    expect(await form.save(true, unknown)).toBe(false);
    expect(form.firstWrong).toBe('listenPort');
    expect(calls.map(([name]) => name)).toEqual(['tunnels:save']);
    expect([form.saving, form.starting]).toEqual([false, false]);
  });
});

describe('a start', () => {
  it('is waited for until it runs', async () => {
    const { form } = makeForm();
    expect(await form.save(true, unknown)).toBe(true);
    expect(form.follow(view(), false)).toBe(false);
    expect(form.follow(view({ state: 'starting' }), false)).toBe(false);
    expect(form.follow(view({ state: 'running' }), false)).toBe(true);
    expect(form.starting).toBe(false);
  });

  it.each([
    ['listen', 'listenPort'],
    ['target', 'targetAddress'],
  ] as const)('that fails at %s says so at %s, and the form stays', async (field, shown) => {
    const { form } = makeForm();
    await form.save(true, unknown);
    expect(form.follow(failed(field), false)).toBe(false);
    expect(form.errors).toEqual({ [shown]: 'Taken. Choose another.' });
    expect([form.starting, form.firstWrong]).toEqual([false, shown]);
  });

  it('that fails says so until the field is another, not until it is left', async () => {
    const { form } = makeForm();
    await form.save(true, unknown);
    form.follow(failed('listen'), false);
    await form.leave('listenPort');
    expect(form.errors).toEqual({ listenPort: 'Taken. Choose another.' });
    form.draft.listenPort = '8081';
    await form.typed('listenPort');
    expect(form.errors).toEqual({});
  });

  it('that fails for what is in no field, or that ssh asks about, is shown in the list', async () => {
    const { form } = makeForm();
    await form.save(true, unknown);
    expect(form.follow(failed(null), false)).toBe(true);
    await form.save(true, unknown);
    expect(form.follow(view({ state: 'starting' }), true)).toBe(true);
  });

  it.each(['running', 'failed'] as const)(
    'says nothing of this one that it was %s before',
    async (state) => {
      const before = { ...failed('listen'), state };
      const { form } = makeForm(before);
      await form.save(true, () => before);
      expect(form.follow(before, false)).toBe(false);
      expect([form.starting, form.errors]).toEqual([true, {}]);
      expect(form.follow(view({ state: 'running' }), false)).toBe(true);
    },
  );

  it('that is refused is told, and the form can be used again', async () => {
    const { form, failStart } = makeForm();
    failStart();
    await expect(form.save(true, unknown)).rejects.toThrow('gone');
    expect([form.saving, form.starting]).toEqual([false, false]);
  });
});

describe('what was typed', () => {
  it('counts as a change until it is saved', async () => {
    const { form } = makeForm();
    expect(form.changed).toBe(false);
    form.draft.listenPort = '8080';
    expect(form.changed).toBe(true);
    await form.save(false, unknown);
    expect(form.changed).toBe(false);
  });

  it('starts it anew only where it carries something else then', () => {
    const { form } = makeForm(view({ state: 'running' }));
    Object.assign(form.draft, { name: 'Web', autostart: true });
    expect(form.restarts).toBe(false);
    form.draft.targetPort = '81';
    expect(form.restarts).toBe(true);
    const fresh = makeForm().form;
    fresh.draft.targetPort = '81';
    expect(fresh.restarts).toBe(false);
  });

  it('is saved under the same name the second time', async () => {
    const { form, calls } = makeForm();
    await form.save(false, unknown);
    await form.save(false, unknown);
    expect(calls.map(([, , , id]) => id)).toEqual([null, 't']);
  });
});

it.each([
  ['listen-failed', { listenAddress: '/run/a.sock', listenPort: '' }],
  ['no-such-address', {}],
  ['listen-not-loopback', {}],
])('%s of %j is the address’s fault, which is on the screen', (code, change) => {
  const { form } = makeForm(failed('listen', code, change));
  expect(form.firstWrong).toBe('listenAddress');
});

it('a tunnel that has failed is edited with its trouble at the field', () => {
  expect(makeForm(failed('listen')).form.errors).toHaveProperty('listenPort');
  expect(makeForm(view()).form.errors).toEqual({});
});

it('a saved password may stay as it is', () => {
  expect(makeForm(view({ kind: 'dynamic', user: 'me' })).form.hasPassword).toBe(true);
  expect(makeForm(view({ kind: 'dynamic' })).form.hasPassword).toBe(false);
  expect(makeForm().form.hasPassword).toBe(false);
});
