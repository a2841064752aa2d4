// What happened, as a code and the facts in it: so it travels between processes, and becomes a
// sentence only where it is read. Codes and the facts that each needs are those of the messages.
import { told } from '../core/text/clean.ts';
import { ENGLISH, messages } from './messages.ts';
import type { Messages } from './messages.ts';

export type SaidCode = keyof Messages;

/** What a sentence is made with; a text may itself be something that is said. */
export type Fact = string | number | boolean | null | undefined | Said;

/** Plain data: it crosses every border that JSON crosses. */
export interface Said {
  readonly code: SaidCode;
  readonly facts?: Readonly<Record<string, Fact>>;
}

type Given<F> = { readonly [K in keyof F]: string extends F[K] ? F[K] | Said : F[K] };
type FactsOf<S> = S extends (facts: infer F) => string ? [facts: Given<F>] : [];

/** Says what `code` stands for, with these facts. */
export function say<C extends SaidCode>(code: C, ...[facts]: FactsOf<Messages[C]>): Said {
  return facts === undefined ? { code } : { code, facts: facts };
}

/**
 * The sentence, in the language of who reads it; '' of nothing. One line, fit for a window, a
 * terminal or a log, whatever a peer, a file or the system put into the facts.
 */
export function inWords(said: Said | null | undefined): string {
  return said ? sentence(said, messages()) : '';
}

/** The same in English, for logs and for what goes to a peer, whoever reads it there. */
export function inEnglish(said: Said | null | undefined): string {
  return said ? sentence(said, ENGLISH) : '';
}

function sentence(said: Said, language: Messages): string {
  const { code, facts = {} } = said;
  const message: string | ((facts: never) => string) | undefined = language[code];
  if (message === undefined) return told(code); // of another version of the app
  return told(typeof message === 'string' ? message : message(plain(facts, language) as never));
}

function plain(
  facts: Readonly<Record<string, Fact>>,
  language: Messages,
): Record<string, Exclude<Fact, Said>> {
  const entries = Object.entries(facts).map(([name, fact]) => {
    const isSaid = typeof fact === 'object' && fact !== null;
    return [name, isSaid ? sentence(fact, language) : fact] as const;
  });
  return Object.fromEntries(entries);
}
