// Names that say of their values that these are secret, whichever tool's file they stand in.
import { secret, type Found, type FoundHost } from './found.ts';

/** Of a variable of the remote shell. */
export const SECRET_NAME =
  /pass(?:word|phrase|wd)|(?:^|_)(?:pass|pw)(?:_|$)|secret|token|api_?key|credential/i;
/** Of a setting that nobody knows here. */
export const SECRET_SETTING =
  /pass(?!ive|enger|through)|pwd|^pw$|secret|token|private.?key|otp|credential(?!.?provider)/i;

/** As OpenSSH calls it. */
const KEYWORD = 'SetEnv';

/** Without variables that are secret by their names; each is told. */
export function withoutSecretVariables({ hosts, unmapped }: Found): Found {
  const told = hosts.flatMap(({ name, more }) =>
    (more.setEnv ?? []).filter(isSecret).map((one) => secret(name, `${KEYWORD} ${nameOf(one)}`)),
  );
  return told.length > 0
    ? { hosts: hosts.map(parted), unmapped: [...unmapped, ...told] }
    : { hosts, unmapped };
}

function parted(host: FoundHost): FoundHost {
  const { setEnv, ...more } = host.more;
  const kept = setEnv?.filter((one) => !isSecret(one)) ?? [];
  return { ...host, more: kept.length > 0 ? { ...more, setEnv: kept } : more };
}

function isSecret(variable: string): boolean {
  return SECRET_NAME.test(nameOf(variable));
}

function nameOf(variable: string): string {
  return variable.split('=', 1)[0]!;
}
