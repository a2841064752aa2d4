// What a bench is: one file that measures one row of the performance page, and what it hands
// back. `benches.ts` lists them.

export type Unit = 'ms' | 's' | 'KB' | 'MB' | 'MB/s' | '%' | '×';

/** What a figure must not exceed, or must reach. */
export type Aim = { most: number } | { least: number };

export interface Figure {
  /** What was measured, in a person's words; begins the line it stands on. */
  what: string;
  value: number;
  unit: Unit;
  /** Without one the figure is there to compare with. */
  aim?: Aim;
}

export interface Measurement {
  figures: Figure[];
  /** Every single measurement behind the figures, under a name that says what and in which unit. */
  samples: Record<string, number[]>;
  /** What somebody must know to read the figures: a program that wasn't there, say. */
  notes: string[];
}

/** What a bench is given for one run. */
export interface Run {
  /** Fewer repeats and bytes: tries the bench itself, and its figures mean nothing. */
  quick: boolean;
  /** Progress, for whoever watches. */
  say(line: string): void;
  /** Setting up is over: processor time counts from here, and not from the start of the run. */
  begin(): void;
  /** Hands over something that has to be ended however the run goes. The last comes first. */
  use<T extends AsyncDisposable>(thing: T): T;
}

export interface Bench {
  /** As in `npm run bench -- NAME`. */
  name: string;
  /** What it is about, for the performance page. */
  title: string;
  /** How it measures, for the performance page; one paragraph. */
  method: string;
  /** After this long something hangs, and the run is ended. */
  limitMs: number;
  /** Rounds in which two builds are compared; 8 unless it says otherwise. */
  rounds?: number;
  /** `rig`: it has no app, and whoever is connected to the agent is no part of what is built. */
  client?: 'rig';
  measure(run: Run): Promise<Measurement>;
}
