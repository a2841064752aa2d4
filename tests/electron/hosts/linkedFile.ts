// Two states of a file that is followed: of 100 hosts, 50 stay and say something else, 50 go and 50 come.
import type { HostInFile } from '../../../electron/hosts/linkedMerge.ts';

export function fileHosts(when: 'before' | 'after'): HostInFile[] {
  const first = when === 'before' ? 0 : 50;
  return Array.from({ length: 100 }, (_, at) => ({
    alias: `host ${first + at}`,
    told: { address: when, user: '', port: '', identityFile: '', jumpHost: '', proxyCommand: '' },
  }));
}
