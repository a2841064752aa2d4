// Of the figures of lag: where the time goes, amounts over time, and curves in words.
import { bytes, milliseconds, span } from '../quantities.ts';

export const lag = {
  parts: {
    app: 'App',
    host: 'Host',
    link: 'Link',
    linkAndHost: 'Link and host',
    program: 'Program',
  },
  figure: (ms: number | null) => (ms === null ? 'not measured yet' : milliseconds(ms)),
  /** `perSecond` is null where nothing is to be said of it. */
  amount: (total: number, perSecond: number | null) =>
    perSecond === null ? bytes(total) : `${bytes(total)}, ${bytes(perSecond)}/s`,

  curve: {
    nothing: (ms: number) => `Over the last ${span(ms)}: nothing was measured.`,
    /** The figures as they are written; `now` is null where it isn't known. */
    range: (ms: number, from: string, to: string, now: string | null) =>
      `Over the last ${span(ms)}: from ${from} to ${to}, ${now === null ? 'not known now' : `now ${now}`}.`,
  },
};
