// Why a script of ours didn't begin on a host that let us in: the connection went, or something
// there takes the place of what a login asks for. What it said is the best that can be told.
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import type { CommandResult } from './hostCommands.ts';
import { remoteWords } from './remoteText.ts';

/** undefined where it began: then it has said itself what there is to say. */
export function notRun(result: CommandResult, host: string): ConnectFailure | undefined {
  if (result.began) return undefined;
  const words = saidThere(result);
  if (result.code === null || (result.code === SSH_FAILED && words === '')) {
    const text = `The connection to ${host} was lost before it answered.`;
    return new ConnectFailure('lost', text, 'Connect again.');
  }
  const said = words && ` It said: “${words}”.`;
  const text = `${host} lets you in, but doesn’t run what a login asks for.${said}`;
  return new ConnectFailure('not-an-agent', text, INSTEAD);
}

const SSH_FAILED = 255;
const INSTEAD =
  'Something there takes its place: a login file (like “exec fish” or “exec tmux” in .bashrc), a ' +
  'command that its SSH server or your key forces, or an account without a shell. Let login files ' +
  'do so only in interactive shells, or set “Keep shells alive” to off.';

/** The first line that it printed, of the errors if of anything. */
function saidThere({ stderr, before }: CommandResult): string {
  const lines = `${stderr}\n${before}`.split('\n').map(remoteWords);
  return lines.find((line) => line !== '' && !OF_SSH.test(line)) ?? '';
}

/** ssh's own, of the connection that is gone. */
const OF_SSH =
  /^(mux_client|muxclient|Control ?[Ss]ocket|Connection |Shared connection|client_loop|kex_|ssh_)/;
