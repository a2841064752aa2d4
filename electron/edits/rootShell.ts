// A `sh` on an SSH host in a session of its own, over the login that all share or, where ssh can't share
// one, over one of its own that asks nothing.
import { say } from '../../words/said.ts';
import { goesBySsh } from '../hosts/localCommands.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { PersonError } from '../personError.ts';
import type { AskPerson } from '../ssh/asking.ts';
import { SCRIPT_USE } from '../ssh/separateCommands.ts';
import { commandsOf, type SharedLogin } from '../ssh/sharedLogin.ts';
import type { SshLogins } from '../ssh/sshLogins.ts';
import { SshProcess } from '../ssh/sshProcess.ts';
import type { SeparateSsh } from '../ssh/sshWay.ts';
import type { RootPipes } from './rootSession.ts';

export interface RootShellOptions {
  logins: SshLogins;
  host: StoredHost;
  /** Asks what the login asks. */
  ask: AskPerson;
  signal: AbortSignal;
}

export type RootShell = RootPipes & { close: () => void };

const CONNECT_SECONDS = 15;
const nothing = (): void => undefined;

/** Rejects with a `ConnectFailure`, or a `PersonError` of a host that ssh doesn't log in to. */
export async function rootShell(options: RootShellOptions): Promise<RootShell> {
  const { logins, host } = options;
  if (!goesBySsh(host)) throw new PersonError(say('root-ssh-only'));
  const hold = logins.acquire(host);
  const { way } = hold;
  try {
    const shell = way.kind === 'shared' ? await shared(way.login, options) : separate(way.ssh);
    return {
      ...shell,
      close: () => {
        shell.close();
        void hold.release();
      },
    };
  } catch (error) {
    await hold.release();
    throw error;
  }
}

async function shared(login: SharedLogin, { ask, signal }: RootShellOptions): Promise<RootShell> {
  const hold = login.take();
  const answerer = login.dialogue.take({ onText: nothing, onChange: nothing, card: ask });
  try {
    const commands = await commandsOf(hold, signal);
    hold.turn.end();
    const { stdin, stdout, ended, close } = commands.shell();
    const release = (): void => {
      close();
      hold.release();
    };
    return { stdin, stdout, ended, close: release };
  } catch (error) {
    hold.release();
    throw error;
  } finally {
    answerer.leave();
  }
}

function separate(ssh: SeparateSsh): RootShell {
  const process = new SshProcess({ ...ssh, use: SCRIPT_USE, connectSeconds: CONNECT_SECONDS });
  const { stdin, stdout, ended } = process;
  return { stdin, stdout, ended, close: () => void process.close() };
}
