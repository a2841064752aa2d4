// The ssh of a shell that joins a login that stands, and how it ended: with the shell, with the login, or
// because the login's master wouldn't have it.
import type { OpenDevice } from '../../core/pty/pty.ts';
import { systemClock } from '../../core/time/clock.ts';
import type { StoredHost } from '../hosts/storedHost.ts';
import { programEnded } from '../programs/programEnded.ts';
import type { SshSurroundings } from '../ssh/asking.ts';
import { joiningArguments } from '../ssh/joiningArguments.ts';
import type { SshCommands } from '../ssh/sshCommands.ts';
import { PtyShell, type PtyProgram } from './ptyShell.ts';
import { sharedLoss, sshProgram } from './sshShell.ts';

export interface Joined {
  shell: PtyShell;
  /** How it has ended. */
  readonly end: 'shell' | 'lost' | 'refused';
  /** The server has refused one more session. */
  readonly noRoom: boolean;
}

/** ssh's own code for whatever has failed. */
const SSH_FAILED = 255;
/** What ssh says where the server opens no further session (MaxSessions). */
const NO_ROOM = /session request failed/;

export interface JoinOptions {
  host: StoredHost;
  surroundings: SshSurroundings;
  commands: Pick<SshCommands, 'control' | 'alive'>;
  /** Makes its PTY; this system's own, if it isn't said. */
  open?: OpenDevice | undefined;
}

export function joinedSsh({ host, surroundings, commands, open }: JoinOptions): Joined {
  const program = sshProgram(host, () => joiningArguments(host, commands.control), {
    ...surroundings,
    asking: undefined, // the login has been through all questions
  });
  let [end, noRoom]: [Joined['end'], boolean] = ['shell', false];
  const ended: PtyProgram['ended'] = async (exit, wasOnline, said) => {
    if (exit.code !== SSH_FAILED) return program.ended(exit, wasOnline, said);
    // The last words are those of any end: whether the login stands is what tells.
    if (!(await commands.alive())) end = 'lost';
    else if (!wasOnline) [end, noRoom] = ['refused', NO_ROOM.test(said)];
    return end === 'lost' ? sharedLoss(host) : programEnded(exit);
  };
  return {
    shell: new PtyShell({ ...program, ended }, systemClock, open),
    get end() {
      return end;
    },
    get noRoom() {
      return noRoom;
    },
  };
}
