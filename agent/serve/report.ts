// What `serve` tells: one JSON object a line for programs, or calm sentences for a person.
// Never a secret, but for the pairing link of the first line; and whatever a client said, a line
// is one line.
import { shownJson, told } from '../../core/text/clean.ts';

export interface Listening {
  url: string;
  link: string;
  /** Only programs of this machine can connect. */
  local: boolean;
  /** It listens nowhere for others: `url` is the relay's. */
  relayed?: boolean;
}

export interface ReportEvent {
  event: string;
  [field: string]: string | number | boolean | null;
}

export class Report {
  readonly #json: boolean;
  readonly #write: (text: string) => void;
  #alsoTo: (line: string) => void = () => undefined;

  constructor(json: boolean, write: (text: string) => void) {
    this.#json = json;
    this.#write = write;
  }

  listening({ url, link, local, relayed = false }: Listening): void {
    if (this.#json) return this.#line({ event: 'listening', url, link });
    const where = local ? ' (this machine only)' : '';
    const how = relayed ? 'is reached through the relay' : 'listens on';
    this.#write(
      `The Bowline agent ${how} ${url}${where}.\n\n` +
        `To use it, add a host of the kind "Agent" in Bowline and paste this pairing link:\n\n` +
        `  ${link}\n\n` +
        `${secrecy(link)} Ctrl-C stops the agent and ends its shells.\n\n`,
    );
  }

  /** From here on each event goes there too, as a JSON line. */
  alsoTo(write: (line: string) => void): void {
    this.#alsoTo = write;
  }

  /** `text` is the same for a person. */
  event(event: ReportEvent, text: string): void {
    this.#alsoTo(`${shownJson(event)}\n`);
    if (this.#json) this.#line(event);
    else this.#write(`${told(text)}\n`);
  }

  #line(event: ReportEvent): void {
    this.#write(`${shownJson(event)}\n`);
  }
}

function secrecy(link: string): string {
  if (!link.includes('token=')) return 'Only you can use the socket.';
  return 'Keep the link to yourself: whoever has it can work here as you.';
}
