// What a saved host must look like: the one place where the Add / Edit dialog's input is
// checked and put into its normal form (trimmed, fields of other kinds emptied).
import { say, type Said } from '../../words/said.ts';
import { z } from 'zod';
import type { FieldErrors, GivenDraft, HostDraft, HostPlace } from '../ipc/contract.ts';
import { firstProblems, refuse } from './fieldProblems.ts';
import { FIELD_LENGTH, type DraftFacts, type HostField } from './kinds/kind.ts';
import { fieldsOf, isKind, kindOf, NO_VALUES } from './kinds/kinds.ts';
import { PLACE_SCHEMAS, placeParts } from './hostPlace.ts';

type Problem = Said | null;

export type DraftResult =
  { ok: true; draft: HostDraft; place: Partial<HostPlace> } | { ok: false; errors: FieldErrors };

/** Characters; longer than any real value, short enough for a sidebar and a command line. */
export const NAME_LENGTH = 100;

export const HOST_COLORS = ['none', 'blue', 'green', 'amber', 'red', 'violet', 'teal'] as const;

/** Two names that differ only in letter case or in how an accent is encoded are the same name. */
export function nameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

/** The draft in its normal form, or what is wrong at which field. */
export function parseDraft(draft: GivenDraft, facts: DraftFacts): DraftResult {
  const { unlisted = !isKind(draft.kind), followed } = kindOf(draft.kind) ?? {};
  if (unlisted && !followed) return NO_SUCH_KIND;
  const result = schemaOf(draft.kind).read({ ...NO_VALUES, ...draft }, facts);
  if (!result.success) return { ok: false, errors: firstProblems(result.error) };
  const { parts, rest } = placeParts(result.data);
  return { ok: true, draft: { ...NO_VALUES, ...rest, kind: draft.kind }, place: parts };
}

const NO_SUCH_KIND: DraftResult = {
  ok: false,
  errors: { kind: say('host-kind-unknown') },
};

/** Made once for a kind: thousands of drafts are read in a row, and making one takes far longer. */
const schemas = new Map<string, ReturnType<typeof makeSchema>>();

function schemaOf(kind: string) {
  const known = schemas.get(kind) ?? makeSchema(kind);
  schemas.set(kind, known);
  return known;
}

function makeSchema(kind: string) {
  let now: DraftFacts;
  const schema = draftSchema(kind, {
    nameTaken: (name) => now.nameTaken(name),
    hasSecret: (field) => now.hasSecret(field),
  });
  const read = (draft: unknown, facts: DraftFacts) => {
    now = facts;
    return schema.safeParse(draft);
  };
  return { read };
}

function draftSchema(kind: string, facts: DraftFacts) {
  const own = fieldsOf(kind).filter(([, { hidden }]) => !hidden);
  return z.object({
    name: text((name) => nameProblem(name, facts), NAME_LENGTH),
    color: z.enum(HOST_COLORS),
    ...PLACE_SCHEMAS,
    ...Object.fromEntries(own.map(([name, field]) => [name, fieldSchema(name, field, facts)])),
  });
}

/** A field's value in its normal form, or what is wrong with it. */
export function fieldSchema(name: string, field: HostField, facts: Pick<DraftFacts, 'hasSecret'>) {
  if (field.choices) return z.enum(field.choices.map(({ value }) => value));
  const problem = (value: string): Problem =>
    field.check?.(value, !!field.secret && facts.hasSecret(name)) ?? null;
  return text(problem, field.longest).transform((value) => field.normal?.(value) ?? value);
}

/** A trimmed text field; `problem` answers with what is wrong with it. */
export function text(problem: (value: string) => Problem, maxLength = FIELD_LENGTH) {
  const tooLong = say('field-too-long', { most: maxLength });
  return z
    .string()
    .trim()
    .superRefine((value, context) => {
      refuse(context, value.length > maxLength ? tooLong : problem(value));
    });
}

function nameProblem(name: string, facts: DraftFacts): Problem {
  if (name === '') return say('host-name-missing');
  if (/\p{Cc}/u.test(name)) return say('name-with-control');
  return facts.nameTaken(name) ? say('host-name-taken', { name }) : null;
}
