// What playing a transcript is on either side: messages go out with names filled in, and what
// comes is held against patterns.
import { RecordReader } from '../../core/wire/records.ts';
import { encoded, type VectorMessage } from './frameVectors.ts';
import type { Output, Party } from './party.ts';
import { writtenOut } from './shorthand.ts';
import type {
  ClosedStep,
  ExpectStep,
  OutputStep,
  Pattern,
  PrintedStep,
  SendStep,
} from './transcripts.ts';
import type { Variables } from './variables.ts';

/** So that no message is too large: a frame with the largest body, and what is small. */
const MOST_A_MESSAGE = 200_000;

export class Stage {
  readonly variables: Variables;
  readonly parties = new Map<string, Party>();
  /** Sees each message that a step expected, or sent. */
  readonly #onMessage: (message: VectorMessage) => void;

  constructor(variables: Variables, onMessage: (message: VectorMessage) => void) {
    this.variables = variables;
    this.#onMessage = onMessage;
  }

  party(name: string): Party {
    const party = this.parties.get(name);
    if (!party) throw new Error(`there is no connection ${name}`);
    return party;
  }

  send(step: SendStep): void {
    const party = this.party(step.send);
    if ('text' in step) return party.ws.send(step.text);
    if ('messages' in step) return this.sendAll(party, step.messages);
    for (const hex of step.hex) party.ws.send(Buffer.from(hex, 'hex'));
  }

  sendAll(party: Party, messages: readonly Pattern[]): void {
    let pending: Buffer[] = [];
    for (const one of messages) {
      const frame = this.#frameOf(party, one);
      if (Buffer.concat([...pending, frame]).byteLength > MOST_A_MESSAGE) {
        party.ws.send(Buffer.concat(pending));
        pending = [];
      }
      pending.push(frame);
    }
    party.ws.send(Buffer.concat(pending));
  }

  async expect(step: ExpectStep): Promise<void> {
    const left = 'message' in step ? [step.message] : [...step.inAnyOrder];
    while (left.length > 0) {
      let matched: Pattern | undefined;
      const came = await this.party(step.expect).next(JSON.stringify(left), (one) => {
        matched = left.find((pattern) => this.variables.matches(pattern, one));
        return matched !== undefined;
      });
      left.splice(left.indexOf(matched!), 1);
      this.#onMessage(came);
    }
  }

  async output({ output: name, channel, shows, end, grants }: OutputStep): Promise<void> {
    const party = this.party(name);
    const output = party.output(channel);
    if (grants) party.grant(channel);
    await party.until(`output ${shows}`, () => output.text.includes(shows));
    output.text = output.text.slice(output.text.indexOf(shows) + shows.length);
    this.#endsAt(end, output);
  }

  async printed({
    printed: name,
    channel,
    stdout = '',
    stderr = '',
    end,
  }: PrintedStep): Promise<void> {
    const party = this.party(name);
    const output = party.output(channel);
    await party.until(`stdout ${stdout}, stderr ${stderr}`, () => {
      const { 1: out, 2: error, inside } = printedIn(output.text);
      if (!stdout.startsWith(out) || !stderr.startsWith(error)) {
        throw new Error(`printed ${JSON.stringify([out, error])}`);
      }
      return !inside && out === stdout && error === stderr;
    });
    output.text = '';
    this.#endsAt(end, output);
  }

  #endsAt(end: string | undefined, output: Output): void {
    if (end !== undefined && !this.variables.matches(end, output.end)) {
      throw new Error(`the output ends at ${output.end}`);
    }
  }

  async closed(step: ClosedStep): Promise<void> {
    const { code, reason } = await this.party(step.closed).close();
    const isRight = code === step.code && (step.reason ?? reason) === reason;
    if (!isRight) throw new Error(`closed with ${code} ${reason}`);
  }

  /** Cuts what is left. */
  end(): void {
    for (const { ws } of this.parties.values()) ws.terminate();
  }

  #frameOf(party: Party, one: Pattern): Buffer {
    const filled = writtenOut(this.variables.filled(one)) as VectorMessage;
    // Where what the other side sends begins is said by these.
    const { have, input } = filled.body;
    if (filled.type === 'RESUME') party.begins(filled.channel, Number(have));
    if (filled.type === 'OPENED') party.begins(filled.channel, Number(input));
    this.#onMessage(filled);
    return Buffer.from(encoded(filled), 'hex');
  }
}

/** What records hold, by descriptor. */
function printedIn(text: string): { 1: string; 2: string; inside: boolean } {
  const reader = new RecordReader();
  const all = { 1: '', 2: '' };
  for (const { stream, bytes } of reader.push(Buffer.from(text, 'latin1'))) {
    all[stream] += Buffer.from(bytes).toString('latin1');
  }
  return { ...all, inside: reader.inside };
}

/** Says which step failed. */
export async function eachStep<S>(
  steps: readonly S[],
  play: (step: S) => Promise<void>,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    await play(step).catch((error: Error) => {
      error.message = `step ${index + 1}, ${JSON.stringify(step)}: ${error.message}`;
      throw error;
    });
  }
}
