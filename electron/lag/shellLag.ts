// Says whether a shell lags, and of what: judges what is measured of it, tells when that changes,
// and reports all of it to who looks. It looks only while something is under way or already
// lags, so that an idle shell costs nothing.
import { isDeepStrictEqual } from 'node:util';
import { FORGET_MS } from '../../core/lag/echoWatch.ts';
import { LagJudge } from '../../core/lag/lagJudge.ts';
import { Alarm } from '../../core/time/alarm.ts';
import { steady } from '../../core/lag/steady.ts';
import type { Clock } from '../../core/time/clock.ts';
import type { LagReport, LagWarning } from '../ipc/contract.ts';
import type { Shell, ShellMeasure, ShellState } from '../shell.ts';
import { lagReport } from './lagReport.ts';
import { lagWords } from './lagWords.ts';
import { ShellMeters } from './shellMeters.ts';
import type { LagThresholds } from './thresholds.ts';

export interface ShellLagOptions {
  clock: Clock;
  thresholds: () => LagThresholds;
  /** Bytes typed and not yet taken. */
  pending: () => number;
  /** What `over` adds to a state has changed. */
  onChange: () => void;
}

type Cause = Exclude<LagWarning['cause'], 'silence' | 'round-trip'>;

interface Shown {
  warning: LagWarning | null;
  backlog: number;
  echoMs: number | null;
}

/** How often a shell is looked at while something is under way, milliseconds. */
const LOOK_MS = 250;
/** Figures that count on are told no more often, milliseconds. */
const TELL_MS = 1_000;
/** Longer behind than this is told, milliseconds: a screenful is none. */
const BEHIND_MS = 1_000;
/** Less than this behind is nothing to speak of; more is told in steps of it. */
const BACKLOG_STEP_BYTES = 64 * 1024;
const WELL: Shown = { warning: null, backlog: 0, echoMs: null };
/** A shell that knows nothing more than what passes through main. */
export const UNMEASURED: ShellMeasure = {
  backlog: null,
  window: null,
  hostMs: null,
  inputWaitMs: 0,
  link: null,
};

export class ShellLag {
  readonly meters: ShellMeters;
  readonly #options: ShellLagOptions;
  readonly #judge = new LagJudge<Cause>({
    // Both are told by an answer that came meanwhile, so they are sure already.
    input: { enterMs: 0, leaveMs: 1_000 },
    echo: { enterMs: 0, leaveMs: 0 },
    backlog: { enterMs: 1_000, leaveMs: 1_000 },
    drawing: { enterMs: 1_000, leaveMs: 1_000 },
  });
  #shell: Pick<Shell, 'measure' | 'output'> | null = null;
  #shown = WELL;
  #toldAt = -Infinity;
  /** Since when a step or more is behind; null while it isn't. */
  #behindSince: number | null = null;
  readonly #alarm: Alarm;

  constructor(options: ShellLagOptions) {
    this.#options = options;
    this.meters = new ShellMeters(options.clock);
    this.#alarm = new Alarm(options.clock, () => this.look());
  }

  /** It is this shell's turn. */
  follow(shell: Pick<Shell, 'measure' | 'output'>): void {
    this.#shell = shell;
  }

  /** The state with its lag. A link that lags is told before a shell that does. */
  over(state: ShellState): ShellState & Pick<Shown, 'backlog' | 'echoMs'> {
    const { warning, backlog, echoMs } = this.#shown;
    const lagging = warning && state.state === 'online' ? this.#asLagging(warning) : {};
    return { ...state, ...lagging, backlog, echoMs };
  }

  /** The shell has another state now. */
  turned({ state }: ShellState): void {
    const connected = state === 'online' || state === 'lagging';
    if (connected === (this.meters.connectedAt !== null)) return;
    if (!connected) return this.#disconnected();
    this.meters.connected();
    this.#alarm.within(LOOK_MS);
  }

  /** `handed`: there is a window to parse it. */
  printed(bytes: Uint8Array, handed = true): void {
    const echo = this.meters.printed(bytes, handed);
    if (echo !== null) this.#echoed(echo);
    this.#alarm.within(LOOK_MS);
  }

  typed(bytes: Uint8Array): void {
    this.meters.typed(bytes);
    this.#alarm.within(LOOK_MS);
  }

  /** Judges anew: something was measured, or the thresholds are others. */
  look(): void {
    this.#alarm.cancel();
    if (this.meters.connectedAt === null) return;
    const [measure, now] = [this.#measure(), this.#options.clock.now()];
    const backlog = this.#backlog(measure);
    this.meters.backlogs.record(now, backlog);
    const cause = this.#judge.look(this.#levels(measure, backlog), now);
    this.#show(this.#shownFor(cause, measure, backlog), now);
    if (cause || backlog > 0 || this.#options.pending() > 0) this.#alarm.within(LOOK_MS);
    // What an echo took is no longer known after a while; until then there is nothing to see.
    else if (this.#shown.echoMs !== null) this.#alarm.within(FORGET_MS);
  }

  /** All that is known now, and how it was over the last minutes. */
  report(): LagReport {
    const measure = this.#measure();
    const { clock } = this.#options;
    return lagReport(this.meters, measure, this.#backlog(measure), clock.now());
  }

  close(): void {
    this.#alarm.cancel();
    this.#shell = null;
    this.meters.disconnected();
  }

  #echoed(ms: number): void {
    if (ms < this.#options.thresholds().echoMs) this.meters.usualEcho.push(ms);
    this.look();
  }

  #disconnected(): void {
    this.meters.disconnected();
    this.#alarm.cancel();
    this.#judge.reset();
    this.#shown = WELL;
  }

  #measure(): ShellMeasure {
    return this.#shell?.measure?.() ?? UNMEASURED;
  }

  #backlog({ backlog }: ShellMeasure): number {
    return backlog ?? this.meters.unparsed + (this.#shell?.output.held ?? 0);
  }

  #levels(measure: ShellMeasure, backlog: number): Record<Cause, number> {
    const { backlogBytes, inputWaitMs, echoMs } = this.#options.thresholds();
    const { typedForMs } = this.meters;
    return {
      input:
        this.#options.pending() > 0 ? Math.max(measure.inputWaitMs, typedForMs) / inputWaitMs : 0,
      // What a window lets be under way is no lag: the link and the terminal are kept busy by it.
      backlog: Math.max(0, backlog - (measure.window ?? 0)) / backlogBytes,
      drawing: this.meters.drawingForMs / echoMs,
      // With a heartbeat the round trip says more, and of whom.
      echo: measure.link ? 0 : (this.meters.echoMs ?? 0) / echoMs,
    };
  }

  #shownFor(cause: Cause | null, measure: ShellMeasure, backlog: number): Shown {
    const figures: Record<Cause, () => number> = {
      input: () => this.#options.pending(),
      backlog: () => inSteps(backlog),
      drawing: () => this.meters.drawingForMs,
      echo: () => steady(this.#shown.echoMs, this.meters.echoMs) ?? 0,
    };
    return {
      warning: cause && { cause, value: figures[cause]() },
      backlog: this.#isBehind(backlog) ? inSteps(backlog) : 0,
      echoMs: measure.link ? null : steady(this.#shown.echoMs, this.meters.echoMs),
    };
  }

  #isBehind(backlog: number): boolean {
    const now = this.#options.clock.now();
    this.#behindSince = inSteps(backlog) > 0 ? (this.#behindSince ?? now) : null;
    return this.#behindSince !== null && now - this.#behindSince >= BEHIND_MS;
  }

  #show(next: Shown, now: number): void {
    if (isDeepStrictEqual(next, this.#shown)) return;
    const sameCause = next.warning?.cause === this.#shown.warning?.cause;
    if (sameCause && now - this.#toldAt < TELL_MS) return this.#alarm.within(TELL_MS);
    this.#shown = next;
    this.#toldAt = now;
    this.#options.onChange();
  }

  #asLagging(lag: LagWarning): Pick<ShellState, 'state' | 'message' | 'lag'> {
    const usual = lag.cause === 'echo' ? this.meters.usualEcho.value : null;
    return { state: 'lagging', message: lagWords(lag, usual), lag };
  }
}

function inSteps(bytes: number): number {
  return Math.floor(bytes / BACKLOG_STEP_BYTES) * BACKLOG_STEP_BYTES;
}
