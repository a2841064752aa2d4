// What the connection panel says: where the time goes, what the curves show for who can't see
// them, and amounts over time.
import type { HostKindInfo, LagReport } from '../../electron/ipc/contract.ts';
import { bytes, milliseconds, span } from '../../words/english/quantities.ts';

/** A part of the way from the key to the screen. */
export interface Share {
  part: string;
  /** Milliseconds; null while it isn't known. */
  ms: number | null;
  /** Of all that is known, 0–1. */
  share: number;
}

/**
 * The way in its parts. Without heartbeats the link and the host can't be told apart; on this
 * computer there is no link.
 */
export function shares(report: LagReport, measured: HostKindInfo['measured']): Share[] {
  const app: [string, number | null] = ['App', report.appMs];
  const { roundTripMs = null } = report.link ?? {};
  const ways: Record<HostKindInfo['measured'], [string, number | null][]> = {
    link: [['Link', roundTripMs], ['Host', report.link ? report.hostMs : null], app],
    program: [['Program', report.echoMs], app],
    echo: [['Link and host', report.echoMs], app],
  };
  const parts = ways[report.link ? 'link' : measured];
  const all = parts.reduce((sum, [, ms]) => sum + (ms ?? 0), 0);
  return parts.map(([part, ms]) => ({ part, ms, share: all > 0 ? (ms ?? 0) / all : 0 }));
}

/** `620 ms`, or what stands where nothing was measured yet. */
export function msOrUnknown(ms: number | null): string {
  return ms === null ? 'not measured yet' : milliseconds(ms);
}

/** `1.2 MB, 30.0 KB/s`; the rate only where it is known and not nothing. */
export function amount(total: number, perSecond: number | null): string {
  const rate = perSecond === null || perSecond < 1 ? '' : `, ${bytes(Math.round(perSecond))}/s`;
  return bytes(total) + rate;
}

/**
 * A curve in words: `from 38 ms to 640 ms, now 620 ms`.
 * @param write how one of its figures is written
 */
export function curveWords(
  points: readonly (number | null)[],
  stepMs: number,
  write: (figure: number) => string,
): string {
  const known = points.filter((point) => point !== null);
  const over = `Over the last ${span(points.length * stepMs)}`;
  if (known.length === 0) return `${over}: nothing was measured.`;
  const range = `from ${write(Math.min(...known))} to ${write(Math.max(...known))}`;
  const last = points.at(-1) ?? null;
  const now = last === null ? 'not known now' : `now ${write(last)}`;
  return `${over}: ${range}, ${now}.`;
}
