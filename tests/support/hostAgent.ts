// bowline-agent on the private sshd's "remote" machine, for tests that need one there without
// installing it first.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { agentCommand } from './agent.ts';
import type { TestSshd } from './sshd.ts';

/** Puts a `bowline-agent` into the user's ~/.local/bin that runs this repository's. */
export function putAgent({ home, user }: TestSshd): void {
  const [node, args] = agentCommand([]);
  const folder = path.join(home, '.local', 'bin');
  mkdirSync(folder, { recursive: true });
  const command = [node, ...args].map((word) => `'${word}'`).join(' ');
  const file = path.join(folder, 'bowline-agent');
  writeFileSync(file, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  execFileSync('chown', ['-R', `${user}:`, path.join(home, '.local')]);
}

/** Process id of the agent that runs there; undefined when none ever has. */
export function agentPid({ home }: TestSshd): number | undefined {
  const record = path.join(home, '.local/state/bowline-agent/agent.json');
  if (!existsSync(record)) return undefined;
  return (JSON.parse(readFileSync(record, 'utf8')) as { pid: number }).pid;
}
