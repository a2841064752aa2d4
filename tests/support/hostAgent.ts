// bowline-agent on the private sshd's "remote" machine, for tests that need one there without
// installing it first.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AGENT_BUNDLE } from '../../build/package/agentBundle.ts';
import { SYSTEM } from '../../core/system.ts';
import { agentCommand } from './agent.ts';
import type { TestSshd } from './sshd.ts';

/**
 * Puts a `bowline-agent` into the user's ~/.local/bin. All of it is copied: the user may not be
 * allowed to look into the folder that this repository lies in.
 */
export function putAgent({ home, user }: TestSshd): void {
  const bundle = path.join(AGENT_BUNDLE, `bowline-agent-${SYSTEM}-${process.arch}`);
  const program = path.join(home, '.local', 'lib', 'bowline-agent');
  const bin = path.join(home, '.local', 'bin');
  mkdirSync(bin, { recursive: true });
  cpSync(bundle, program, { recursive: true });
  const [node] = agentCommand([]);
  const start = `exec '${node}' '${program}/bowline-agent.mjs' "$@"`;
  writeFileSync(path.join(bin, 'bowline-agent'), `#!/bin/sh\n${start}\n`, { mode: 0o755 });
  execFileSync('chown', ['-R', `${user}:`, path.join(home, '.local')]);
}

/** Process id of the agent that runs there; undefined when none ever has. */
export function agentPid({ home }: TestSshd): number | undefined {
  const record = path.join(home, '.local/state/bowline-agent/agent.json');
  if (!existsSync(record)) return undefined;
  return (JSON.parse(readFileSync(record, 'utf8')) as { pid: number }).pid;
}
