// The type under which the rest of Bowline passes a WebSocket on without importing `ws`.
import type { WebSocket } from 'ws';

export type AgentSocket = WebSocket;
