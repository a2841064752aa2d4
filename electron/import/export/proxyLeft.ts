// The proxy of a host, which only a file of our own has a place for. It is told wherever it is left out: without
// it, the host would be gone to straight.
import { say } from '../../../words/said.ts';
import type { Unmapped } from '../found.ts';
import type { PlainHost } from './plainHost.ts';

export function proxyLeft({ name, fields }: PlainHost): Unmapped[] {
  const [kind, address, port] = ['proxyKind', 'proxyAddress', 'proxyPort'].map(
    (field) => fields[field] ?? '',
  );
  if (!kind || kind === 'none') return [];
  const what = `${kind}://${address}${port && `:${port}`}`;
  return [{ where: name, what, why: say('export-proxy') }];
}
