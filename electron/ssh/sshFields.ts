// What may stand in the fields of an SSH host. OpenSSH refuses shell metacharacters in host
// and user names given on its command line; saying so at the field is kinder. Each function
// answers with what is wrong, in a person's words, or '' when all is well.

/** The set OpenSSH's `valid_hostname` refuses, and `@` and `/`, which belong to other fields. */
const NOT_IN_HOST = /['"`$\\;&<>|(){},/@]/;
const NOT_IN_USER = /['"`;&<>|(){}\\]/;
/** A dollar sign at the end is part of many names of machines; elsewhere a shell reads a variable. */
const VARIABLE = /\$./;
const OPTION_KEY = /^[A-Za-z][A-Za-z0-9]*$/;

const CONTROL = /[\u0000-\u001f\u007f]/;

export function addressProblem(address: string): string {
  if (address === '') return 'Enter the address of the server.';
  if (address.startsWith('-')) return 'An address can’t start with a dash.';
  if (/\s/.test(address)) return 'An address can’t contain spaces.';
  if (CONTROL.test(address)) return 'The address contains characters that can’t be seen.';
  if (/^[a-z]+:\/\//i.test(address)) return 'Enter only the address, without “ssh://”.';
  if (address.includes('@')) return 'Put the part before “@” into the field User.';
  if (/^(\[.*\]|[^:]+):\d+$/.test(address)) return 'Put the part after “:” into the field Port.';
  if (NOT_IN_HOST.test(address)) return 'The address contains a character that ssh doesn’t take.';
  return '';
}

export function portProblem(port: string): string {
  if (port === '') return '';
  const number = Number(port);
  const good = /^\d{1,5}$/.test(port) && number >= 1 && number <= 65_535;
  return good ? '' : 'A port is a whole number from 1 to 65535.';
}

export function userProblem(user: string): string {
  if (user.startsWith('-')) return 'A user name can’t start with a dash.';
  if (/\s/.test(user)) return 'A user name can’t contain spaces.';
  if (CONTROL.test(user)) return 'The user name contains characters that can’t be seen.';
  if (NOT_IN_USER.test(user) || VARIABLE.test(user))
    return 'The user name contains a character that ssh doesn’t take.';
  return '';
}

/** `[user@]host[:port]`, several separated by commas. */
export function jumpHostProblem(jumpHost: string): string {
  if (jumpHost === '') return '';
  const problems = jumpHost.split(',').map((hop) => hopProblem(hop.trim()));
  return problems.find((problem) => problem !== '') ?? '';
}

function hopProblem(hop: string): string {
  if (hop === '') return 'There is nothing between two commas, or at the end.';
  const parts = /^(?:(.*)@)?(\[[^\]]+\]|[^:]*)(?::(.*))?$/.exec(hop);
  if (!parts) return 'Write a jump host as user@host:port. User and port may be left out.';
  const [, user = '', host = '', port] = parts;
  const address = host.replace(/^\[|\]$/g, '');
  const wrong = addressProblem(address) || userProblem(user) || (port === '' ? 'no port' : '');
  if (wrong || portProblem(port ?? '')) {
    return `“${hop}” is not a jump host. Write it as user@host:port; user and port may be left out.`;
  }
  return '';
}

/** `Key=value`, one a line; empty lines are fine. */
export function optionsProblem(options: string): string {
  const lines = options.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const at = line.indexOf('=');
    const key = line.slice(0, at).trim();
    if (at < 0 || !OPTION_KEY.test(key) || line.slice(at + 1).trim() === '') {
      return `Line ${index + 1} is not an option of ssh. Write one Key=value a line.`;
    }
    if (CONTROL.test(line)) return `Line ${index + 1} contains characters that can’t be seen.`;
  }
  return '';
}

/** The options as `ssh -o` takes them. */
export function optionLines(options: string): string[] {
  return options
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.replace(/\s*=\s*/, '='));
}
