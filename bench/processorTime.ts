// How much processor time each part of Bowline took while something was measured, as Linux counts
// it (/proc/PID/stat), with that of programs that have ended meanwhile: their parents waited for
// them. Read at the begin and at the end only, for looking costs time, too.
import { existsSync } from 'node:fs';
import { commandLine } from '../tests/support/processes.ts';
import { cpuTimes, tree, type CpuTimes, type Process } from './stage/processTree.ts';

/** What is Bowline's, in the order in which it is told. */
export const BOWLINES_PARTS = [
  'main process',
  'window',
  'GPU process',
  'helper processes',
  'agent',
  'agent, beside its main thread',
  'agent’s commands',
] as const;

/** `shells` is what people run in it, `rig` the bench with what it measures beside Bowline. */
export type Part = (typeof BOWLINES_PARTS)[number] | 'shells' | 'display' | 'rig' | 'ended';

/** Seconds, by part; parts that weren't there are left out. */
export type ProcessorSeconds = Partial<Record<Part, number>>;

/** Counts what descends from this process, and this process. */
export class ProcessorTime {
  #before = look();

  /** Counts from here. */
  begin(): void {
    this.#before = look();
  }

  /** What was used since the begin; empty where the system doesn't tell. */
  get seconds(): ProcessorSeconds {
    const spent = between(this.#before, look());
    const rounded = Object.entries(spent).map(([part, ms]) => [part, Math.max(0, ms) / 1000]);
    return Object.fromEntries(rounded) as ProcessorSeconds;
  }
}

/** One process as it stood, by its id. */
export type Snapshot = ReadonlyMap<number, { parent: number; part: Part; times: CpuTimes }>;

/** Milliseconds by part. */
export function between(before: Snapshot, after: Snapshot): ProcessorSeconds {
  const spent: ProcessorSeconds = {};
  const add = (part: Part, ms: number): void => void (spent[part] = (spent[part] ?? 0) + ms);
  for (const [pid, { part, times }] of after) {
    const was = before.get(pid)?.times ?? { own: 0, waited: 0, mainThread: 0 };
    add(part, times.own - was.own);
    if (times.waited > was.waited) add(partOfWaited(part), times.waited - was.waited);
    if (part !== 'agent') continue;
    const beside = times.own - times.mainThread - (was.own - was.mainThread);
    add('agent, beside its main thread', beside);
  }
  for (const [pid, { parent, times }] of before) {
    // Its parent has all of it now, also what it had used before the begin.
    const heir = after.has(pid) ? undefined : after.get(parent);
    if (heir) add(partOfWaited(heir.part), -times.own - times.waited);
  }
  return spent;
}

/** What a part waits for: Chromium and agents for what people run, this process for anything. */
function partOfWaited(part: Part): Part {
  if (part === 'rig' || part === 'display') return 'ended';
  return part === 'main process' || part === 'agent' ? 'shells' : part;
}

function look(): Snapshot {
  const found = new Map<number, { parent: number; part: Part; times: CpuTimes }>();
  if (!existsSync('/proc/self/stat')) return found;
  for (const one of tree(process.pid)) {
    const part = partOf(one, found.get(one.parent)?.part ?? 'rig');
    found.set(one.pid, { parent: one.parent, part, times: cpuTimes(one.pid) });
  }
  return found;
}

const AGENT = /(^|\/)(bowline-agent(\.mjs)?|agent\/main\.ts)$/;

function partOf({ pid, name, role }: Process, parent: Part): Part {
  if (role === 'renderer') return 'window';
  if (role === 'gpu-process') return 'GPU process';
  if (role !== '') return 'helper processes';
  if (name.startsWith('electron')) return 'main process';
  if (name === 'Xvfb') return 'display';
  const words = commandLine(pid);
  if (words.some((word) => AGENT.test(word))) {
    return words.includes('serve') ? 'agent' : 'agent’s commands';
  }
  return ['agent', 'main process', 'shells'].includes(parent) ? 'shells' : 'rig';
}
