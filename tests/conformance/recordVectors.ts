// Vectors for the records in which a program without a terminal prints: bytes in, what stood on
// which stream out; made here byte by byte, without the reader and the writer that they check.

export interface RecordVector {
  name: string;
  hex: string;
  /** What was read before the error, or all: neighbours of one stream taken together. */
  printed: [stream: number, hex: string][];
  error: 'bad-body' | null;
  /** A record has begun and not ended. */
  inside: boolean;
}

const hexOf = (text: string): string => Buffer.from(text).toString('hex');
const lengthOf = (bytes: number): string => bytes.toString(16).padStart(6, '0');

function record(stream: number, hex: string): string {
  return `0${stream}${lengthOf(hex.length / 2)}${hex}`;
}

const OUT = record(1, hexOf('out'));
const OUT_READ: [number, string] = [1, hexOf('out')];

export function recordVectors(): RecordVector[] {
  return [
    read('nothing', '', []),
    read('one record', OUT, [OUT_READ]),
    read('both streams', `${OUT}${record(2, hexOf('!'))}${OUT}`, [
      OUT_READ,
      [2, hexOf('!')],
      OUT_READ,
    ]),
    read('two of one stream', `${record(2, '00')}${record(2, '02000001')}`, [[2, '0002000001']]),
    read('more than a byte can count', record(1, 'ab'.repeat(300)), [[1, 'ab'.repeat(300)]]),
    {
      ...read('the longest, begun', `02ffffff${hexOf('so far')}`, [[2, hexOf('so far')]]),
      ...BEGUN,
    },
    { ...read('half a head', `${OUT}0200`, [OUT_READ]), ...BEGUN },
    { ...read('a head alone', '01000001', []), ...BEGUN },
    refused('nothing in a record', '01000000'),
    refused('nothing in a record of stderr', '02000000'),
    refused('stdin', '00000001'),
    refused('a stream that there is not', '03000001'),
    refused('the last stream that there is not', 'ff000001'),
  ];
}

const BEGUN = { inside: true };

function read(name: string, hex: string, printed: [number, string][]): RecordVector {
  return { name, hex, printed, error: null, inside: false };
}

/** With one before that is in order, and something behind. */
function refused(name: string, head: string): RecordVector {
  const hex = `${OUT}${head}${hexOf('x')}`;
  return { ...read(name, hex, [OUT_READ]), error: 'bad-body' };
}
