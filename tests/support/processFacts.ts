// What the kernel knows of a process: descriptors, sockets, memory. Linux only.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { SYSTEM } from '../../core/system.ts';

/** Why nothing can be counted here; undefined when it can. */
export function whyNoProcessFacts(): string | undefined {
  return SYSTEM === 'linux' ? undefined : 'descriptors are counted through /proc';
}

/** Open descriptors by what they are: `socket`, `/dev/ptmx`, a path. */
export function descriptors(pid: number): string[] {
  return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/${pid}/fd/${fd}`).replace(/:\[\d+\]$/, '')];
    } catch {
      return []; // closed since it was listed
    }
  });
}

/** TCP sockets in CLOSE_WAIT whose local port is this one. */
export function closeWaits(port: number): string[] {
  const filter = ['state', 'close-wait', `( sport = :${port} )`];
  const text = execFileSync('ss', ['-tanHp', ...filter], { encoding: 'utf8' });
  return text.split('\n').filter((line) => line !== '');
}

/** TCP sockets of a process in CLOSE_WAIT. */
export function closeWaitsOf(pid: number): string[] {
  const text = execFileSync('ss', ['-tanHp', 'state', 'close-wait'], { encoding: 'utf8' });
  return text.split('\n').filter((line) => line.includes(`pid=${pid},`));
}

/**
 * Whether a process waits for something else than a processor: what only prints does so where
 * nobody takes any more of it. Elsewhere than on Linux nobody knows, and it is taken to wait.
 */
export function waits(pid: number): boolean {
  if (SYSTEM !== 'linux') return true;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('S');
}

/** Resident memory in bytes. */
export function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) * 1024;
}
