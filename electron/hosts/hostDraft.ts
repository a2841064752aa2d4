// What a saved host must look like: the one place where the Add / Edit dialog's input is
// checked and put into its normal form (trimmed, fields of other kinds emptied).
import { z } from 'zod';
import { parsePairingLink, PairingLinkError } from '../../core/link/pairingLink.ts';
import type { FieldErrors, HostDraft } from '../ipc/contract.ts';
import { identityPathProblem } from '../shells/sshPlaces.ts';
import { commandProblem, identityFileProblem } from './localFiles.ts';
import {
  addressProblem,
  jumpHostProblem,
  optionsProblem,
  portProblem,
  userProblem,
} from './sshFields.ts';

/** What the draft alone doesn't tell. */
export interface DraftFacts {
  /** Does another host carry this name? Letter case doesn't count. */
  nameTaken(name: string): boolean;
  /** An agent host is being edited whose link is stored: an empty field then keeps it. */
  hasLink: boolean;
}

export type DraftResult = { ok: true; draft: HostDraft } | { ok: false; errors: FieldErrors };

/** Characters; longer than any real value, short enough for a sidebar and a command line. */
export const NAME_LENGTH = 100;
const FIELD_LENGTH = 1_000;
const OPTIONS_LENGTH = 10_000;

export const HOST_COLORS = ['none', 'blue', 'green', 'amber', 'red', 'violet', 'teal'] as const;

export const KEEP_ALIVE = ['off', 'agent', 'tmux'] as const;

/** Two names that differ only in letter case or in how an accent is encoded are the same name. */
export function nameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}

/** The draft in its normal form, or what is wrong at which field. */
export function parseDraft(draft: HostDraft, facts: DraftFacts): DraftResult {
  const result = draftSchema(facts).safeParse(draft);
  if (result.success) return { ok: true, draft: { ...emptyFields, ...result.data } };
  return { ok: false, errors: firstErrors(result.error) };
}

const emptyFields = {
  address: '',
  port: '',
  user: '',
  identityFile: '',
  jumpHost: '',
  options: '',
  keepAlive: 'off' as const,
  shell: '',
  pairingLink: '',
};

function draftSchema(facts: DraftFacts) {
  const common = {
    name: field((name) => nameProblem(name, facts), NAME_LENGTH),
    color: z.enum(HOST_COLORS),
  };
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ssh'), ...common, ...sshFields }),
    z.object({ kind: z.literal('local'), ...common, shell: field((line) => commandProblem(line)) }),
    z.object({
      kind: z.literal('agent'),
      ...common,
      pairingLink: field((link) => linkProblem(link, facts), OPTIONS_LENGTH),
    }),
  ]);
}

const sshFields = {
  address: field(addressProblem).transform((address) => address.replace(/^\[(.*)\]$/, '$1')),
  port: field(portProblem).transform((port) => port && String(Number(port))),
  user: field(userProblem),
  identityFile: field((path) => identityFileProblem(path) || identityPathProblem(path)),
  jumpHost: field(jumpHostProblem).transform((hops) => hops.replace(/\s*,\s*/g, ',')),
  options: field(optionsProblem, OPTIONS_LENGTH),
  keepAlive: z.enum(KEEP_ALIVE),
};

/** A trimmed text field; `problem` answers with what is wrong with it, or ''. */
function field(problem: (value: string) => string, maxLength = FIELD_LENGTH) {
  const tooLong = `That is too long: at most ${maxLength} characters.`;
  return z
    .string()
    .trim()
    .superRefine((value, context) => {
      const message = value.length > maxLength ? tooLong : problem(value);
      if (message) context.addIssue({ code: 'custom', message });
    });
}

function nameProblem(name: string, facts: DraftFacts): string {
  if (name === '') return 'Give the host a name.';
  if (/\p{Cc}/u.test(name)) return 'A name can’t contain line breaks or control characters.';
  return facts.nameTaken(name) ? `Another host is called “${name}” already.` : '';
}

function linkProblem(link: string, facts: DraftFacts): string {
  if (link === '' && facts.hasLink) return '';
  if (link === '') return 'Paste the link that “bowline-agent pair” prints on the machine.';
  try {
    parsePairingLink(link);
    return '';
  } catch (error) {
    if (error instanceof PairingLinkError) return error.message;
    throw error;
  }
}

function firstErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) {
    const name = issue.path[0] as keyof HostDraft;
    errors[name] ??= issue.message;
  }
  return errors;
}
