// The surroundings that tests run in, whoever starts them: nothing of this person's agents,
// sessions, folders and language. And a home folder for the tests' own login shells. Somebody's real one may print, ask, or keep
// locks that a shell killed in the middle leaves behind for the next to wait at.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { withTestSsh } from './testSsh.ts';

/** Its path; made when it isn't there. */
export function testHome(): string {
  const folder = path.resolve(import.meta.dirname, '../../out/test-home');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** Somebody's keys, terminal multiplexer, folders, start files, and Bowline's own settings. */
const PERSONAL =
  /^(SSH_(AUTH_SOCK|AGENT_PID|ASKPASS.*)|TMUX.*|STY|XDG_(CONFIG|DATA|STATE|CACHE)_HOME|BASH_ENV|ENV|ZDOTDIR|BOWLINE_(LINK|USER_DATA|ALLOW_DEBUGGING))$/;
const ENGLISH = /^(C|POSIX|en)(?![a-z])/i;

/** Takes them out of an environment; programs speak English in what is left. */
export function impersonal(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = env;
  const spoken = [LANGUAGE, LC_ALL, LC_MESSAGES, LANG].filter(Boolean) as string[];
  const foreign = spoken.some((language) => !ENGLISH.test(language));
  const kept = Object.entries(env).filter(
    ([name]) => !PERSONAL.test(name) && !(foreign && /^(LANG|LANGUAGE|LC_.*)$/.test(name)),
  );
  return { ...Object.fromEntries(kept), HOME: testHome(), ...(foreign && { LANG: 'C.UTF-8' }) };
}

/** Makes this process's own environment, and so that of all it starts, impersonal. */
export function settleTestEnvironment(): void {
  const settled = impersonal(process.env);
  settled['PATH'] = withTestSsh(settled['PATH'] ?? '', testHome());
  for (const name of Object.keys(process.env)) if (!(name in settled)) delete process.env[name];
  Object.assign(process.env, settled);
}
