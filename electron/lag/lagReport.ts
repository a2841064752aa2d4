// All that is known of a shell's lag at one moment, put together for who looks at it.
import type { LagReport } from '../ipc/contract.ts';
import type { LinkMeasure, ShellMeasure } from '../shell.ts';
import type { ShellMeters } from './shellMeters.ts';

/**
 * Where a connection beats, it tells of itself; else what passes through main is all there is.
 * @param backlog bytes printed and not yet on the screen
 */
export function lagReport(
  meters: ShellMeters,
  measure: ShellMeasure,
  backlog: number,
  now: number,
): LagReport {
  const { link, hostMs, window } = measure;
  const { connectedAt, reconnects, drawnMs } = meters;
  return {
    ...{ at: now, backlog, window, hostMs, appMs: drawnMs, reconnects },
    link: link && linkOf(link),
    echoMs: link ? null : meters.echoMs,
    bytesIn: link?.bytesIn ?? meters.bytesIn,
    bytesOut: link?.bytesOut ?? meters.bytesOut,
    connectedForMs: connectedAt === null ? null : now - connectedAt,
    stepMs: meters.backlogs.stepMs,
    answers: (link?.roundTrips ?? meters.echoes).points(now),
    backlogs: meters.backlogs.points(now),
  };
}

function linkOf({ roundTripMs, usualMs, silentMs, way }: LinkMeasure): LagReport['link'] {
  return { roundTripMs, usualMs, silentMs, ...(way && { way }) };
}
