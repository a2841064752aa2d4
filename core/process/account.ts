// What the system's user database says of who runs this process. An account need not stand in it:
// a container may run as any number, and a directory service may be away.
import { userInfo, type UserInfo } from 'node:os';

/** Name of the account; '' where the database knows none. */
export function accountName(): string {
  return entry()?.username ?? '';
}

/** Login shell of the account; '' where the database knows none. */
export function accountShell(): string {
  return entry()?.shell ?? '';
}

function entry(): UserInfo<string> | undefined {
  try {
    return userInfo();
  } catch {
    return undefined;
  }
}
