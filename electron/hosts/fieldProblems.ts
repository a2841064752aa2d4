// What is wrong with the fields of a draft, told through a schema: zod carries sentences, and ours
// are made only where they are read.
import type { z } from 'zod';
import { say, type Said } from '../../words/said.ts';

/** Tells what is wrong with a value; does nothing where `said` is null. */
export function refuse(
  context: z.core.$RefinementCtx,
  said: Said | null | undefined,
  path: PropertyKey[] = [],
): void {
  if (said) context.addIssue({ code: 'custom', path, params: { said } });
}

/** The first thing that is wrong with each field. */
export function firstProblems(error: z.ZodError): Record<string, Said> {
  const problems: Record<string, Said> = {};
  for (const issue of error.issues) problems[String(issue.path[0])] ??= saidOf(issue);
  return problems;
}

/** What isn't of ours is nothing that a form can send. */
function saidOf(issue: z.core.$ZodIssue): Said {
  const own = issue.code === 'custom' ? (issue.params?.said as Said | undefined) : undefined;
  return own ?? say('as-told', { text: issue.message });
}
