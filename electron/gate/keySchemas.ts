// What arguments the calls take that are about keys and host keys of this computer.
import { z } from 'zod';
import { once } from '../../core/task/once.ts';

const id = once(() => z.string().min(1).max(100));
const secret = once(() => z.string().max(4_096));
const text = once(() => z.string().max(1_000));
/** Its path, or its fingerprint. */
const key = once(() => z.string().min(1).max(4_096));
const name = once(() => z.string().min(1).max(1_000));
/** Of a file among the files, of a line in one. */
const place = once(() => z.int().min(0).max(1_000_000));
/** Control characters would answer the next question, too. */
const answer = once(() => text().regex(/^\P{Cc}*$/u));

const keyWish = once(() =>
  z.strictObject({
    type: z.enum(['ed25519', 'rsa', 'ed25519-sk', 'ecdsa-sk']),
    name: text(),
    comment: text(),
    passphrase: secret(),
    pin: secret(),
  }),
);

export const keySchemas = {
  'keys:list': () => z.tuple([]),
  'keys:make': () => z.tuple([keyWish()]),
  'keys:public': () => z.tuple([key()]),
  'keys:remove': () => z.tuple([key()]),
  'keys:setPassphrase': () => z.tuple([key(), secret(), secret()]),
  'keys:addToAgent': () => z.tuple([key(), secret()]),
  'keys:dropFromAgent': () => z.tuple([key()]),
  'keys:onHost': () => z.tuple([id(), z.enum(['put', 'drop']), key(), id()]),
  'keys:answer': () => z.tuple([id(), answer()]),
  'keys:stop': () => z.tuple([]),
  'knownHosts:list': () => z.tuple([]),
  'knownHosts:find': () => z.tuple([z.array(name()).max(200)]),
  'knownHosts:picture': () => z.tuple([place(), place()]),
  'knownHosts:remove': () => z.tuple([name(), place(), z.array(place()).max(50_000)]),
  'knownHosts:openFile': () => z.tuple([place()]),
};
