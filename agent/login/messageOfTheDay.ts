// What sshd, or PAM for it, shows at a login with a terminal: /etc/motd and what is made beside
// it, unless the user has a .hushlogin. Nobody can ask sshd, so its configuration is read.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEM } from '../../core/system.ts';

const CONFIG = '/etc/ssh/sshd_config';

/** `pid`: of the login's shell, which has its sshd above it. '' where nothing is shown. */
export function messageOfTheDay(pid: string, env: Readonly<Record<string, string>>): string {
  if (SYSTEM === 'win32') return '';
  if (env['HOME'] && existsSync(join(env['HOME'], '.hushlogin'))) return '';
  const text = shownByPam(env) ? pamText() : '';
  return text + (sshdPrints(configOf(pid)) ? read('/etc/motd') : '');
}

/** pam_motd notes that it was there; that of older systems doesn't, and prints all the same. */
function shownByPam(env: Readonly<Record<string, string>>): boolean {
  return env['MOTD_SHOWN'] === 'pam';
}

function pamText(): string {
  const folder = ['/etc/motd.d', '/run/motd.d', '/usr/lib/motd.d'].find((it) => existsSync(it));
  const parts = folder
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
    : [];
  return ['/run/motd.dynamic', '/etc/motd', ...parts].map(read).join('');
}

function sshdPrints(config: string): boolean {
  // The first of several counts; sections for single users come last.
  const main = config.split(/^\s*Match\b/im)[0]!;
  return !/^\s*PrintMotd[\s=]+"?no\b/im.test(main);
}

function configOf(pid: string): string {
  const file = /\s-f\s*(\/\S+)/.exec(listenerOf(pid))?.[1] ?? CONFIG;
  const text = read(file);
  const included = /^\s*Include\s+(\/\S+)\/\*\.conf/im.exec(text)?.[1];
  const parts = included && existsSync(included) ? readdirSync(included).sort() : [];
  const first = parts
    .filter((name) => name.endsWith('.conf'))
    .map((name) => read(join(included!, name)));
  // One that only root may read is the usual one of a system whose PAM shows the message.
  return text === '' && existsSync(file) ? 'PrintMotd no' : [...first, text].join('\n');
}

/** Command line of the sshd that listens, which its title still shows. */
function listenerOf(pid: string): string {
  let at = pid;
  for (let steps = 0; steps < 16 && /^\d+$/.test(at) && at !== '0'; steps++) {
    const title = read(`/proc/${at}/cmdline`).replaceAll('\0', ' ');
    if (/^sshd: .*\[listener\]/.test(title) || /^\S*\/sshd /.test(title)) return title;
    const stat = read(`/proc/${at}/stat`);
    at = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '';
  }
  return '';
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
