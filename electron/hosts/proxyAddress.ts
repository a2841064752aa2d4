// A proxy of which nothing says where it is: told where a host or a folder is saved, as no connection would go
// through it.
import { say, type Said } from '../../words/said.ts';
import { proxyOf } from '../ssh/throughProxy.ts';
import type { Inheritance } from './inheritance.ts';
import { NO_VALUES, type FieldName, type HostValues } from './kinds/kinds.ts';

/** Fields by which a host comes to need the address of a proxy. */
export const ABOUT_PROXIES = ['proxyKind', 'proxyAddress', 'proxyCommand', 'options'] as const;

/**
 * Null where nothing is wrong. A kind of proxy that a folder around has chosen is that folder's to mend.
 * @param own what a host, or a folder for its hosts, says itself
 * @param folder in which it lies; null: the top
 */
export function proxyProblem(
  inheritance: Pick<Inheritance, 'of'>,
  own: Partial<Record<FieldName, string>>,
  folder: string | null,
): Said | null {
  if (!own.proxyKind || own.proxyKind === 'none') return null;
  const all = { ...NO_VALUES, ...own } as HostValues;
  const { values } = inheritance.of({ ...all, kind: 'ssh', folder });
  const proxy = proxyOf({ ...NO_VALUES, ...values });
  return proxy?.address === '' ? say('proxy-address-missing') : null;
}
