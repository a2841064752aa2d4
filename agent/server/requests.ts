// What a client may ask about the agent's shells, and the answers.
import { constants } from 'node:os';
import { z } from 'zod';
import { ChannelError } from '../../core/wire/errors.ts';
import type { AllBodies } from '../../core/wire/messages.ts';
import type { InvitationBook } from '../auth/invitationBook.ts';
import { mayUse } from '../groups/permissions.ts';
import type { HostedShell } from '../shells/hostedShell.ts';
import type { ShellRegistry } from '../shells/shellRegistry.ts';
import { sharingAnswers } from './sharingAnswers.ts';
import type { ShellChannels } from './shellChannels.ts';
import { terminalOf } from './terminalOf.ts';

/** What of the asking connection an answer may need. */
export type Asker = Pick<ShellChannels, 'maxBody' | 'flow' | 'role' | 'say'>;

/** What answers are made of. */
export interface RequestContext {
  registry: ShellRegistry;
  invitations: InvitationBook;
  asker: Asker;
}

type Answer = (params: unknown, context: RequestContext) => unknown;

const sessionParams = z.object({ session: z.string() });
const killParams = sessionParams.extend({
  signal: z
    .string()
    .refine((name) => Object.hasOwn(constants.signals, name))
    .optional(),
});

const signalParams = sessionParams.extend({
  /** A client counts its signals to a program from 1. */
  number: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  signal: z.string().refine((name) => Object.hasOwn(constants.signals, name)),
});
const streamParams = sessionParams.extend({ stream: z.union([z.literal(1), z.literal(2)]) });

const answers: Readonly<Record<string, Answer>> = {
  ...sharingAnswers,
  flow: (_params, { asker }) => asker.flow,
  list: (_params, { registry, asker }) => ({
    shells: listThatFits(registry.list(), asker.maxBody),
  }),
  kill: (params, { registry }) => {
    const { session, signal } = killParams.parse(params);
    const shell = registry.get(session);
    if (shell.exit) throw new ChannelError('session-ended', 'This shell has ended already.');
    if (signal !== undefined) shell.signal(signal as NodeJS.Signals);
    else void shell.hangUp();
    return {};
  },
  signal: (params, { registry }) => {
    const { session, number, signal } = signalParams.parse(params);
    registry.get(session).signalOnce(number, signal as NodeJS.Signals);
    return {};
  },
  'end-output': (params, { registry }) => {
    const { session, stream } = streamParams.parse(params);
    registry.get(session).endOutput(stream);
    return {};
  },
  forget: (params, { registry }) => {
    registry.forget(sessionParams.parse(params).session);
    return {};
  },
  detach: (params, { registry }) => {
    terminalOf(registry.get(sessionParams.parse(params).session)).sendAllAway();
    return {};
  },
  foreground: (params, { registry }) => ({
    program: registry.get(sessionParams.parse(params).session).foreground(),
  }),
};

/** All that can be asked for. */
export const METHODS: readonly string[] = Object.keys(answers);

/** Answers a request, refusals included. Never throws. */
export function answerRequest(
  { id, method, params }: AllBodies['request'],
  context: RequestContext,
): AllBodies['response'] {
  try {
    if (!mayUse(context.asker.role, { request: method })) throw forbidden();
    const answer = Object.hasOwn(answers, method) ? answers[method] : undefined;
    if (!answer) throw new ChannelError('unknown-method', `There is no request "${method}".`);
    return { id, result: answer(params, context) };
  } catch (error) {
    const { code, message } = error instanceof ChannelError ? error : badRequest(method);
    return { id, error: { code, message } };
  }
}

function forbidden(): ChannelError {
  return new ChannelError('forbidden', 'Only the owner of the shell may do this.');
}

function badRequest(method: string): ChannelError {
  return new ChannelError('bad-request', `"${method}" was asked for in a wrong way.`);
}

/** Characters of a title in a list; shorter ones are tried while the list is too long to send. */
const TITLE_CHARS = [256, 64, 16];

// An answer is one frame. Without long titles even the largest list fits into one.
function listThatFits(shells: readonly HostedShell[], maxBody: number): unknown[] {
  for (const chars of TITLE_CHARS) {
    const list = shells.map((shell) => describe(shell, chars));
    if (Buffer.byteLength(JSON.stringify(list)) < maxBody - 256) return list;
  }
  return shells.slice(-Math.floor(maxBody / 512)).map((shell) => describe(shell, 0));
}

function describe(shell: HostedShell, titleChars: number): Record<string, unknown> {
  const { session, pid, startedAt, lastOutputAt, viewers, log, exit } = shell;
  const { cols, rows } = shell.sizes.current;
  const shorten = (text: string): string => [...text].slice(0, titleChars).join('');
  const title = shorten(shell.title);
  const command = shorten(shell.foreground() || shell.command);
  const outputBytes = log.end;
  const pipes = shell.pipes ? { pipes: true } : {};
  return {
    ...{ session, title, command, pid, cols, rows },
    ...{ startedAt, lastOutputAt, viewers, outputBytes, exit: exit ?? null },
    ...pipes,
  };
}
