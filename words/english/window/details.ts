// Of the connection panel: where the time goes, its curves and its figures.
import { span } from '../quantities.ts';

const panel = {
  label: 'Connection details',
  close: 'Close connection details',
  shares: 'Where the time goes',
  nothing: 'Nothing is known of this connection yet.',
};

const curves = {
  heading: 'Last five minutes',
  roundTrip: 'Round trip',
  echo: 'Echo',
  notShown: 'Not yet shown',
  unknown: '–',
  label: (name: string, curve: string) => `${name}. ${curve}`,
};

const figures = {
  usualRoundTrip: 'Usual round trip',
  way: 'Way',
  direct: 'direct',
  through: (relay: string) => `through ${relay}`,
  relayRoundTrip: 'Of it to the relay',
  lastHeard: 'Last heard',
  received: 'Received',
  sent: 'Sent',
  window: 'Window',
  typed: 'Typed, not received',
  skipped: 'Skipped',
  connected: 'Connected',
  connectedFor: (ms: number) => `for ${span(ms)}`,
  notConnected: 'not now',
  reconnected: 'Reconnected',
  attempt: 'Attempt',
};

export const details = { panel, curves, figures };
