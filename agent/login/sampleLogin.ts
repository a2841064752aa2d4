// What the login that this command was started by gives its shells: asked of the login's own
// shell, which stands above us and began with exactly that. What its login files have made of it
// since is left to the kept shell, which reads them itself.
import { readFileSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import {
  LIMIT_NAMES,
  MAX_GREETING,
  MAX_LOGIN_ENV,
  sizeOf,
  type LimitName,
  type Login,
} from '../../core/wire/login.ts';
import { messageOfTheDay } from './messageOfTheDay.ts';

/** In the environment: the process id of the login's shell. Never handed to shells. */
export const LOGIN_VARIABLE = 'BOWLINE_LOGIN_PID';

/** Ends with the login, or names its terminal: of no use to a shell that outlives both. */
const OF_THE_CONNECTION =
  /^(SSH_(TTY|CONNECTION|CLIENT|AUTH_SOCK|ORIGINAL_COMMAND|USER_AUTH)|DISPLAY)$/;
/** What servers of SSH tell every login, each its own. */
const CONNECTION = 'SSH_CONNECTION';
/** A shell's own, where only its copy of the environment can be had. */
const OF_A_SHELL = /^(_|SHLVL|PWD|OLDPWD|BOWLINE_.*)$/;

/** `pid`: of the login's shell. */
export function sampleLogin(pid: string, own: NodeJS.ProcessEnv = process.env): Login {
  const all = environmentOf(pid, own) ?? without(own, OF_A_SHELL);
  const { env, left } = bounded(without(all, OF_THE_CONNECTION));
  const note =
    left.length > 0 ? `Too large to be handed on to this shell: ${left.join(', ')}.\n` : '';
  const greeting = (messageOfTheDay(pid, env) + note).slice(-MAX_GREETING);
  return { env, umask: umaskOf(pid), nice: niceOf(pid), limits: limitsOf(pid), greeting };
}

/**
 * As the process began; undefined where that can't be read. Where a login file has put another
 * program in the shell's place, what stands above us is the server, whose environment is its own:
 * it isn't of our connection.
 */
function environmentOf(pid: string, own: NodeJS.ProcessEnv): Record<string, string> | undefined {
  if (/^sshd\b/.test(proc(pid, 'comm'))) return undefined;
  const pairs = proc(pid, 'environ')
    .split('\0')
    .filter((pair) => pair.includes('='));
  if (pairs.length === 0) return undefined;
  const split = (pair: string, at = pair.indexOf('=')): [string, string] => [
    pair.slice(0, at),
    pair.slice(at + 1),
  ];
  const env = Object.fromEntries(pairs.map((pair) => split(pair)));
  return env[CONNECTION] === own[CONNECTION] ? env : undefined;
}

function without(env: NodeJS.ProcessEnv, names: RegExp): Record<string, string> {
  const kept = Object.entries(env).filter(
    ([name, value]) => value !== undefined && !names.test(name),
  );
  return Object.fromEntries(kept) as Record<string, string>;
}

/** What is largest is left out first. */
function bounded(all: Record<string, string>): { env: Record<string, string>; left: string[] } {
  const [env, left] = [{ ...all }, [] as string[]];
  const bySize = Object.entries(all).sort(([, a], [, b]) => b.length - a.length);
  for (const [name, value] of bySize) {
    if (name.length <= 256 && sizeOf(env) <= MAX_LOGIN_ENV) continue;
    delete env[name];
    left.push(`${name.slice(0, 40)} (${value.length} characters)`);
  }
  return { env, left };
}

/** Elsewhere than on Linux nothing tells, and nothing could set it. */
function umaskOf(pid: string): number | undefined {
  const found = /^Umask:\s+([0-7]+)$/m.exec(proc(pid, 'status'))?.[1];
  return found === undefined ? undefined : parseInt(found, 8);
}

function niceOf(pid: string): number {
  try {
    return getPriority(Number(pid));
  } catch {
    return constants.priority.PRIORITY_NORMAL;
  }
}

/** As the lines of /proc/PID/limits begin. */
const LINES: Readonly<Record<LimitName, string>> = {
  as: 'address space',
  core: 'core file size',
  cpu: 'cpu time',
  data: 'data size',
  fsize: 'file size',
  locks: 'file locks',
  memlock: 'locked memory',
  msgqueue: 'msgqueue size',
  nice: 'nice priority',
  nofile: 'open files',
  nproc: 'processes',
  rss: 'resident set',
  rtprio: 'realtime priority',
  rttime: 'realtime timeout',
  sigpending: 'pending signals',
  stack: 'stack size',
};

function limitsOf(pid: string): NonNullable<Login['limits']> {
  const text = proc(pid, 'limits');
  const limits: NonNullable<Login['limits']> = {};
  for (const name of LIMIT_NAMES) {
    const found = new RegExp(`^Max ${LINES[name]} +(\\S+) +(\\S+)`, 'm').exec(text);
    if (!found) continue;
    const [soft, hard] = [found[1], found[2]].map((word) =>
      word === 'unlimited' ? null : Number(word),
    );
    if ([soft, hard].every((it) => it === null || Number.isSafeInteger(it)))
      limits[name] = [soft!, hard!];
  }
  return limits;
}

function proc(pid: string, name: string): string {
  try {
    return /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/${name}`, 'utf8') : '';
  } catch {
    return '';
  }
}
