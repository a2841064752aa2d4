// Names for completion that only an agent knows: shells and invitations. The agent is the one that
// the line so far leads to. Whatever goes wrong, there are no names, and nothing is said or asked.
import { AgentClient } from '../../../core/client/agentClient.ts';
import { dial } from '../../../core/socket/dial.ts';
import { invitations, isOver } from '../../../core/client/sharing.ts';
import { cleanLine } from '../../../core/text/clean.ts';
import { systemClock } from '../../../core/time/clock.ts';
import { clientName, listShells } from '../agentSession.ts';
import { LinkSource, looksLikeLink, STDIN } from '../linkSource.ts';
import type { Taken } from '../../secrets.ts';
import type { ScannedLine } from '../scanLine.ts';
import type { AgentNames, Candidate } from './candidates.ts';

/** Characters of a title that stand beside a name. */
const ABOUT_CHARS = 48;
/** More than a person looks through. */
const MAX_NAMES = 256;

/** An agent may say anything; what isn't made of these would be read by a shell as something else. */
const NAME = /^[0-9a-f]{1,64}$/;

/** @param signal ends the asking, with no names then */
export function agentNames(secrets: Taken, signal: AbortSignal): AgentNames {
  const ask = (line: ScannedLine, what: (client: AgentClient) => Promise<Candidate[]>) =>
    asked(line, secrets, signal, what).catch(() => []);
  return {
    shells: (line) => ask(line, shells),
    invitations: (line) => ask(line, openInvitations),
  };
}

async function asked(
  line: ScannedLine,
  secrets: Taken,
  signal: AbortSignal,
  what: (client: AgentClient) => Promise<Candidate[]>,
): Promise<Candidate[]> {
  const over = new Promise<never>((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('out of time'))),
  );
  const client = AgentClient.connect({
    ...{ dial, link: linkOf(line, secrets), client: clientName(), clock: systemClock, signal },
  });
  const names = await Promise.race([client.then(what), over]);
  return names
    .filter(({ value }) => NAME.test(value))
    .slice(0, MAX_NAMES)
    .map(cleaned);
}

async function shells(client: AgentClient): Promise<Candidate[]> {
  const running = (await listShells(client)).filter(({ exit }) => exit === null);
  return running.map(({ session, title, command }) => ({
    value: session,
    about: title || command,
  }));
}

async function openInvitations(client: AgentClient): Promise<Candidate[]> {
  const open = (await invitations(client)).filter((one) => !isOver(one));
  return open.map(({ id, role, label }) => ({
    value: id,
    about: label ? `${role}: ${label}` : role,
  }));
}

function cleaned({ value, about }: Candidate): Candidate {
  return { value, about: cleanLine(about, ABOUT_CHARS) };
}

// Stdin is the line's here, and no link.
function linkOf({ words, options }: ScannedLine, secrets: Taken) {
  const word = words.find(looksLikeLink);
  if (word === STDIN) throw new Error('the link is still to come');
  const linkFile = expanded(options.get('linkFile')?.at(-1));
  const stateDir = expanded(options.get('stateDir')?.at(-1));
  return new LinkSource({ ...secrets, exposed: false }).pairing(word, {
    ...(linkFile === undefined ? {} : { linkFile }),
    ...(stateDir === undefined ? {} : { stateDir }),
  });
}

/** What a shell would make of the beginning of a path: a home, or a variable's value. */
function expanded(path: string | undefined): string | undefined {
  return path?.replace(
    /^(?:~(?=\/|$)|\$(?:(\w+)|\{(\w+)\}))/,
    (text, plain?: string, braced?: string) =>
      text === '~' ? (process.env.HOME ?? '~') : (process.env[plain ?? braced ?? ''] ?? ''),
  );
}
