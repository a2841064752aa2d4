// A saved session on a serial line. It keeps the address that it had before, which means nothing.
import { say } from '../../../../words/said.ts';
import { foundHost, secret, type Found, type FoundSerial } from '../../found.ts';
import { leftBehindOf } from './leftBehind.ts';
import { leftOver, moreOfAny, ONLY_SSH } from './otherKinds.ts';
import type { SavedSession, Settings } from './settings.ts';

const PARITIES = ['none', 'odd', 'even', 'mark', 'space'] as const;
const FLOWS = ['none', 'xonxoff', 'rtscts', 'dsrdtr'] as const;

export function serialHost({ name, group, settings }: SavedSession): Found {
  const serial = serialOf(settings);
  const more = moreOfAny(settings);
  const address = serial.line;
  return {
    hosts: [foundHost({ name, group, protocol: 'serial', address, port: 0, serial, more })],
    unmapped: [
      { where: name, what: 'Protocol=serial', why: say('import-no-kind-yet') },
      ...leftOver(name, settings, ['HostName', ...ONLY_SSH, 'ProxyMethod']),
      ...(settings.text('ProxyPassword') ? [secret(name, 'ProxyPassword')] : []),
      ...leftBehindOf(name, settings),
    ],
  };
}

function serialOf(settings: Settings): FoundSerial {
  const parity = PARITIES[settings.int('SerialParity', 0)];
  const flow = FLOWS[settings.int('SerialFlowControl', 1)];
  return {
    line: settings.text('SerialLine').trim(),
    speed: settings.int('SerialSpeed', 9_600),
    dataBits: settings.int('SerialDataBits', 8),
    stopBits: settings.int('SerialStopHalfbits', 2) / 2,
    ...(parity && { parity }),
    ...(flow && { flow }),
  };
}
