// Settings that Xshell writes into every file. Those of sections that aren't named here are about its
// window, its logs, its keyboard and its transfers; of the others, what is known is left out by this
// list, and everything else is told.
import type { XshSections } from './xshellHosts.ts';

/** By section: what goes into the host or is told by what reads it, and what everybody has. */
const KNOWN = new Map<string, RegExp>([
  [
    'connection',
    /^(?:host|port|protocol|description|proxy|ftpport|autoreconnect\w*|usenaglesalgorithm|pastedelay|keepalive\w*|sendkeepalive\w*|tcpkeepalive|display|\w*title)$/,
  ],
  [
    'connection:authentication',
    /^(?:username|userkey|userkeyname|password|passphrase|method|authmethodlist|telnetloginprompt|telnetpasswordprompt|rloginpasswordprompt|expectsend_\w+|useexpectsend|useinitscript|scriptpath|pkcs11pin|pkcs11middleware|capipin|capikey|library|delegation|useauthprofile|authprofile|usepassword)$/,
  ],
  [
    'connection:ssh',
    // LaunchAuthAgent, UseAuthAgent: the tool's own agent. VexMode, Display: its own X server.
    /^(?:forwardx11|agentforwarding|compression|remotecommand|initremotedirectory|noterminal|fwdreq\w*|launchauthagent|useauthagent|savehostkey|forwardtoxmanager|display|vexmode|cipher|cipherlist|sshciphers|mac|maclist|sshmacs|keyexchange|keyexchangelist|sshkeyexchanges|initlocaldirectory|noconnfilemanager|hostkeyalgorithms|sshhostkey\w*)$/,
  ],
  ['connection:proxy', /^(?:proxy|startup|useproxy)$/],
  ['connection:keepalive', /^(?:keepalive\w*|sendkeepalive\w*|tcpkeepalive)$/],
]);

/** What is on by nobody's choice. */
const USUAL = ['', '0'];

/** `[CONNECTION] IPV` and its value, of all that stands there and has no place in a host. */
export function restOf(sections: XshSections): [key: string, value: string][] {
  return [...KNOWN].flatMap(([section, known]) =>
    [...(sections.get(section) ?? [])]
      .filter(([key, value]) => !known.test(key) && !USUAL.includes(value))
      .map(([key, value]): [string, string] => [`[${section.toUpperCase()}] ${key}`, value]),
  );
}
