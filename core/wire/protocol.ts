// Bowline protocol v1: version, limits and message codes. PROTOCOL.md says the same in prose;
// this file imports nothing, so that anything may read it.

/** Versions this code speaks, newest first. */
export const VERSIONS: readonly number[] = [1];
/** The WebSocket subprotocol both sides must name. */
export const SUBPROTOCOL = 'bowline.v1';
/** Path of the WebSocket on the agent's HTTP server. */
export const PATH = '/bowline';

/** Bytes before every body: length u24, type u8, channel u32. */
export const HEADER_BYTES = 8;
/** The offset in front of the payload of a DATA frame. */
export const OFFSET_BYTES = 8;
/** Offset, columns, rows and `more` in front of the payload of a SCREEN frame. */
export const SCREEN_HEAD_BYTES = 14;

export const LIMITS = {
  /** Largest body of a frame after authentication, bytes. */
  maxBody: 128 * 1024,
  /** Largest body before it: nothing a stranger sends may cost more. */
  maxBodyBeforeReady: 4 * 1024,
  /** Largest WebSocket message; it may hold several frames. */
  maxMessage: 256 * 1024,
  /** Connections of an agent's owner. */
  maxConnections: 64,
  /** Connections of guests, who came by an invitation. They take no owner's place. */
  maxGuests: 1024,
  /** Connections of one guest that haven't shown which of them it keeps: twice what a client dials at once. */
  maxGuestWaiting: 16,
  /**
   * Connections that have not proved themselves yet, those included that are no WebSocket yet.
   * One more is let in, and another one dropped.
   */
  maxStrangers: 512,
  /** Shells of one agent that run at once. */
  maxShells: 256,
  /** Channels open at once on one connection. */
  maxChannels: 256,
  /** The same for a guest, who needs one, and another while the first ends. */
  maxGuestChannels: 4,
  /** From the upgrade to HELLO, milliseconds. */
  helloMs: 2_000,
  /** From the upgrade to READY, milliseconds. */
  handshakeMs: 10_000,
  /** Between two PINGs, milliseconds. */
  heartbeatMs: 2_000,
  /** Nothing received for this long: the peer counts as gone, milliseconds. */
  silenceMs: 8_000,
  /** Input the agent takes ahead of the program, bytes. */
  inputWindow: 256 * 1024,
  /** Output in flight that a client may ask for, bytes. */
  maxOutputWindow: 16 * 1024 * 1024,
  /** Control frames waiting for a peer that doesn't read, bytes. */
  maxControlBacklog: 1024 * 1024,
  /** The same for a guest, of whom there may be many. */
  maxGuestBacklog: 64 * 1024,
  /** A screen, all its SCREEN frames together, bytes. It costs no credit. */
  maxScreen: 4 * 1024 * 1024,
  /** Columns and rows of a shell: a terminal's memory goes with their product. */
  maxCols: 1024,
  maxRows: 256,
  /** Invitations of one agent that aren't over; as many more that are, it remembers. */
  maxInvitations: 256,
  /** Body of a GROUP message, bytes: whoever doesn't fit into it is only counted. */
  maxGroup: 4 * 1024,
  /** One message of a chat, characters. */
  maxChatText: 2_000,
  /** Messages of a shell's chat that are kept for those who come later. */
  maxChatHistory: 200,
  /** What others see of a member's name, characters. */
  maxMemberName: 40,
  /** Streams of tunnels open at once on one connection. */
  maxStreams: 1_024,
  /** Of all connections to an agent, those included that were cut and wait. */
  maxAgentStreams: 4_096,
  /** Listeners of tunnels on one connection. */
  maxListeners: 64,
  /** Of all connections to an agent, those included that were cut and wait. */
  maxAgentListeners: 256,
  /** Bytes of one stream in flight that may be granted at first. */
  maxStreamWindow: 16 * 1024 * 1024,
  /** A stream whose connection was cut waits this long to be resumed, milliseconds. */
  streamKeepMs: 60_000,
  /** A message to or from an ssh-agent, bytes; ssh takes no longer ones. */
  maxKeyMessage: 256 * 1024,
  /** Connections to the ssh-agent of one shell at once. */
  maxKeyConnections: 32,
  /** Until a question to whoever lends keys counts as refused, milliseconds: a person may be asked. */
  keyAnswerMs: 120_000,
  /** How long a program without a terminal may be asked to wait for its client, milliseconds. */
  minRunKeepMs: 1_000,
  maxRunKeepMs: 24 * 60 * 60 * 1000,
} as const;

/** Channels from here on are numbered by the agent, those below by the client. */
export const FIRST_AGENT_CHANNEL = 0x8000_0000;

/** Type codes. 0x37–0x3f tunnels, 0x43–0x4f groups, 0x51–0x5f screens: reserved. */
export const CODES = {
  hello: 0x01,
  welcome: 0x02,
  auth: 0x03,
  ready: 0x04,
  error: 0x05,
  ping: 0x06,
  pong: 0x07,
  goodbye: 0x08,
  request: 0x09,
  response: 0x0a,
  open: 0x10,
  attach: 0x11,
  opened: 0x12,
  detach: 0x13,
  detached: 0x14,
  exit: 0x15,
  eof: 0x16,
  reset: 0x17,
  resize: 0x18,
  size: 0x19,
  lagged: 0x1a,
  data: 0x20,
  credit: 0x21,
  connect: 0x30,
  connected: 0x31,
  resume: 0x32,
  resumed: 0x33,
  ended: 0x34,
  listen: 0x35,
  listening: 0x36,
  group: 0x40,
  chat: 0x41,
  refused: 0x42,
  screen: 0x50,
  receipt: 0x80,
  meter: 0x81,
} as const;

export type MessageType = keyof typeof CODES;

/** Frames that fill a link are paced: their receipt is acknowledged, and the next ones wait for it. */
export function isPaced(code: number): boolean {
  return code === CODES.data || code === CODES.screen;
}

/** Unknown types from here on are skipped by a receiver; below, they are an error. */
export const FIRST_OPTIONAL_CODE = 0x80;
