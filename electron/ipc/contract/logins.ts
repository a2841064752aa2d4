// What main tells of logins and keys; their calls stand in `loginCalls.ts` and `keyCalls.ts`.
import type { KeyProgress } from '../keyTypes.ts';
import type { AskedQuestion, Keeper, SavedIdentity } from '../loginTypes.ts';

/** A part of `Events`. */
export interface LoginEvents {
  /** What stands over a shell's terminal now; null: nothing. */
  'logins:asks': { shellId: string; question: AskedQuestion | null };
  'vault:changed': Keeper;
  'identities:changed': SavedIdentity[];
  'keys:progress': KeyProgress;
}
