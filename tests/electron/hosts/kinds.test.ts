// What holds for every kind of host, those to come included: each declares what the form, the store
// and the list need, and is saved, shown, copied and given back whole.
import { describe, expect, it } from 'vitest';
import { callSchemas } from '../../../electron/gate/schemas.ts';
import { parseDraft } from '../../../electron/hosts/hostDraft.ts';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import type { HostField } from '../../../electron/hosts/kinds/kind.ts';
import {
  canOf,
  detailOf,
  fieldsOf,
  kindInfos,
  kindOf,
  NO_VALUES,
} from '../../../electron/hosts/kinds/kinds.ts';
import { KIND_NAMES } from '../../../electron/hosts/kinds/kinds.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { GivenDraft, HostKind } from '../../../electron/ipc/contract.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { PAIRING_LINK } from './drafts.ts';
import { says } from '../../support/says.ts';

/** One of these is right for any field, or its kind's author adds one. */
const CANDIDATES = ['value', '22', '/bin/sh', 'A=b', PAIRING_LINK, ''];

function valueOf({ choices, check }: HostField): string {
  const found = choices?.at(-1)?.value ?? CANDIDATES.find((value) => !check?.(value, false));
  if (found === undefined) throw new Error('no candidate is right for this field');
  return found;
}

const facts = { nameTaken: () => false, hasSecret: () => false };

function draftOf(kind: HostKind): GivenDraft {
  const values = fieldsOf(kind)
    .filter(([, { hidden }]) => !hidden)
    .map(([name, field]) => [name, valueOf(field)]);
  return { kind, name: `a ${kind}`, color: 'teal', ...Object.fromEntries(values) };
}

function store(): HostStore {
  return new HostStore({
    folder: temporaryDirectory(),
    secretBox: plainBox,
    loginShell: '/bin/zsh',
    now: () => new Date('2026-11-20T12:00:00Z'),
    warn: (line) => expect.fail(line),
  });
}

/** As files of earlier versions have them. */
const STORED_CHOICES: Record<string, string> = {
  'ssh.logInWith': 'ssh key password ask',
  'ssh.identitiesOnly': 'yes no',
  'ssh.addressFamily': 'inet inet6 any',
  'ssh.strictHostKey': 'ask yes accept-new no',
  'ssh.keepAlive': 'off agent tmux',
  'ssh.requestTty': 'yes force no',
  'ssh.agentForward': 'yes no',
  'ssh.x11': 'yes trusted no',
  'ssh.compression': 'yes no',
  'ssh.proxyKind': 'none socks5 http',
  'ssh.forwardAgent': 'off ask allow',
  'agent.forwardAgent': 'off ask allow',
  'ssh.shareLogin': 'setting off on',
  'joined.role': 'viewer editor',
};

it.each(Object.entries(STORED_CHOICES))('%s may be as it was stored: %s', (field, values) => {
  const [kind = '', name = ''] = field.split('.');
  const { choices = [] } = new Map<string, HostField>(fieldsOf(kind)).get(name)!;
  expect(choices.map(({ value }) => value)).toEqual(expect.arrayContaining(values.split(' ')));
});

describe.each(KIND_NAMES)('the kind %s', (kind) => {
  const rules = kindOf(kind)!;

  it('has words for people', () => {
    expect(rules.word).not.toBe('');
    expect(rules.badge).toMatch(/^[a-z]{1,8}$/);
    for (const [, { label }] of fieldsOf(kind)) expect(label).not.toBe('');
  });

  it('says under each field that is filled in what it is for, and of each choice', () => {
    const shown = fieldsOf(kind).filter(([, { hidden }]) => !hidden && !rules.unlisted);
    for (const [name, { hint, choices, placeholder }] of shown) {
      const hints = choices ? choices.flatMap((one) => [one.label, one.hint]) : [hint];
      expect([name, hints.filter((text) => text === '')]).toEqual([name, []]);
      expect([name, placeholder]).not.toEqual([name, '']);
    }
  });

  it('has words for each of its secrets, that fit into sentences', () => {
    for (const [, { secret }] of fieldsOf(kind)) {
      if (!secret) continue;
      expect(secret.called).toMatch(/^[a-z].*[^.]$/);
      expect(secret.what).toMatch(/^[A-Z].*[^.]$/);
      expect(secret.kept).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('says what can be done with it, filled in or not', () => {
    const keys = ['keep', 'tunnels', 'share', 'install'];
    expect(Object.keys(canOf({ ...NO_VALUES, kind }))).toEqual(keys);
    expect(Object.keys(canOf({ ...NO_VALUES, ...draftOf(kind), kind }))).toEqual(keys);
  });

  it('is told to the window without rules and secrets', () => {
    const info = kindInfos().find((one) => one.kind === kind)!;
    expect(structuredClone(info)).toEqual(info);
    expect(info.fields.map(({ name }) => name)).toEqual(
      fieldsOf(kind)
        .filter(([, { hidden }]) => !hidden)
        .map(([name]) => name),
    );
  });
});

describe.each(KIND_NAMES.filter((kind) => !kindOf(kind)!.unlisted))('a host of kind %s', (kind) => {
  it('refuses a field that is too long, at that field', () => {
    for (const [name, { hidden, choices }] of fieldsOf(kind)) {
      if (hidden) continue;
      const wrong = { ...draftOf(kind), [name]: 'x'.repeat(20_000) };
      const result = parseDraft(wrong, facts);
      expect(result.ok ? {} : Object.keys(result.errors)).toContain(name);
      if (!choices)
        expect(result).toMatchObject({
          errors: { [name]: says(/at most/) },
        });
    }
  });

  it('passes the gate of the window', () => {
    expect(callSchemas['hosts:save'].safeParse([draftOf(kind), null]).success).toBe(true);
  });

  it('is saved, shown without its secrets, given back whole, copied and deleted', () => {
    const hosts = store();
    const draft = draftOf(kind);
    const saved = hosts.save(draft, null);
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    const { id } = saved.host;
    const secrets = fieldsOf(kind).filter(([, { secret }]) => secret);
    const hidden = Object.fromEntries(secrets.map(([name]) => [name, '']));
    expect(hosts.list()).toEqual([saved.host]);
    expect(saved.host).toMatchObject({ ...draft, ...hidden, problem: null });
    expect(saved.host.detail).not.toBe('');
    expect(hosts.get(id)).toMatchObject({ ...draft, id });
    const copy = hosts.duplicate(id);
    expect(hosts.get(copy.id)).toMatchObject({ ...draft, name: copy.name });
    hosts.bin.takeHosts([id]);
    expect(hosts.list()).toEqual([copy]);
    hosts.close();
  });

  it('keeps its secrets on an edit that leaves them empty', () => {
    const hosts = store();
    const draft = draftOf(kind);
    const saved = hosts.save(draft, null);
    const id = saved.ok ? saved.host.id : '';
    const secrets = fieldsOf(kind).filter(([, { secret }]) => secret);
    const without = Object.fromEntries(secrets.map(([name]) => [name, '']));
    expect(hosts.save({ ...draft, ...without, name: 'renamed' }, id)).toMatchObject({ ok: true });
    expect(hosts.get(id)).toMatchObject({ ...draft, name: 'renamed' });
    hosts.close();
  });
});

describe('what can be done with a host, and its second line', () => {
  const host = (kind: HostKind, values: object = {}) => ({ ...NO_VALUES, ...values, kind });
  const detail = (kind: HostKind, values: object = {}): string =>
    detailOf(host(kind, values), { loginShell: '/bin/zsh' });

  it('of an SSH host follow from how its shells are kept, and where it is', () => {
    const can = { tunnels: 'ssh', share: false, install: true };
    for (const [keepAlive, keep] of [
      ['off', null],
      ['agent', 'agent'],
      ['tmux', 'tmux'],
    ]) {
      expect(canOf(host('ssh', { keepAlive }))).toEqual({ ...can, keep });
    }
    expect(detail('ssh', { address: 'box' })).toBe('box');
    expect(detail('ssh', { address: 'box', port: '22', user: 'me' })).toBe('me@box:22');
    expect(detail('ssh', { address: '::1', user: 'me' })).toBe('me@::1');
    expect(detail('ssh', { address: '::1', port: '22' })).toBe('[::1]:22');
  });

  it('of an agent’s are all, and where its link leads', () => {
    const all = { keep: 'agent', tunnels: 'agent', share: true, install: false };
    expect(canOf(host('agent'))).toEqual(all);
    expect(detail('agent', { agentUrl: 'ws://box:7722' })).toBe('ws://box:7722');
    expect(detail('agent', { agentUrl: 'relay:r.example:7443' })).toBe('through r.example:7443');
  });

  it('of a shell of this computer, or a joined one, are nothing', () => {
    const nothing = { keep: null, tunnels: null, share: false, install: false };
    for (const kind of ['local', 'joined'] as const) expect(canOf(host(kind))).toEqual(nothing);
    expect([detail('local'), detail('local', { shell: 'fish' }), detail('joined')]).toEqual([
      ...['/bin/zsh', 'fish', ''],
    ]);
  });

  it('are none of a kind that this version doesn’t know', () => {
    const unknown = host('telnet' as HostKind);
    expect(canOf(unknown)).toEqual({ keep: null, tunnels: null, share: false, install: false });
    expect([fieldsOf('telnet'), kindOf('telnet')]).toEqual([[], undefined]);
  });
});
