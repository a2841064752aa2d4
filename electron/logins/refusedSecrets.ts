// Which kept secrets were refused, so that no later login tries them again: one that is changed is another. And
// which are being tried: of many logins at once the first alone tries what isn't known to be right just now, as a server
// locks an account, and a token itself, after a few that are wrong. What is remembered of a secret is of no use
// beyond this process.
import { createHmac, randomBytes } from 'node:crypto';
import { withResolvers } from '../../core/task/taskGroup.ts';
import { pause, systemClock, type Clock } from '../../core/time/clock.ts';

/** Milliseconds; a server that takes longer to say what it thinks of a password holds up no other login. */
export const TRIAL_MS = 10_000;

/** Milliseconds that it counts as right: those that come back at once need wait for one of them alone. */
const RIGHT_MS = 60_000;

/** A secret that was given by a login. */
export interface Trial {
  /** The login came through by it. */
  right(): void;
  /** It isn't known what became of it, or never will be. */
  end(): void;
}

export class RefusedSecrets {
  readonly #key = randomBytes(32);
  readonly #clock: Clock;
  readonly #marks = new Map<string, string>();
  readonly #right = new Map<string, { mark: string; until: number }>();
  readonly #trials = new Map<string, { mark: string; over: Promise<void> }>();

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /**
   * @param use names what it is for
   * @param at who has refused it. Of an identity, one host may have another password: where the others took it, that
   *   host alone isn't given it any more, until a second one refuses it
   */
  refused(use: string, at: string, mark: string): void {
    const isElsewhereRight = this.#right.get(use)?.mark === mark;
    this.#right.delete(use);
    this.#marks.set(isElsewhereRight ? placed(use, at) : use, mark);
  }

  isRefused(use: string, at: string, secret: string): boolean {
    const mark = this.markOf(secret);
    return [use, placed(use, at)].some((one) => this.#marks.get(one) === mark);
  }

  /** Stands for a secret. */
  markOf(secret: string): string {
    return createHmac('sha256', this.#key).update(secret).digest('base64');
  }

  /** Another login tries it; undefined: none does, or it is known to be right. `patient`: however long that takes. */
  tried(use: string, mark: string, patient: boolean): Promise<void> | undefined {
    const trial = this.#trials.get(use);
    if (trial?.mark !== mark || this.#isRight(use, mark)) return undefined;
    return patient ? trial.over : Promise.race([trial.over, pause(this.#clock, TRIAL_MS)]);
  }

  /** It is given now. */
  begin(use: string, mark: string): Trial {
    const { promise: over, resolve } = withResolvers<void>();
    const trial = { mark, over };
    this.#trials.set(use, trial);
    const end = (): void => {
      if (this.#trials.get(use) === trial) this.#trials.delete(use);
      resolve();
    };
    const right = (): void => {
      this.#right.set(use, { mark, until: this.#clock.now() + RIGHT_MS });
      end();
    };
    return { end, right };
  }

  #isRight(use: string, mark: string): boolean {
    const known = this.#right.get(use);
    return known?.mark === mark && this.#clock.now() < known.until;
  }
}

const placed = (use: string, at: string): string => JSON.stringify([use, at]);
