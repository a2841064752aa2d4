// Why a script of ours didn't begin on a host that let us in: the connection went, or something
// there takes the place of what a login asks for. What it said is the best that can be told.
import { ConnectFailure } from '../../core/socket/connectFailure.ts';
import { say } from '../../words/said.ts';
import type { CommandResult } from './hostCommands.ts';
import { remoteWords } from './remoteText.ts';

/** undefined where it began: then it has said itself what there is to say. */
export function notRun(result: CommandResult, host: string): ConnectFailure | undefined {
  if (result.began) return undefined;
  const said = saidThere(result);
  if (result.code === null || (result.code === SSH_FAILED && said === ''))
    return new ConnectFailure('lost', say('lost-before-answer', { host }), say('connect-again'));
  const what = say('login-runs-something-else', { host, said });
  return new ConnectFailure('not-an-agent', what, say('something-takes-its-place'));
}

const SSH_FAILED = 255;

/** The first line that it printed, of the errors if of anything. */
function saidThere({ stderr, before }: CommandResult): string {
  const lines = `${stderr}\n${before}`.split('\n').map(remoteWords);
  return lines.find((line) => line !== '' && !OF_SSH.test(line)) ?? '';
}

/** ssh's own, of the connection that is gone. */
const OF_SSH =
  /^(mux_client|muxclient|Control ?[Ss]ocket|Connection |Shared connection|client_loop|kex_|ssh_)/;
