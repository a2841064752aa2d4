// Files of a folder that are no sessions.
import { say } from '../../../../words/said.ts';
import type { Unmapped } from '../../found.ts';
import type { SourceFile } from '../../source.ts';

const HOST_KEYS = /(?:^|\/)ssh_?host_?(?:keys|cas)(?:\/|$)/i;
/** Those that are named; a folder may hold anything. */
const NAMED = 20;

/** `ofTool` are those that a tool keeps for itself. */
export function otherFiles(
  where: string,
  files: readonly SourceFile[],
  ofTool: RegExp,
): Unmapped[] {
  const keys = files.some(({ name }) => HOST_KEYS.test(name));
  const others = files.filter(({ name }) => !HOST_KEYS.test(name) && !ofTool.test(name));
  const count = others.length - NAMED;
  return [
    ...(keys ? [{ where, what: 'SshHostKeys', why: say('import-host-keys') }] : []),
    ...others.slice(0, NAMED).map(({ name }) => {
      return { where: name, what: '', why: say('import-not-a-session') };
    }),
    ...(count > 0 ? [{ where, what: '', why: say('import-not-sessions', { count }) }] : []),
  ];
}
