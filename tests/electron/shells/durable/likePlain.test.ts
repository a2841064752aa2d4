// A kept shell is as a plain one of the same login: both are asked what they began with, over
// every shell that people log in with, and may differ only in what README names.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../core/time/clock.ts';
import { AgentConnections } from '../../../../electron/agents/agentConnections.ts';
import { AgentWays } from '../../../../electron/agents/agentWays.ts';
import type { StoredHost } from '../../../../electron/hosts/storedHost.ts';
import type { Shell } from '../../../../electron/shell.ts';
import { keptShells } from '../../../../electron/shells/agentShell.ts';
import { tmuxShells } from '../../../../electron/shells/durable/tmuxShells.ts';
import { sshShells } from '../../../../electron/shells/sshShell.ts';
import { putAgent } from '../../../support/hostAgent.ts';
import { needs } from '../../../support/needs.ts';
import { ShellDriver } from '../../../support/shellDriver.ts';
import { startSshd, whyNoSshd, type TestSshd } from '../../../support/sshd.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { sshHost, surroundings } from '../hosts.ts';

const SHELLS = ['/bin/bash', '/bin/zsh', '/usr/bin/fish', '/bin/dash', '/bin/tcsh'];

/** What README says that a kept shell has not, or has of its own. */
const WITH_AGENT = ['SSH_TTY', 'SSH_CONNECTION', 'SSH_CLIENT', 'SSH_AUTH_SOCK', 'DISPLAY'];
const OWN_TO_TMUX = ['TERM', 'TERM_PROGRAM', 'TERM_PROGRAM_VERSION', 'TMUX', 'TMUX_PANE'];
const WITH_TMUX = [...WITH_AGENT, ...OWN_TO_TMUX];

/** Its terminal, and what only the login that started it had. */
const OF_TMUX = /^[+-] (stty |env SENT_ONE=)/;

/** Asks the shell that started it; its answer is one `name=value` a line. */
const FACTS = `
env | sort | sed 's/^/env /'
p=/proc/$PPID
tr '\\0' ' ' < $p/cmdline | sed 's/^/command /'; echo
echo "folder $(readlink $p/cwd)"
grep -E '^(Umask|Groups|SigBlk|NoNewPrivs|Seccomp):' $p/status
# Those above 31 are the C library's own.
grep SigIgn $p/status | tail -c 8 | sed 's/^/ignored /'
sed 's/^/limit /' $p/limits
stty -a | tr ';' '\\n' | sed 's/^ */stty /'
stat=$(cut -d ')' -f 2- $p/stat); set -- $stat
echo "nice \${17}"
[ "$4" = "$PPID" ] && echo "session leader"
[ "$5" != 0 ] && echo "has a terminal"
`;

let sshd: TestSshd;
let folder: string;
let facts: string;

function whyNotHere(): string | undefined {
  const missing = [...SHELLS, '/usr/bin/tmux'].find((file) => !existsSync(file));
  return whyNoSshd() ?? (missing && `${missing} is not installed`);
}

beforeAll(async () => {
  if (whyNotHere()) return;
  sshd = await startSshd({
    config: [
      'PermitUserEnvironment yes',
      'AcceptEnv LANG LC_* SENT_* SET_*',
      'SetEnv BY_SERVER=yes',
    ],
  });
  await sshd.trustHostKey();
  putAgent(sshd);
  folder = path.join(sshd.home, 'facts');
  mkdirSync(folder, { mode: 0o777 });
  facts = path.join(folder, 'facts.sh');
  writeFileSync(facts, FACTS);
  mkdirSync(path.join(sshd.home, '.ssh'));
  writeFileSync(path.join(sshd.home, '.ssh/environment'), 'OF_FILE=a b=c\nPATH=/usr/bin:/bin\n');
  const more = 'case $PATH in *) PATH="$PATH:/of-bashrc"; export PATH;; esac\n';
  const bashrc = path.join(sshd.home, '.bashrc');
  writeFileSync(bashrc, more + readFileSync(bashrc, 'utf8'));
  mkdirSync(path.join(sshd.home, '.config/fish'), { recursive: true });
  writeFileSync(path.join(sshd.home, '.config/fish/config.fish'), 'set -gx PATH $PATH /of-fish\n');
  writeFileSync(path.join(sshd.home, '.zshenv'), 'export PATH="$PATH:/of-zshenv"\n');
  writeFileSync(path.join(sshd.home, '.zshrc'), 'umask 027\n');
  writeFileSync(path.join(sshd.home, '.tcshrc'), 'setenv PATH "${PATH}:/of-tcshrc"\n');
  execFileSync('chown', ['-R', `${sshd.user}:`, sshd.home]);
});
afterAll(async () => {
  await sshd?.close();
});
beforeEach((test) => needs(whyNotHere(), test));

/** `-o` lines of the user's own, and what is set where the app runs. */
interface Login {
  options: string;
  env: Record<string, string>;
}

/** Each sign in it means something to a shell, to tmux, or to what reads for them. */
const ODD = `~a "b" 'c' \\134 \\n $HOME \${HOME} \`d\` #{pid} #e ; & ! %f é=g\n  h\n`;

const FIRST: Login = {
  options: 'SendEnv=LANG LC_* SENT_*\nSetEnv=SET_BY=first',
  env: { LANG: 'en_US.UTF-8', LC_TIME: 'C', SENT_ONE: 'of the first', NOT_SENT: 'x' },
};
/** Whatever hands it on by way of some language's quotes must get this right. */
const AWKWARD = `~ 'a' "$HOME" \\n \\\\ #{pid} ; {} %if é\n  of the second`;

const SECOND: Login = {
  options: 'SendEnv=LANG SENT_*\nSetEnv=SET_BY=second',
  env: { LANG: 'C.UTF-8', SENT_TWO: AWKWARD, LC_TIME: 'C', SENT_ODD: ODD, SENT_NO: '' },
};

/** `apart`: an agent over a login that can’t be shared, as from Windows. */
type Way = 'plain' | 'agent' | 'apart' | 'tmux';

function make(way: Way, login: Login): Shell {
  const host = sshHost(sshd);
  const own: StoredHost = { ...host, options: `${host.options}\n${login.options}` };
  const around = surroundings({ ...login.env, XDG_RUNTIME_DIR: temporaryDirectory() });
  if (way === 'plain') return sshShells(around)(own, null);
  if (way === 'tmux') return tmuxShells(around)(own, null);
  const common = { clock: systemClock, version: '0.0.0' };
  const connections = new AgentConnections(systemClock, '0.0.0');
  const from = way === 'apart' ? { ...around, platform: 'win32' as const } : around;
  const ways = new AgentWays({ connections, surroundings: from, ...common });
  return keptShells((one) => ways.acquire(one), systemClock)(own, null);
}

let asked = 0;

async function factsOf(way: Way, login: Login): Promise<string[]> {
  const answer = path.join(folder, `answer-${asked++}`);
  const driver = new ShellDriver(make(way, login)).start(100, 30);
  await driver.reaches('online');
  await driver.sees(/[$%>#] ?/);
  await driver.type(`sh ${facts} > ${answer}.part; mv ${answer}.part ${answer}\r`);
  await expect.poll(() => existsSync(answer)).toBe(true);
  await driver.shell.close();
  const lines = readFileSync(answer, 'utf8')
    .split('\n')
    .map((line) => line.trim());
  rmSync(answer);
  return lines.filter((line) => line !== '');
}

/** Of every process that runs now. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return ''; // it has ended
      }
    });
}

/** Lines that only one of them has, without the variables that may differ. */
function differences(plain: string[], kept: string[], allowed: readonly string[]): string[] {
  const told = (line: string): boolean =>
    !allowed.some((name) => line.startsWith(`env ${name}=`)) && !/^env (_|WINDOWID)=/.test(line);
  return [
    ...plain.filter((line) => told(line) && !kept.includes(line)).map((line) => `- ${line}`),
    ...kept.filter((line) => told(line) && !plain.includes(line)).map((line) => `+ ${line}`),
  ];
}

describe.each(SHELLS)('%s', (shell) => {
  beforeEach(() => {
    execFileSync('flock', ['/tmp/bowline-test-accounts.lock', 'usermod', '-s', shell, sshd.user]);
  });

  it.each<[string, Login]>([
    ['the login that started the agent', FIRST],
    ['a later login with another environment', SECOND],
  ])('kept by an agent, is as a plain one of %s', async (_, login) => {
    const plain = await factsOf('plain', login);
    expect(plain.join('\n')).toContain(`env SET_BY=${login === FIRST ? 'first' : 'second'}`);
    expect(differences(plain, await factsOf('agent', login), WITH_AGENT)).toEqual([]);
    expect(differences(plain, await factsOf('apart', login), WITH_AGENT)).toEqual([]);
  });

  it('kept by tmux, is as a plain one, also where tmux runs already', async () => {
    const first = new ShellDriver(make('tmux', FIRST)).start();
    await first.reaches('online');
    await first.sees(/[$%>#] ?/);
    const plain = await factsOf('plain', SECOND);
    const kept = await factsOf('tmux', SECOND);
    // A command line can be read by every user of the machine; what a login sends may be secret.
    expect(commandLines().filter((line) => line.includes('of the first'))).toEqual([]);
    await first.shell.close();
    const told = differences(plain, kept, WITH_TMUX).filter((line) => !OF_TMUX.test(line));
    expect(told).toEqual([]);
  });
});

it('README names what differs, and nothing else may', () => {
  const readme = readFileSync(path.resolve(import.meta.dirname, '../../../../README.md'), 'utf8');
  const said = /is as in a plain SSH tab[^\n]*/.exec(readme)?.[0] ?? '';
  const named = (text: string): string[] => text.match(/(?<=`)[A-Z_]+(?=`)/g) ?? [];
  const [kept, tmux] = said.split('What can’t be'.replace('’', "'"))[1]?.split('With tmux') ?? [];
  expect(named(kept ?? '').sort()).toEqual([...WITH_AGENT].sort());
  expect(named(tmux ?? '').sort()).toEqual([...OWN_TO_TMUX].sort());
});
