// A tunnel as the window is shown it: what is saved, and what has become of it.
import { formatPlace } from '../../core/tunnel/place.ts';
import type { TunnelStatus } from '../../core/tunnel/tunnel.ts';
import type { SavedTunnel, TunnelFigures, TunnelView } from '../ipc/contract.ts';

/** Of one that nobody has started. */
export const STOPPED: TunnelStatus = {
  ...{ state: 'stopped', listening: null, error: null },
  ...{ open: null, total: null, up: null, down: null },
};

export function toFigures(id: string, { open, total, up, down }: TunnelStatus): TunnelFigures {
  return { id, open, total, up, down };
}

/** A saved tunnel and how it stands, as the window is told. */
export function toView(saved: SavedTunnel, status: TunnelStatus): TunnelView {
  const { state, listening, error } = status;
  const trouble = error && {
    ...{ code: error.code, message: error.message, hint: error.hint, at: error.at },
    field: error.field ?? null,
  };
  return {
    ...saved,
    ...{ state, trouble, listening: listening ? formatPlace(listening) : '' },
    figures: toFigures(saved.id, status),
  };
}
