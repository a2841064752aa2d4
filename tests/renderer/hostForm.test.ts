/// <reference types="svelte" />
// The Add / Edit host form: when errors show, and that nothing typed is lost.
import { describe, expect, it } from 'vitest';
import { CAN_NOTHING } from '../../electron/hosts/kinds/kind.ts';
import type {
  Bridge,
  FieldErrors,
  HostDraft,
  HostPlace,
  Inherited,
  SavedHost,
} from '../../electron/ipc/contract.ts';
import { begunWith } from '../../renderer/lib/readTarget.ts';
import { HostForm } from '../../renderer/state/hostForm.svelte.ts';
import { kinds, UNARRANGED } from './kinds.ts';
import { told } from '../support/told.ts';

const SAVED = {
  ...kinds.empty,
  id: 'h1',
  detail: '',
  can: CAN_NOTHING,
  problem: null,
  ...UNARRANGED,
};

function makeForm(host: Partial<SavedHost> | null = null, names: string[] = []) {
  let errors: FieldErrors = {};
  let folder: Inherited = {};
  const sent: (HostDraft & HostPlace)[] = [];
  const asked: [folder: string | null, own: object][] = [];
  const bridge = {
    call: async (name: string, draft: HostDraft & HostPlace, own: object) => {
      if (name === 'folders:inherited') {
        asked.push([draft as unknown as string | null, own]);
        return folder;
      }
      sent.push(draft);
      if (name === 'hosts:check') return errors;
      const refused = Object.keys(errors).length > 0;
      return refused ? { ok: false, errors } : { ok: true, host: { id: 'new', ...draft } };
    },
  } as unknown as Bridge;
  const saved = host && { ...SAVED, ...host };
  const form = new HostForm(bridge, kinds, saved, {}, () => names);
  const refuse = (found: FieldErrors) => (errors = found);
  return { form, sent, asked, refuse, says: (values: Inherited) => (folder = values) };
}

describe('a new host that begins with what was looked for', () => {
  const draft = (typed: string) => new HostForm({} as Bridge, kinds, null, begunWith(typed)).draft;

  it('has it as its name, and as its address where it is one', () => {
    expect(draft('build box')).toMatchObject({ name: 'build box', address: '', user: '' });
    expect(draft('web')).toMatchObject({ name: 'web', address: '' });
    expect(draft('deploy@web-1.example')).toMatchObject({
      ...{ name: '', address: 'web-1.example', user: 'deploy' },
    });
  });

  it('is asked about before it is thrown away', () => {
    expect(new HostForm({} as Bridge, kinds, null, begunWith('web')).changed).toBe(true);
  });
});

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

  it('go away, too, once another field needs theirs no more', async () => {
    const { form, refuse } = makeForm();
    refuse({ proxyAddress: told('where?') });
    await form.save();
    expect(form.firstWrong).toBe('proxyAddress');
    refuse({});
    await form.typed('port');
    expect(form.errors).toEqual({ proxyAddress: 'where?' });
    await form.typed('proxyKind');
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
    const nowhere = { folder: null, tags: [], notes: '', icon: '', favourite: false };
    expect(sent.at(-1)).toEqual({ ...kinds.empty, ...nowhere, kind: 'local', name: 'box' });
  });

  it('is kept of the way shells are kept alive, which only SSH hosts have', async () => {
    const { form, sent } = makeForm({ name: 'web', kind: 'ssh', keepAlive: 'tmux' });
    form.draft.keepAlive = 'agent';
    expect(form.changed).toBe(true);
    form.draft.kind = 'agent';
    await form.save();
    form.draft.kind = 'ssh';
    await form.save();
    expect(sent.map(({ keepAlive }) => keepAlive)).toEqual(['', 'agent']);
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

describe('a name that is left empty', () => {
  it('is the address, on saving and on checking', async () => {
    const { form, sent } = makeForm();
    form.draft.address = ' web.example ';
    await form.leave('address');
    await form.save();
    expect(sent.map(({ name }) => name)).toEqual(['web.example', 'web.example']);
    expect([form.nameIfEmpty, form.draft.name]).toEqual(['web.example', '']);
  });

  it('is another one where a host is called so already', async () => {
    const { form, sent } = makeForm(null, ['web.example']);
    Object.assign(form.draft, { address: 'web.example', user: 'deploy' });
    await form.save();
    expect(sent.at(-1)!.name).toBe('deploy@web.example');
  });

  it('is none where a secret says where it is', async () => {
    const { form, sent } = makeForm();
    form.draft.kind = 'agent';
    form.draft.pairingLink = 'bowline://secret';
    await form.save();
    expect([form.nameIfEmpty, sent[0]!.name]).toEqual(['', '']);
  });
});

describe('an address that is more than one', () => {
  it('is put into its fields as the field is left, and what became of it is known', async () => {
    const { form } = makeForm();
    form.draft.address = 'ssh -p 7822 -J bastion deploy@web.example';
    await form.leave('address');
    expect(form.draft).toMatchObject({
      ...{ address: 'web.example', user: 'deploy', port: '7822', jumpHost: 'bastion' },
    });
    expect(form.reading?.filled).toEqual(['user', 'port', 'jumpHost']);
  });

  it('is so before it is saved, too', async () => {
    const { form, sent } = makeForm();
    form.draft.address = 'deploy@web.example:22';
    await form.save();
    expect(sent.at(-1)).toMatchObject({ address: 'web.example', user: 'deploy', port: '22' });
  });

  it('isn’t saved unseen where it would start a program', async () => {
    const { form, sent } = makeForm();
    form.draft.address = 'ssh -o ProxyCommand=id web.example';
    expect(await form.save()).toBeNull();
    expect([sent, form.reading?.runs, form.draft.options]).toEqual([
      [],
      ['ProxyCommand'],
      'ProxyCommand=id',
    ]);
    expect(await form.save()).not.toBeNull();
  });

  it('makes the form an agent’s where it is a link', () => {
    const { form } = makeForm();
    form.draft.address = 'bowline://10.0.0.1:7722?token=x';
    expect(form.readAddress()).toBe(true);
    expect([form.draft.kind, form.draft.address]).toEqual(['agent', '']);
    expect(form.nameIfEmpty).toBe('10.0.0.1');
    expect(form.readAddress()).toBe(false);
  });

  it('is none of a host of another kind', () => {
    const { form } = makeForm({ kind: 'local', name: 'sh' });
    form.draft.address = 'a@b';
    expect(form.readAddress()).toBe(false);
    expect(form.draft.address).toBe('a@b');
  });
});

describe('where a host is put', () => {
  const begun = { folder: 'f1', tags: ['db'] };
  const newIn = () => new HostForm({} as Bridge, kinds, null, begun);

  it('begins as it was asked for, which nobody has to be asked about', () => {
    const form = newIn();
    expect(form.draft).toMatchObject(begun);
    expect(form.changed).toBe(false);
    form.draft.tags = ['db', 'eu'];
    expect(form.changed).toBe(true);
    form.draft.tags = ['db'];
    form.draft.favourite = true;
    expect(form.changed).toBe(true);
  });

  it('is saved with it, of a host that is edited too', async () => {
    const place = { folder: 'f1', tags: ['a'], notes: 'n', icon: 'database', favourite: true };
    const { form, sent } = makeForm({ name: 'web', kind: 'ssh', address: 'w', ...place });
    expect(form.changed).toBe(false);
    form.draft.folder = null;
    await form.save();
    expect(sent.at(-1)).toMatchObject({ ...place, folder: null });
  });

  it('takes the tag along that is still being typed', async () => {
    const { form, sent } = makeForm({ name: 'web', kind: 'ssh', address: 'w', tags: ['a'] });
    form.tagTyped = ' #Prod, A';
    expect(form.changed).toBe(true);
    await form.leave('name');
    await form.save();
    expect(sent.map(({ tags }) => tags)).toEqual([
      ['a', 'Prod'],
      ['a', 'Prod'],
    ]);
    expect([form.draft.tags, form.tagTyped]).toEqual([['a', 'Prod'], '']);
  });

  it('makes its name of those in its folder', () => {
    const names = (folder: string | null) => (folder === 'f1' ? ['web.example'] : []);
    const form = new HostForm({} as Bridge, kinds, null, {}, names);
    form.draft.address = 'web.example';
    expect(form.nameIfEmpty).toBe('web.example');
    form.draft.folder = 'f1';
    expect(form.nameIfEmpty).toBe('web.example 2');
  });

  it('shows first wrong what stands first, the folder after the name', async () => {
    const { form, refuse } = makeForm();
    refuse({ tags: told('too many'), folder: told('gone'), options: told('wrong') });
    await form.save();
    expect(form.firstWrong).toBe('folder');
  });
});

describe('what the folder has for it', () => {
  const user = { value: 'deploy', from: 'f1' };

  it('is known of a saved host at once, and asked for with the lines that it says itself', async () => {
    const { form, asked, says } = makeForm({
      ...{ name: 'web', kind: 'ssh', address: 'w', folder: 'f1', options: 'A=1' },
      inherited: {
        user,
        options: { value: 'A=1\nB=2', from: 'f1', lines: [{ line: 'A=1', from: null }] },
      },
    });
    expect([form.from('user'), form.from('options')]).toEqual([user, undefined]);
    const options = { value: 'B=2', from: 'f1', lines: [{ line: 'B=2', from: 'f1' }] };
    says({ user, options });
    await form.inherit();
    expect(form.from('options')).toEqual(options);
    expect(asked).toEqual([['f1', { setEnv: '', options: 'A=1' }]]);
  });

  it('is another one’s once another folder is chosen; an answer that comes late is none', async () => {
    const { form, says } = makeForm({ name: 'web', kind: 'ssh', address: 'w', folder: 'f1' });
    says({ user });
    const late = form.inherit();
    says({ user: { value: 'root', from: 'f2' } });
    form.draft.folder = 'f2';
    await Promise.all([late, form.inherit()]);
    expect(form.from('user')?.value).toBe('root');
  });

  it('is no way through the host itself', async () => {
    const id = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
    const { form, says } = makeForm({ id, name: 'gate', kind: 'ssh', address: 'g', folder: 'f1' });
    says({ jumpHost: { value: `host:${id}`, from: 'f1' } });
    await form.inherit();
    expect(form.from('jumpHost')).toBeUndefined();
    says({ jumpHost: { value: `outer,host:${id},x`, from: 'f1' } });
    await form.inherit();
    expect(form.from('jumpHost')?.value).toBe('outer');
  });
});
