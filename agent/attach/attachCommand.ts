// bowline-agent attach: a shell of an agent in this terminal, one's own or one that somebody
// shares. Ends with the remote program's exit code, 128 and the signal's number, or 255 when the
// connection is the reason.
import type { InvitationLink } from '../../core/link/invitationLink.ts';
import type { PairingLink } from '../../core/link/pairingLink.ts';
import { accountName } from '../../core/process/account.ts';
import { ConnectFailure, nameOf } from '../../core/socket/connectFailure.ts';
import { systemClock } from '../../core/time/clock.ts';
import { inWords, say } from '../../words/said.ts';
import { AgentError } from '../agentError.ts';
import { followAgent, type Follow } from '../cli/followAgent.ts';
import { STDIN, type LinkArguments, type LinkSource } from '../cli/linkSource.ts';
import { Attachment } from './attachment.ts';
import { conclude, signalCode } from './ending.ts';
import { guestMember } from './guestMember.ts';
import { LocalTerminal } from './localTerminal.ts';

export interface AttachArguments extends LinkArguments {
  session?: string;
  /** What others on a shared shell see. */
  name?: string;
  /** False: a cut ends it, as scripts may want it. */
  reconnect?: boolean;
}

/** `words`: a link or `-`, where there is one, and the program to run. */
export async function attachCommand(
  source: LinkSource,
  words: string[],
  args: AttachArguments,
): Promise<void> {
  try {
    process.exitCode = await attach(source, words, args);
  } finally {
    process.stdin.destroy(); // or a key that nobody waits for would keep the process
  }
}

async function attach(
  source: LinkSource,
  words: string[],
  { session, name = accountName(), reconnect = true, ...where }: AttachArguments,
): Promise<number> {
  const [word, command] = splitWords(source, words, where);
  const pairing = source.any(word, where);
  const terminal = new LocalTerminal(word === STDIN);
  if ((session !== undefined || 'invitation' in pairing) && command.length > 0) {
    throw new AgentError('USAGE', 'A shell that runs already takes no command.');
  }
  const find = (): PairingLink | InvitationLink =>
    source.isHere(word, where) ? here(source, where) : pairing;
  const connection = followAgent(() => asMember(find(), name));
  const wish = { session, name, command, reconnect };
  const attachment = new Attachment(connection, terminal, wish, systemClock);
  const forget = leaveOnSignals(attachment, terminal);
  try {
    const ending = await attachment.run();
    const { cursor, isGuest } = attachment;
    const agentName = inWords(say('as-told', { text: nameOf(pairing.address) }));
    const note = (text: string): void => terminal.note(text);
    return conclude(ending, { cursor, isGuest, note, agentName });
  } finally {
    terminal.close();
    await connection.close();
    forget();
  }
}

function asMember(link: PairingLink | InvitationLink, name: string): Follow {
  return { link, member: guestMember(link.token ?? '', { user: accountName(), name }) };
}

/** Throws a `ConnectFailure` where none runs: one that is being updated is back soon. */
function here(source: LinkSource, where: LinkArguments): PairingLink | InvitationLink {
  try {
    return source.any(undefined, where);
  } catch (error) {
    if (!(error instanceof AgentError)) throw error;
    const [said, advice] = [error.message, error.hint].map((text) => say('as-told', { text }));
    throw new ConnectFailure('refused', said!, advice!);
  }
}

/** The first one leaves in order; the next one at once. The terminal is given back by either. */
function leaveOnSignals(attachment: Attachment, terminal: LocalTerminal): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
  let told = 0;
  const leave = (signal: NodeJS.Signals): void => {
    attachment.leave({ kind: 'signal', signal });
    if (++told === 1) return;
    terminal.giveBack();
    process.exit(signalCode(signal));
  };
  for (const signal of signals) process.on(signal, leave);
  return () => signals.forEach((signal) => process.off(signal, leave));
}

// Any first word is meant to be a link where nothing else says where to go.
function splitWords(
  source: LinkSource,
  words: string[],
  where: LinkArguments,
): [word: string | undefined, command: string[]] {
  const [link, rest] = source.split(words, 1);
  if (link !== undefined || source.namesProgram || source.isElsewhere(where)) return [link, rest];
  return [words[0], words.slice(1)];
}
