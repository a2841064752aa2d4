// What the transcripts of `docs/conformance` are made of; its README says what each step means.
import type { VectorMessage } from './frameVectors.ts';
import { vectorFile } from './readVectors.ts';

/** A message of which only some is said; `*` is anything, `$name` something to remember. */
export type Pattern = Omit<VectorMessage, 'body'> & { body: unknown };

export interface LoginStep {
  login: string;
  invitation?: string;
  token?: string;
  member?: string;
  refused?: string;
}

export interface OutputStep {
  output: string;
  channel: number;
  shows: string;
  end?: string;
  grants?: boolean;
}

/** All that a program without a terminal has printed since the last such step. */
export interface PrintedStep {
  printed: string;
  channel: number;
  stdout?: string;
  stderr?: string;
  end?: string;
}

export type SendStep =
  | { send: string; messages: Pattern[] }
  | { send: string; hex: string[] }
  | { send: string; text: string };

export type ExpectStep =
  { expect: string; message: Pattern } | { expect: string; inAnyOrder: Pattern[] };

export interface ClosedStep {
  closed: string;
  code: number;
  reason?: string;
}

export interface ScreenStep {
  screen: string;
  channel: number;
  offset: string;
  shows: string;
}

export type Step =
  | { connect: string }
  | LoginStep
  | SendStep
  | ExpectStep
  | OutputStep
  | PrintedStep
  | { lagged: string; channel: number; to: string }
  | ScreenStep
  | ClosedStep
  | { cut: string };

/** What of a shell the client should know by then. */
export interface ShellState {
  output?: string;
  gaps?: number[][];
  screens?: string[];
  unacknowledged?: number;
  end?: string;
}

export type ClientStep =
  | { client: 'connect'; as: string }
  | { client: 'open' | 'attach' | 'end input' }
  | { client: 'type'; text: string }
  | SendStep
  | ExpectStep
  | OutputStep
  | ClosedStep
  | { shell: ShellState }
  | { fails: string }
  | { cut: string };

export interface ClientTranscript {
  name: string;
  steps: ClientStep[];
}

/** How the agent is started: see the README. */
export type Setting = 'token' | 'none' | 'small-log';

export interface Transcript {
  name: string;
  agent: Setting;
  steps: Step[];
}

export const TRANSCRIPTS = ['handshakes', 'sessions', 'programs', 'tunnels', 'guests'].map(
  (name) => ({
    name,
    transcripts: vectorFile(`${name}.json`) as Transcript[],
  }),
);

export const CLIENT_TRANSCRIPTS = vectorFile('clients.json') as ClientTranscript[];
