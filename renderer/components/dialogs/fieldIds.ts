// Where two forms lie over each other, their fields have ids of their own.
import { getContext, setContext } from 'svelte';

const KEY = Symbol('fieldIds');

/** For all fields in it. */
export function setFieldIds(prefix: string): void {
  setContext(KEY, prefix);
}

/** The id of the field of this name, in the form that asks. */
export function fieldIds(): (name: string) => string {
  const prefix = getContext<string | undefined>(KEY) ?? 'field';
  return (name) => `${prefix}-${name}`;
}
