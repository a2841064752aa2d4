// Hosts to export, made up or by seed.
import type { PlainHost } from '../../../../electron/import/export/plainHost.ts';
import type { SavedTunnel } from '../../../../electron/ipc/contract.ts';
import { ImportSource } from '../../../../electron/import/source.ts';
import type { Random } from '../../../support/random.ts';

export function sshHost(name: string, change: Partial<PlainHost> = {}): PlainHost {
  const fields = {
    address: 'web.example.com',
    user: '',
    port: '',
    identityFile: '',
    jumpHost: '',
    options: '',
    keepAlive: 'off',
    look: '',
    ...change.fields,
  };
  return {
    ...{ id: name, kind: 'ssh', name, color: 'none', secrets: {}, folder: [], tags: [] },
    ...{ notes: '', favorite: false, tunnels: [], ...change, fields },
  };
}

export function tunnel(change: Partial<SavedTunnel>): SavedTunnel {
  return {
    ...{ id: 't1', hostId: 'h1', kind: 'local', name: '', listenAddress: '127.0.0.1' },
    ...{ listenPort: '8080', shared: false, targetAddress: 'db', targetPort: '5432' },
    ...{ user: '', password: '', autostart: false, ...change },
  };
}

/** A text of signs that files of many kinds give a meaning to. */
export function oddText(random: Random, signs = 'aB9 .-_=+@#\'",;|\\/%$~é数*!{}[]\t'): string {
  const length = random.int(12);
  return Array.from({ length }, () => random.pick([...signs]))
    .join('')
    .trim();
}

export function fileOf(text: string, name = 'file'): ImportSource {
  const files = [{ name, bytes: new TextEncoder().encode(text) }];
  return new ImportSource(name, files, { path: `/nowhere/${name}`, sshFolder: '/nowhere/.ssh' });
}
