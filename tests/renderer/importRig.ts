// Found hosts for tests of the import's dialog, and a main process that is played.
import type {
  Bridge,
  Calls,
  ImportPreview,
  ImportProgress,
  ImportRow,
} from '../../electron/ipc/contract.ts';
import { say } from '../../words/said.ts';

export const NOT_TAKEN = say('import-not-an-option');

export function row(at: number, more: Partial<ImportRow> = {}): ImportRow {
  const name = more.name ?? `host-${at}`;
  return {
    ...{ at, name, address: `10.0.0.${at}`, user: 'deploy', port: '', protocol: 'ssh' },
    ...{ folder: [], tags: [], state: 'ready', why: null, here: null, does: ['add', 'skip'] },
    ...{ left: [], tunnels: 0, through: '', lines: null },
    ...more,
  };
}

export const known = (at: number, differs = 0): ImportRow =>
  row(at, {
    does: differs > 0 ? ['merge', 'replace', 'add', 'skip'] : ['skip', 'replace', 'add'],
    here: {
      ...{ id: `id-${at}`, name: `host-${at}`, by: 'place' as const },
      differs: Array.from({ length: differs }, (_, nth) => ({
        ...{ field: `field-${nth}`, here: 'a', there: 'b', changedHere: false },
      })),
    },
  });

export const cut = (at: number): ImportRow =>
  row(at, { left: [{ what: 'Match exec "vpn-up"', why: NOT_TAKEN }] });

export function preview(rows: ImportRow[], more: Partial<ImportPreview> = {}): ImportPreview {
  return {
    ...{ id: 'preview', format: 'ssh_config', word: 'OpenSSH' },
    ...{
      shown: '~/.ssh/config',
      rows,
      next: null,
      left: [],
      schemes: 0,
      linkable: true,
      sealed: false,
      logins: null,
    },
    ...more,
  };
}

type Answers = Partial<{ [N in keyof Calls]: (...args: Parameters<Calls[N]>) => unknown }>;

export function playedMain(answers: Answers) {
  const calls: [name: string, ...args: unknown[]][] = [];
  const listeners = new Set<(told: ImportProgress) => void>();
  const bridge = {
    async call(name: keyof Calls, ...args: never[]) {
      calls.push([name, ...args]);
      const answer: ((...args: never[]) => unknown) | undefined = answers[name];
      return answer?.(...args);
    },
    on(_name: string, listener: (told: ImportProgress) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  } as unknown as Bridge;
  const progress = (told: ImportProgress): void => listeners.forEach((listener) => listener(told));
  return { bridge, calls, progress, listeners };
}
