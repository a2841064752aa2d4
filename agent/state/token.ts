// The pairing token on disk: made once, kept with mode 0600, handed to apps in pairing links.
import { join } from 'node:path';
import { newToken } from '../../core/auth/proof.ts';
import { AgentError } from '../agentError.ts';
import { createPrivateFile, readPrivateFile } from './privateFile.ts';
import { STATE_FILES } from './stateFiles.ts';

/** 22 characters of base64url are 128 bits. */
const TOKEN = /^[A-Za-z0-9_-]{22,512}$/;

function tokenPath(directory: string): string {
  return join(directory, STATE_FILES.token);
}

/** The token kept in a state directory, made if there is none. Throws `AgentError`. */
export function loadOrMakeToken(directory: string): string {
  const token = loadToken(directory);
  if (token !== undefined) return token;
  // Of two that start at once one makes it, and both read what that one made.
  createPrivateFile(tokenPath(directory), `${newToken()}\n`);
  return loadToken(directory)!;
}

/** Puts the token there unless one is. */
export function keepToken(directory: string, token: string): void {
  createPrivateFile(tokenPath(directory), `${token}\n`);
}

/** The token kept in a state directory; undefined when there is none. Throws `AgentError`. */
export function loadToken(directory: string): string | undefined {
  const token = readPrivateFile(tokenPath(directory))?.trim();
  if (token === undefined || TOKEN.test(token)) return token;
  throw new AgentError(
    'TOKEN_DAMAGED',
    `${tokenPath(directory)} doesn't hold a pairing token.`,
    'Delete it; the next start makes a new one, and apps have to be paired again.',
  );
}
