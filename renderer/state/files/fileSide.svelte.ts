// One side of a files pane: the files of one place. It is opened in the main process, told how it fares, and
// shows folder after folder there.
import type {
  Bridge,
  FilePlace,
  FileSide as OpenSide,
  FileSideState,
  FilesListed,
} from '../../../electron/ipc/contract.ts';
import { inWords } from '../../../words/said.ts';
import { reason } from '../../lib/bridge.ts';
import { lastPart, parentOf, typedPath } from '../../lib/filePaths.ts';
import { FileList } from './fileList.svelte.ts';

/** Pieces that come within this time are shown in one go. */
const GATHER_MS = 80;
/** Folders that one can go back to. */
const MOST_BACK = 200;
/** Milliseconds: a place that doesn't tell of changes isn't read again sooner for somebody who is back. */
const FRESH_MS = 3_000;

const NOTHING = { modes: false, links: false, copy: false, sums: false, bin: false };

export interface SideOptions {
  bridge: Bridge;
  /** Runs something after so many milliseconds; the result prevents that. */
  later: (ms: number, run: () => void) => () => void;
  /** It shows another folder. */
  visited: () => void;
  now?: () => number;
}

export type SideState = 'opening' | 'ready' | 'lost' | 'failed';

export class FileSide {
  readonly hostId: string | null;
  readonly list = new FileList();
  readonly #options: SideOptions;
  #id = $state<string>(crypto.randomUUID());
  #state = $state<SideState>('opening');
  /** Why it is lost or failed, and what to do, in words. */
  said = $state('');
  advice = $state('');
  /** When it began to be opened; for the seconds that are shown. */
  since = $state(0);
  #path = $state('');
  #open = $state.raw<OpenSide | null>(null);
  #reading = $state(false);
  /** Why a folder, or a part of it, can't be shown. */
  trouble = $state('');
  /** A folder that wasn't gone to, and why. */
  refused = $state.raw<{ path: string; why: string } | null>(null);
  #back = $state.raw<readonly string[]>([]);
  #forward = $state.raw<readonly string[]>([]);
  /** The folder that is shown or being read: what is read again where something comes between. */
  #aim = '';
  #turn = 0;
  #number = -1;
  /** What came before the answer that says whose it is. */
  #early: FilesListed[] | null = null;
  #gathered: FilesListed[] = [];
  #flush: (() => void) | null = null;
  #again = false;
  /** It is read again by itself: nobody asked, nobody is told. */
  #quiet = $state(false);
  #inSight = false;
  /** Something has changed there since it was read, out of sight. */
  #stale = false;
  #readAt = -Infinity;
  readonly #ignore: (() => void)[];

  constructor({ hostId, path }: FilePlace, options: SideOptions) {
    this.hostId = hostId;
    this.#path = path;
    this.#options = options;
    const { bridge } = options;
    this.#ignore = [
      bridge.on('files:listed', (listed) => this.#told(listed)),
      bridge.on('files:state', ({ side, state }) => side === this.#id && this.#fares(state)),
      bridge.on('files:changed', ({ side, path: changed }) => {
        if (side === this.#id && changed === this.#path) this.#isOtherwise();
      }),
    ];
    void this.open();
  }

  /** By which the main process knows it. */
  get id(): string {
    return this.#id;
  }

  get #hasFailed(): boolean {
    return this.#state === 'failed';
  }

  get state(): SideState {
    return this.#state;
  }

  /** '' until it is known. */
  get path(): string {
    return this.#path;
  }

  get place(): FilePlace {
    return { hostId: this.hostId, path: this.#path };
  }

  get home(): string {
    return this.#open?.home ?? '';
  }

  /** How it is reached, in words; '' until it is. */
  get way(): string {
    return inWords(this.#open?.way);
  }

  get can(): OpenSide['can'] {
    return this.#open?.can ?? NOTHING;
  }

  get space(): OpenSide['space'] {
    return this.#open?.space ?? null;
  }

  /** Of a folder that is read again by itself, this isn't shown. */
  get reading(): boolean {
    return this.#reading && !this.#quiet;
  }

  /** Whether somebody sees it. What changes there is shown then; else once it is seen again. */
  set inSight(is: boolean) {
    if (is === this.#inSight) return;
    this.#inSight = is;
    this.#tellSight();
    if (is && this.#stale) void this.#refreshQuietly();
  }

  /** Somebody is back at the window: places that don't tell of changes are read again. */
  seenAgain(): void {
    const { now = Date.now } = this.#options;
    if (this.hostId === null || !this.#inSight || this.#state !== 'ready') return;
    if (!this.#reading && now() - this.#readAt >= FRESH_MS) void this.#refreshQuietly();
  }

  /** It shows something, be it from before. */
  get shows(): boolean {
    return this.#open !== null;
  }

  get canGoBack(): boolean {
    return this.#back.length > 0;
  }

  get canGoForward(): boolean {
    return this.#forward.length > 0;
  }

  /** Opens it, at another folder if one is named. Never rejects: it says how it fares. */
  async open(path = this.#path): Promise<void> {
    const { bridge, now = Date.now } = this.#options;
    const id = (this.#id = crypto.randomUUID());
    [this.#state, this.said, this.advice, this.since] = ['opening', '', '', now()];
    try {
      const open = await bridge.call('files:open', id, { hostId: this.hostId, path });
      if (id !== this.#id) return void bridge.call('files:close', id).catch(() => undefined);
      this.#open = open;
      this.#state = 'ready';
      if (this.#inSight) this.#tellSight();
      await this.#show(open.path, null);
    } catch (error) {
      if (id !== this.#id) return;
      // Who was told more of it before keeps that.
      if (!this.#hasFailed) [this.said, this.advice] = [reason(error), ''];
      this.#state = 'failed';
    }
  }

  /** Tries again after it failed: the connection where there was one, else all of it. */
  async retry(): Promise<void> {
    if (!this.#open) return this.open();
    const { bridge, now = Date.now } = this.#options;
    [this.#state, this.said, this.since] = ['opening', '', now()];
    try {
      await bridge.call('files:reconnect', this.#id);
    } catch (error) {
      [this.#state, this.said] = ['failed', reason(error)];
    }
  }

  /** Goes to a folder. One that can't be shown is told, and what was shown stays. */
  async visit(path: string, current: string | null = null): Promise<void> {
    // One that is still being opened is opened there instead.
    if (!this.shows) return this.open(path);
    if (path === this.#aim) return this.refresh();
    const from = this.#path;
    if (!(await this.#show(path, current)) || from === '' || from === path) return;
    this.#back = [...this.#back, from].slice(-MOST_BACK);
    this.#forward = [];
  }

  /** Goes to what somebody typed. */
  async visitTyped(typed: string): Promise<void> {
    const path = typedPath(typed, this.#path, this.home);
    if (path !== '') await this.visit(path);
  }

  async up(): Promise<void> {
    const parent = parentOf(this.#path);
    if (parent !== this.#path) await this.visit(parent, lastPart(this.#path));
  }

  async back(): Promise<void> {
    const [path, from] = [this.#back.at(-1), this.#path];
    if (path === undefined || !(await this.#show(path, lastPart(from)))) return;
    this.#back = this.#back.slice(0, -1);
    this.#forward = [...this.#forward, from];
  }

  async forward(): Promise<void> {
    const [path, from] = [this.#forward.at(-1), this.#path];
    if (path === undefined || !(await this.#show(path, null))) return;
    this.#forward = this.#forward.slice(0, -1);
    this.#back = [...this.#back, from];
  }

  /** Reads the folder again; what is chosen stays so. */
  async refresh(): Promise<void> {
    if (!this.shows) return;
    this.#quiet = false;
    if (this.#reading) this.#again = true;
    else await this.#show(this.#aim, null, true);
  }

  #isOtherwise(): void {
    if (this.#inSight) void this.#refreshQuietly();
    else this.#stale = true;
  }

  async #refreshQuietly(): Promise<void> {
    if (this.#reading) return void (this.#again = true);
    this.#quiet = true;
    await this.#show(this.#path, null, true);
  }

  #tellSight(): void {
    const { bridge } = this.#options;
    if (!this.#open || this.#id === '') return;
    void bridge.call('files:sight', this.#id, this.#inSight).catch(() => undefined);
  }

  /** It isn't shown any more. */
  close(): void {
    const id = this.#id;
    this.#id = '';
    this.#turn += 1;
    this.#flush?.();
    for (const ignore of this.#ignore) ignore();
    void this.#options.bridge.call('files:close', id).catch(() => undefined);
  }

  /** Answers whether it is shown. */
  async #show(path: string, current: string | null, again = false): Promise<boolean> {
    const turn = ++this.#turn;
    this.#aim = path;
    this.#early = [];
    this.#reading = true;
    this.#again = this.#stale = false;
    if (!again) this.#quiet = false;
    try {
      const { bridge } = this.#options;
      const { number, path: real } = await bridge.call('files:list', this.#id, path);
      if (turn !== this.#turn) return false;
      this.#begins(number, real, current, again);
      return true;
    } catch (error) {
      if (turn === this.#turn) this.#notShown(path, reason(error));
      return false;
    }
  }

  #begins(number: number, path: string, current: string | null, again: boolean): void {
    const early = this.#early ?? [];
    this.#early = null;
    this.#drop();
    this.#number = number;
    if (!this.#quiet) this.refused = null;
    this.trouble = '';
    if (again && path === this.#path) this.list.beginAgain();
    else this.list.begin(current);
    const isOther = path !== this.#path;
    this.#path = this.#aim = path;
    if (isOther || !again) this.#options.visited();
    for (const listed of early) this.#told(listed);
  }

  #notShown(path: string, why: string): void {
    this.#early = null;
    this.#reading = false;
    // Where none is shown there is none to stay in.
    if (path === this.#path || this.#path === '') return void (this.trouble = why);
    this.#aim = this.#path;
    this.refused = { path, why };
  }

  #told(listed: FilesListed): void {
    if (listed.side !== this.#id) return;
    if (this.#early) return void this.#early.push(listed);
    if (listed.number !== this.#number) return;
    this.#gathered.push(listed);
    if (listed.done) this.#take();
    else this.#flush ??= this.#options.later(GATHER_MS, () => this.#take());
  }

  #take(): void {
    const pieces = this.#gathered;
    this.#drop();
    const rows = pieces.flatMap((piece) => piece.rows);
    if (rows.length > 0) this.list.come(rows);
    const last = pieces.at(-1);
    if (!last?.done) return;
    this.list.done();
    this.trouble = inWords(last.trouble);
    this.#reading = this.#quiet = false;
    this.#readAt = (this.#options.now ?? Date.now)();
    if (this.#again) void this.#refreshQuietly();
  }

  #drop(): void {
    this.#flush?.();
    this.#flush = null;
    this.#gathered = [];
  }

  #fares(told: FileSideState): void {
    const { now = Date.now } = this.#options;
    if (told.state === 'ready') return this.#ready();
    if (told.state === 'connecting') {
      if (this.#state !== 'opening') [this.#state, this.since] = ['opening', now()];
      this.said = told.said ? inWords(told.said) : '';
      return;
    }
    this.#state = told.state;
    this.said = inWords(told.said);
    this.advice = told.state === 'failed' ? inWords(told.advice) : '';
    this.#reading = false;
  }

  #ready(): void {
    const wasAway = this.#state !== 'ready' && this.#open !== null;
    if (this.#open) this.#state = 'ready';
    if (wasAway) void this.#show(this.#aim, null, true);
  }
}
