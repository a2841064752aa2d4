// Loaded into an agent by a test (`--import`): its machine knows a name that no other machine
// knows, as a name of its company's network. KNOWN_NAME in the environment; it means loopback.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const { lookup } = dns;

/** @param {string} name @param {any[]} rest */
function withKnownName(name, ...rest) {
  // @ts-expect-error the arguments are whatever they were
  return lookup(name === process.env.KNOWN_NAME ? '127.0.0.1' : name, ...rest);
}

// @ts-expect-error it has no promisified form, which nobody here asks for
dns.lookup = withKnownName;
syncBuiltinESMExports();
