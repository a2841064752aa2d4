// The processes that the app and the agent consist of, what they hold and what they use, as
// Linux counts it.
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100; // of /proc, whatever the kernel's own

export interface Process {
  pid: number;
  parent: number;
  name: string;
  /** What Chromium calls it, `renderer`; the main process and others have none. */
  role: string;
}

/** A process and all that descend from it. Empty when it is gone. */
export function tree(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => look(Number(name)));
  const within = (pid: number): Process[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...within(child.pid)]);
  return [...all.filter(({ pid }) => pid === root), ...within(root)];
}

export interface Memory {
  /** Proportional set size: what is shared is counted once, in shares. Bytes. */
  pss: number;
  /** Resident set size: what is shared is counted for each. Bytes. */
  rss: number;
}

export function memory(processes: readonly Process[]): Memory {
  const sum: Memory = { pss: 0, rss: 0 };
  for (const { pid } of processes) {
    const text = read(`/proc/${pid}/smaps_rollup`);
    sum.pss += kilobytes(text, 'Pss');
    sum.rss += kilobytes(text, 'Rss');
  }
  return sum;
}

/** Processor time that a process used so far, of all cores together, milliseconds. */
export interface CpuTimes {
  own: number;
  /** Of programs that it started, and that have ended. */
  waited: number;
  /** Of `own`, what its first thread used. */
  mainThread: number;
}

/** All of them 0 once it is gone. */
export function cpuTimes(pid: number): CpuTimes {
  const [own, waited] = bothTimes(`/proc/${pid}/stat`);
  const [mainThread] = bothTimes(`/proc/${pid}/task/${pid}/stat`);
  return { own, waited, mainThread };
}

/** Processor time used so far, of all cores together, milliseconds. */
export function cpuMs(processes: readonly Process[]): number {
  return processes.reduce((sum, { pid }) => sum + cpuTimes(pid).own, 0);
}

/** A process's or thread's own time, and that of those whom it waited for. */
function bothTimes(file: string): [own: number, waited: number] {
  const [user = 0, system = 0, hisUser = 0, hisSystem = 0] = fields(read(file))
    .slice(11, 15)
    .map((ticks) => (Number(ticks) / TICKS_PER_SECOND) * 1000);
  return [user + system, hisUser + hisSystem];
}

function look(pid: number): Process[] {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === '') return [];
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  const role = /--type=([\w-]+)/.exec(read(`/proc/${pid}/cmdline`))?.[1] ?? '';
  return [{ pid, parent: Number(fields(stat)[1]), name, role }];
}

/** What follows the name, which may hold anything. */
function fields(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function kilobytes(text: string, field: string): number {
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024;
}

/** '' once it is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
