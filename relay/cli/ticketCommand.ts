// bowline-relay ticket: a new enrolment ticket, and its hash for the operator's file.
import { randomBytes } from 'node:crypto';
import { ticketHash } from '../registry/ledger.ts';
import { print, printJson } from './output.ts';

const TICKET_BYTES = 24;

export function ticketCommand({ json }: { json?: boolean }): void {
  const ticket = randomBytes(TICKET_BYTES).toString('base64url');
  const hash = ticketHash(ticket);
  if (json) return printJson({ ticket, hash });
  print(
    `${ticket}\n\nThe agent's owner gets the line above; the policy file gets its hash:\n\n${hash}\n`,
  );
}
