// A serial port of Royal TS.
import type { FoundSerial } from '../found.ts';
import { given, numberIn, textIn, type Table } from '../plain.ts';

const STOP_BITS: Readonly<Record<string, number | undefined>> = {
  ...{ one: 1, two: 2, onepointfive: 1.5, 1: 1, 2: 2, 1.5: 1.5 },
};
const PARITY = ['none', 'odd', 'even', 'mark', 'space'] as const;
const USUAL_SPEED = 9_600;

export function royalSerial(object: Table): FoundSerial {
  const stop = textIn(object, 'StopBits')?.toLowerCase() ?? '';
  const settings = given<Omit<FoundSerial, 'line' | 'speed'>>({
    dataBits: numberIn(object, 'DataBits'),
    parity: PARITY.find((one) => one === textIn(object, 'Parity')?.toLowerCase()),
    stopBits: Object.hasOwn(STOP_BITS, stop) ? STOP_BITS[stop] : undefined,
  });
  const line = textIn(object, 'SerialPortName') ?? textIn(object, 'ComputerName') ?? '';
  return { line, speed: numberIn(object, 'BaudRate') ?? USUAL_SPEED, ...settings };
}
