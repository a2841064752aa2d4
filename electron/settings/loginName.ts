// What the user is called where no name was given.
import { userInfo } from 'node:os';

/** '' where the system knows none. */
export function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
