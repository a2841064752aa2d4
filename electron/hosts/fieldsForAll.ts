// Which fields can be set for several hosts at once, whatever their kinds, and what is wrong with values.
import { z } from 'zod';
import { say } from '../../words/said.ts';
import type { FieldErrors, FieldName } from '../ipc/contract.ts';
import { firstProblems } from './fieldProblems.ts';
import { fieldSchema } from './hostDraft.ts';
import { fieldsOf, KIND_NAMES } from './kinds/kinds.ts';

/** Fields that a form shows, and that are no secret; each as its kind wants it. */
const FIELDS = new Map(
  KIND_NAMES.flatMap(fieldsOf).filter(([, { hidden, secret }]) => !hidden && !secret),
);

/** The values that are right, in their normal form, and why the others aren't. */
export function checkedFields(fields: Partial<Record<FieldName, string>>) {
  const result: { values: Record<string, string>; errors: FieldErrors } = {
    values: {},
    errors: {},
  };
  for (const [name, value] of Object.entries(fields) as [FieldName, string][]) {
    const field = FIELDS.get(name);
    if (!field) result.errors[name] = say('field-for-all-unknown');
    else {
      const schema = z.object({ [name]: fieldSchema(name, field, { hasSecret: () => false }) });
      const read = schema.safeParse({ [name]: value });
      if (read.success) result.values[name] = read.data[name]!;
      else Object.assign(result.errors, firstProblems(read.error));
    }
  }
  return result;
}
