// The numbers of ZMODEM, by their names in the protocol's description.

export const ZPAD = 0x2a;
/** Also CAN, five of which end a transfer. */
export const ZDLE = 0x18;
export const XON = 0x11;

export const FRAME = {
  ZRQINIT: 0,
  ZRINIT: 1,
  ZSINIT: 2,
  ZACK: 3,
  ZFILE: 4,
  ZSKIP: 5,
  ZNAK: 6,
  ZABORT: 7,
  ZFIN: 8,
  ZRPOS: 9,
  ZDATA: 10,
  ZEOF: 11,
  ZFERR: 12,
  ZCRC: 13,
  ZCHALLENGE: 14,
  ZCOMPL: 15,
  ZCAN: 16,
  ZFREECNT: 17,
  ZCOMMAND: 18,
} as const;

/** How a subpacket ends: what follows it, and whether it is to be acknowledged. */
export const END = {
  /** The frame is over. */
  ZCRCE: 0x68,
  /** More follows. */
  ZCRCG: 0x69,
  /** More follows, and an answer is wanted. */
  ZCRCQ: 0x6a,
  /** The frame is over, and an answer is waited for. */
  ZCRCW: 0x6b,
} as const;

/** What a receiver says of itself in ZRINIT's last byte. */
export const CAN = { FDX: 0x01, OVIO: 0x02, FC32: 0x20, ESCCTL: 0x40 } as const;

/** Ends a transfer, whatever the other side is doing; the backspaces take it off a shell's line. */
export const CANCEL = Buffer.from([...Array<number>(8).fill(0x18), ...Array<number>(8).fill(0x08)]);
