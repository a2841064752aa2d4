// A shell that is joined in one window can be moved to another, which must know it by then.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatInvitationLink } from '../../../core/link/invitationLink.ts';
import { plainBox } from '../../../electron/hosts/secretBox.ts';
import type { Events } from '../../../electron/ipc/contract.ts';
import type { Services } from '../../../electron/main/handlers.ts';
import { sharingHandlers } from '../../../electron/main/shellHandlers.ts';
import { JoinedShells } from '../../../electron/sharing/joinedShells.ts';
import { Hosts } from '../../../renderer/state/hosts.svelte.ts';
import { kinds } from '../../renderer/kinds.ts';
import { MemoryWindow } from '../../support/memoryWindow.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const LINK = formatInvitationLink({
  address: { kind: 'tcp', host: 'web.example.net', port: 7722, tls: false },
  ...{ token: 'secretsecretsecretsecretsecretsecretsecret1', fingerprint: null, name: 'release' },
  invitation: { id: '0000000000000001', role: 'editor' },
});

it('all windows hear of a shell that was joined in one', async () => {
  const path = join(temporaryDirectory(), 'joined.json');
  const joined = new JoinedShells({ path, secretBox: plainBox, now: () => 0 });
  const [one, other] = [new MemoryWindow(), new MemoryWindow()];
  const listeners = new Map<keyof Events, (payload: never) => void>();
  const hosts = new Hosts(
    {
      call: () => Promise.reject(new Error()),
      on: (...all) => (listeners.set(...all), () => undefined),
    },
    kinds,
    [],
  );
  const services = {
    sharing: { joined },
    settings: { set: (change: object) => change },
    broadcast: (...told: Parameters<MemoryWindow['emit']>) => {
      for (const window of [one, other]) window.emit(...told);
    },
  } as unknown as Services;
  const shell = await sharingHandlers(services, one)['sharing:join']({ link: LINK }, 'me');
  expect(other.heard('sharing:joined')).toEqual([[shell]]);
  listeners.get('sharing:joined')!([shell] as never);
  expect(hosts.joinedById(shell.id)).toEqual(shell);
});
