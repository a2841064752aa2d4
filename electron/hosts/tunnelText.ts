// A tunnel in a line: by which two are the same.
import type { TunnelDraft } from '../ipc/contract.ts';

type Ends = Pick<TunnelDraft, 'listenAddress' | 'listenPort' | 'targetAddress' | 'targetPort'>;

/** `local 127.0.0.1:8080 → db:5432` */
export function tunnelText({ kind, ...ends }: Ends & { kind: string }): string {
  const from = end(ends.listenAddress, ends.listenPort);
  const to = end(ends.targetAddress, ends.targetPort);
  return `${kind} ${from}${to && ` → ${to}`}`;
}

function end(address: string, port: string): string {
  if (port === '') return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
