// What a SOCKS server answers. The address in it is of no use to anybody, and is all zeros.

/** RFC 1928, section 6: by what happened, or by the named error of a tunnel. */
export const REPLY: Readonly<Record<string, number>> & {
  succeeded: number;
  failure: number;
  command: number;
  addressKind: number;
} = {
  succeeded: 0,
  failure: 1,
  command: 7,
  addressKind: 8,
  'forward-forbidden': 2,
  'network-unreachable': 3,
  'target-unreachable': 4,
  'target-unknown': 4,
  'target-refused': 5,
  'target-timeout': 6,
};

export function replyV5(code: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(5, code, 0, 1, 0, 0, 0, 0, 0, 0);
}

export function replyV4(granted: boolean): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(0, granted ? 0x5a : 0x5b, 0, 0, 0, 0, 0, 0);
}
