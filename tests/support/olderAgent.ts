// An agent that lacks a feature: a real one, behind a WebSocket that takes the feature's name out of
// its WELCOME.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { FrameDecoder } from '../../core/wire/frameDecoder.ts';
import { decode, encode } from '../../core/wire/messages.ts';
import type { Feature } from '../../core/wire/features.ts';

export interface OlderAgent {
  port: number;
  close(): Promise<void>;
}

export async function olderThan(url: string, feature: Feature): Promise<OlderAgent> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  server.on('connection', (client) => void carry(client, url, feature));
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const client of server.clients) client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function carry(client: WebSocket, url: string, feature: Feature): Promise<void> {
  const waiting: Buffer[] = [];
  client.on('message', (data: Buffer) => void waiting.push(data));
  const agent = new WebSocket(`${url}/bowline`, ['bowline.v1'], { perMessageDeflate: false });
  agent.on('error', () => client.terminate());
  agent.on('close', () => client.terminate());
  client.on('close', () => agent.terminate());
  agent.once('message', (data: Buffer) => {
    client.send(without(feature, data));
    agent.on('message', (more: Buffer) => client.send(more));
  });
  await once(agent, 'open');
  for (const data of waiting) agent.send(data);
  client.removeAllListeners('message');
  client.on('message', (data: Buffer) => agent.send(data));
}

function without(feature: Feature, bytes: Uint8Array): Uint8Array {
  const [frame] = [...new FrameDecoder(4096).push(bytes)];
  const message = frame && decode(frame);
  if (message?.type !== 'welcome') throw new Error('no WELCOME came first');
  const features = message.body.features?.filter((name) => name !== feature) ?? [];
  return encode('welcome', 0, { ...message.body, features });
}
