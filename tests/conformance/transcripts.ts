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

export type Step =
  | { connect: string }
  | LoginStep
  | { send: string; messages: Pattern[] }
  | { send: string; hex: string[] }
  | { send: string; text: string }
  | { expect: string; message: Pattern }
  | { expect: string; inAnyOrder: Pattern[] }
  | OutputStep
  | { lagged: string; channel: number; to: string }
  | { screen: string; channel: number; offset: string; shows: string }
  | { closed: string; code: number; reason?: string }
  | { cut: string };

/** How the agent is started: see the README. */
export type Setting = 'token' | 'none' | 'small-log';

export interface Transcript {
  name: string;
  agent: Setting;
  steps: Step[];
}

export const TRANSCRIPTS = ['handshakes', 'sessions', 'tunnels', 'guests'].map((name) => ({
  name,
  transcripts: vectorFile(`${name}.json`) as Transcript[],
}));
