// What may stand in the fields of an SSH host. OpenSSH refuses shell metacharacters in host
// and user names given on its command line; saying so at the field is kinder. Each `…Problem`
// answers with what is wrong, or null when all is well.
import { say, type Said } from '../../words/said.ts';

/** The set OpenSSH's `valid_hostname` refuses, and `@` and `/`, which belong to other fields. */
const NOT_IN_HOST = /['"`$\\;&<>|(){},/@]/;
const NOT_IN_USER = /['"`;&<>|(){}\\]/;
/** A dollar sign at the end is part of many names of machines; elsewhere a shell reads a variable. */
const VARIABLE = /\$./;
const OPTION_KEY = /^[A-Za-z][A-Za-z0-9]*$/;

const CONTROL = /[\u0000-\u001f\u007f]/;

type Problem = Said | null;

export function addressProblem(address: string): Problem {
  if (address === '') return say('address-missing');
  if (address.startsWith('-')) return say('address-begins-with-dash');
  if (/\s/.test(address)) return say('address-with-space');
  if (CONTROL.test(address)) return say('address-with-control');
  if (/^[a-z]+:\/\//i.test(address)) return say('address-with-scheme');
  if (address.includes('@')) return say('address-with-user');
  if (/^(\[.*\]|[^:]+):\d+$/.test(address)) return say('address-with-port');
  return NOT_IN_HOST.test(address) ? say('address-not-for-ssh') : null;
}

export function portProblem(port: string): Problem {
  if (port === '') return null;
  const number = Number(port);
  const good = /^\d{1,5}$/.test(port) && number >= 1 && number <= 65_535;
  return good ? null : say('port-wrong');
}

export function userProblem(user: string): Problem {
  if (user.startsWith('-')) return say('user-begins-with-dash');
  if (/\s/.test(user)) return say('user-with-space');
  if (CONTROL.test(user)) return say('user-with-control');
  const unfit = NOT_IN_USER.test(user) || VARIABLE.test(user);
  return unfit ? say('user-not-for-ssh') : null;
}

/** How a saved host is named as a jump host: by its id, whatever becomes of its address. */
const REFERENCE = /^host:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The id of the saved host that a hop is; undefined for one that is written out. */
export function savedHop(hop: string): string | undefined {
  return REFERENCE.exec(hop.trim())?.[1];
}

/** `[user@]host[:port]` or a saved host, several separated by commas. */
/** `[user@]host[:port]` in its parts; '' for what it doesn't say. */
export function writtenHop(hop: string): Record<'name' | 'user' | 'address' | 'port', string> {
  const name = hop.trim();
  const [, user = '', host = '', port = ''] =
    /^(?:(.*)@)?(\[[^\]]+\]|[^:]*)(?::(.*))?$/.exec(name) ?? [];
  return { name, user, address: host.replace(/^\[|\]$/g, ''), port };
}

export function jumpHostProblem(jumpHost: string): Problem {
  if (jumpHost === '') return null;
  const problems = jumpHost.split(',').map((hop) => hopProblem(hop.trim()));
  return problems.find((problem) => problem !== null) ?? null;
}

function hopProblem(hop: string): Problem {
  if (hop === '') return say('jump-host-empty');
  if (savedHop(hop)) return null;
  const parts = /^(?:(.*)@)?(\[[^\]]+\]|[^:]*)(?::(.*))?$/.exec(hop);
  if (!parts) return say('jump-host-unread');
  const [, user = '', host = '', port] = parts;
  const address = host.replace(/^\[|\]$/g, '');
  const wrong = addressProblem(address) ?? userProblem(user) ?? portProblem(port ?? '');
  return wrong || port === '' ? say('jump-host-wrong', { hop }) : null;
}

/** `Key=value`, one a line; empty lines are fine. */
export function optionsProblem(options: string): Problem {
  const lines = options.split('\n');
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const line = index + 1;
    const at = text.indexOf('=');
    const key = text.slice(0, at).trim();
    if (at < 0 || !OPTION_KEY.test(key) || text.slice(at + 1).trim() === '') {
      return say('option-line-wrong', { line });
    }
    if (CONTROL.test(text)) return say('option-line-with-control', { line });
  }
  return null;
}

/** The options as `ssh -o` takes them. */
export function optionLines(options: string): string[] {
  return options
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.replace(/\s*=\s*/, '='));
}
