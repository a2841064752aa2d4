// What stands in for hardware: OpenSSH's own security key, a software token of PKCS#11, and what shows codes.
import { execFileSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryDirectory } from './temporary.ts';

/** Of Debian's package `openssh-tests`. */
export const SECURITY_KEY = '/usr/lib/openssh/regress/misc/sk-dummy/sk-dummy.so';
/** What ssh uses a provider through. */
const SK_HELPER = '/usr/lib/openssh/ssh-sk-helper';
const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';

export function whyNoSecurityKey(): string | undefined {
  if (existsSync(SECURITY_KEY)) return undefined;
  return 'OpenSSH’s stand-in for a security key is not installed (package openssh-tests)';
}

export function whyNoToken(): string | undefined {
  return existsSync(SOFTHSM) ? undefined : 'no software token is installed (package softhsm2)';
}

/** Lets a security key wait to be touched: the stand-in by itself doesn't. Gone with the test. */
export class Finger {
  /** For the ssh that uses the key. */
  readonly env: { SSH_SK_HELPER: string };
  readonly #pipe: string;

  constructor() {
    const folder = temporaryDirectory();
    this.#pipe = path.join(folder, 'touched');
    execFileSync('mkfifo', [this.#pipe]);
    const helper = path.join(folder, 'helper');
    const waits = `#!/bin/sh\ncat '${this.#pipe}' >/dev/null\nexec ${SK_HELPER} "$@"\n`;
    writeFileSync(helper, waits, { mode: 0o755 });
    this.env = { SSH_SK_HELPER: helper };
  }

  /** Once ssh waits for it. */
  touch(): void {
    writeFileSync(this.#pipe, '');
  }
}

export interface TestToken {
  /** Of PKCS#11. */
  library: string;
  label: string;
  pin: string;
  /** For whatever loads the library. */
  env: { SOFTHSM2_CONF: string };
  /** The public half of its one key. */
  publicKey: string;
}

/** A token with one key, gone with the test. */
export function makeToken(label = 'ring'): TestToken {
  const folder = temporaryDirectory();
  const SOFTHSM2_CONF = path.join(folder, 'softhsm2.conf');
  mkdirSync(path.join(folder, 'tokens'));
  writeFileSync(SOFTHSM2_CONF, `directories.tokendir = ${folder}/tokens\n`);
  const pin = '5678';
  const util = (...args: string[]) =>
    execFileSync('softhsm2-util', [...args, '--pin', pin], {
      ...{ env: { ...process.env, SOFTHSM2_CONF }, stdio: 'ignore' },
    });
  util('--init-token', '--free', '--label', label, '--so-pin', '1234');
  const key = path.join(folder, 'key');
  const kind = ['-t', 'rsa', '-b', '2048', '-m', 'PKCS8', '-N', '', '-C', `of ${label}`];
  execFileSync('ssh-keygen', ['-q', '-f', key, ...kind]);
  util('--import', key, '--token', label, '--label', `of the ${label}`, '--id', '01');
  const publicKey = readFileSync(`${key}.pub`, 'utf8');
  return { library: realpathSync(SOFTHSM), label, pin, env: { SOFTHSM2_CONF }, publicKey };
}

/** Where Debian keeps modules of PAM. */
const PAM_MODULES = ['/usr/lib/x86_64-linux-gnu/security', '/usr/lib/aarch64-linux-gnu/security'];

export function whyNoCodes(): string | undefined {
  const isThere = PAM_MODULES.some((folder) => existsSync(path.join(folder, 'pam_oath.so')));
  return isThere ? undefined : 'nothing judges one-time codes here (package libpam-oath)';
}

/** A device that shows one-time codes (RFC 4226), and the file by which PAM judges them. */
export class CodeDevice {
  readonly #key = randomBytes(20);
  readonly #file: string;
  #count = 0;

  /** @param folder for the file by which it is judged */
  constructor(folder: string) {
    this.#file = path.join(folder, `codes-${randomBytes(4).toString('hex')}`);
  }

  /** As a service of PAM asks for one. */
  get pamLine(): string {
    return `auth required pam_oath.so usersfile=${this.#file} digits=6 window=5`;
  }

  /** From now on this user needs its codes. */
  giveTo(user: string): void {
    const line = `HOTP/E/6 ${user} - ${this.#key.toString('hex')}\n`;
    writeFileSync(this.#file, line, { mode: 0o600 });
  }

  /** Another one each time. */
  next(): string {
    const count = Buffer.alloc(8);
    count.writeBigUInt64BE(BigInt(this.#count++));
    const hash = createHmac('sha1', this.#key).update(count).digest();
    const at = hash.at(-1)! & 15;
    return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }
}
