// What the user's own side was like before Bowline began: the environment, and the limit of open
// files. Node and Chromium raise that limit in their own process, so it has to be asked of whatever
// started us, or taken from what a start script has noted.
import { readFileSync } from 'node:fs';

/** In the environment: `ulimit -Sn` as it was before the first Node ran. Never handed to shells. */
export const OPEN_FILES_VARIABLE = 'BOWLINE_OPEN_FILES';

/** What systemd gives to what it starts; its own limit, which it raises for itself, it doesn't. */
const SYSTEMD_GIVES = 1024;

export interface Starter {
  /** As `ulimit -Sn` shows it to the user; undefined where that can't be known, or has no bound. */
  openFiles: number | undefined;
  /** The environment that the user gave us; undefined where it can't be known. */
  environment: Readonly<Record<string, string>> | undefined;
  /** What this process began with; Chromium changes its own, and that of what it starts, later. */
  given: Readonly<Record<string, string>> | undefined;
}

/** A file below /proc; '' where there is none, or none that we may read. */
export type ReadProc = (path: string) => string;

const realProc: ReadProc = (path) => {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return '';
  }
};

/**
 * Asks the kernel, which only Linux answers. Under npm, which is a Node with an environment of its
 * own making, npm itself is what the user has started.
 */
export function findStarter(
  env: NodeJS.ProcessEnv,
  self: number | 'self' = 'self',
  proc: ReadProc = realProc,
): Starter {
  const started = env['npm_lifecycle_event'] ? findNpm(self, proc) : String(self);
  const noted = env[OPEN_FILES_VARIABLE] ?? '';
  return {
    openFiles: /^\d+$/.test(noted) ? Number(noted) : openFilesOf(parentOf(started, proc), proc),
    environment: environmentOf(started, proc),
    given: environmentOf(String(self), proc),
  };
}

/** The first above us whose own environment isn't yet npm's; '' when it can't be found. */
function findNpm(self: number | 'self', proc: ReadProc): string {
  let pid = String(self);
  while (pid !== '' && environmentOf(pid, proc)?.['npm_lifecycle_event'] !== undefined) {
    pid = parentOf(pid, proc);
  }
  return environmentOf(pid, proc) ? pid : '';
}

// The program's name stands in parentheses, and may hold any.
function parentOf(pid: string, proc: ReadProc): string {
  const stat = pid === '' ? '' : proc(`${pid}/stat`);
  const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '';
  return parent === '0' ? '' : parent;
}

function openFilesOf(pid: string, proc: ReadProc): number | undefined {
  const found = pid === '' ? null : /^Max open files +(\d+)/m.exec(proc(`${pid}/limits`));
  if (!found) return undefined;
  const soft = Number(found[1]);
  return proc(`${pid}/comm`).trim() === 'systemd' ? Math.min(soft, SYSTEMD_GIVES) : soft;
}

/** As it was when the process began. */
function environmentOf(pid: string, proc: ReadProc): Record<string, string> | undefined {
  const text = pid === '' ? '' : proc(`${pid}/environ`);
  if (text === '') return undefined;
  const pairs = text.split('\0').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const end = pair.indexOf('=');
      return [pair.slice(0, end), pair.slice(end + 1)];
    }),
  );
}

/** Asked when this is loaded: whoever started us may be gone later. */
export const starter: Starter = findStarter(process.env);
