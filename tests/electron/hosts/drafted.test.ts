// A draft that isn't saved, as it would be connected to: for the test of what stands in a form.
import { expect, it } from 'vitest';
import { HostStore } from '../../../electron/hosts/hostStore.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import { says } from '../../support/says.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { sshDraft } from './drafts.ts';

function store(): HostStore {
  return new HostStore({
    ...{ folder: temporaryDirectory(), secretBox: plainBox, loginShell: '/bin/sh' },
    now: () => new Date('2026-11-20T12:00:00Z'),
    warn: (line) => expect.fail(line),
  });
}

it('has what its folder says, needs no name of its own, and stores nothing', () => {
  const hosts = store();
  const fields = { port: '7822', logInWith: 'password' as const };
  const folder = hosts.folders.save({ name: 'f', parent: null, color: 'none', fields }, null);
  if (!folder.ok) throw new Error('no folder');
  const draft = { ...sshDraft({ name: '' }), folder: folder.folder.id };
  expect(hosts.drafted(draft, null)).toMatchObject({
    ok: true,
    host: { id: '', name: draft.address, port: '7822', logInWith: 'password', user: 'deploy' },
  });
  hosts.save(sshDraft({ name: 'taken' }), null);
  expect(hosts.drafted(sshDraft({ name: 'taken' }), null)).toMatchObject({ ok: true });
  expect(hosts.list()).toHaveLength(1);
  hosts.close();
});

it('of a saved one lies where that does, and says at its field what is wrong', () => {
  const hosts = store();
  const folder = hosts.folders.save(
    { name: 'f', parent: null, color: 'none', fields: { user: 'dba' } },
    null,
  );
  if (!folder.ok) throw new Error('no folder');
  const saved = hosts.save({ ...sshDraft({ user: '' }), folder: folder.folder.id }, null);
  if (!saved.ok) throw new Error('not saved');
  const draft = sshDraft({ user: '' });
  expect(hosts.drafted(draft, saved.host.id)).toMatchObject({ host: { user: 'dba' } });
  expect(hosts.drafted({ ...draft, port: 'x' }, saved.host.id)).toEqual({
    ...{ ok: false, errors: { port: says(/1 to 65535|number/) } },
  });
  hosts.close();
});
