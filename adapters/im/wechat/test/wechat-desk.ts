import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../../clock/system.ts';
import { guestProcesses } from '../../../guest/guest-process.ts';
import { Line } from '../../../guest/line.ts';
import type { Speech } from '../../../guest/message.ts';
import type { Inbound } from '../../../../domain/chat/heard.ts';
import { OutsideError } from '../../../../ports/errors.ts';
import type { Asks } from '../../../../ports/guest.ts';
import type { Im } from '../../../../ports/im.ts';
import { memoryInHand } from '../../../../test/harness/chat-memory.ts';
import { until } from '../../../../test/harness/until.ts';
import { wechatChat } from '../wechat-chat.ts';
import type { DeskCalls } from './desk-calls.ts';

export const ana = 'wxid_ana';
export const bo = 'wxid_bo';
export const chen = 'wxid_chen';
export const dora = 'wxid_dora';
export const secret = 'secret-token-canary';

export interface WechatDesk {
  readonly im: Im & Required<Pick<Im, 'rooms' | 'ears' | 'check'>>;
  readonly heard: Inbound[];
  readonly noted: { readonly what: string; readonly data: object }[];
  /** The WeChat of whoever came in last. */
  readonly wechat: Asks<DeskCalls>;
  /** How many puppets have come in so far. */
  readonly comings: () => number;
  readonly isListening: () => Promise<unknown>;
  close(): Promise<void>;
}

export interface WechatDeskOptions {
  readonly isOut?: boolean;
  /** Whether the lease is ours, asked each time. */
  readonly isOurs?: () => boolean;
  readonly puppet?: string;
}

export interface PuppetDoor {
  readonly port: number;
  readonly comings: () => number;
  readonly wechat: Asks<DeskCalls>;
  close(): Promise<void>;
}

/** Where the puppets of a test come in, and the line to whoever came in last. */
export async function puppetDoor(): Promise<PuppetDoor> {
  const lines: { line: Line; socket: Socket }[] = [];
  const server = createServer((socket) => {
    const line = new Line({ postMessage: (m) => void socket.write(`${JSON.stringify(m)}\n`) }, async () => null);
    createInterface({ input: socket }).on('line', (text) => line.take(JSON.parse(text) as Speech));
    socket.on('error', () => {});
    socket.on('close', () => line.end(new OutsideError('transient', 'the puppet is gone')));
    lines.push({ line, socket });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    comings: () => lines.length,
    wechat: { call: async (name, asked) => (await lines.at(-1)!.line.call(name, asked)) as never },
    async close() {
      for (const { socket } of lines) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The adapter with Wechaty in its process, before a WeChat that is played. */
export async function wechatDesk({ isOut = false, isOurs = () => true, puppet }: WechatDeskOptions = {}): Promise<WechatDesk> {
  const door = await puppetDoor();
  const folder = await mkdtemp(join(tmpdir(), 'wechat-'));
  const noted: { what: string; data: object }[] = [];
  const heard: Inbound[] = [];
  const note = (what: string, data: object): void => void noted.push({ what, data });
  const options = { port: door.port, contacts: [ana, bo, chen, dora].join(','), isOut };
  const im = wechatChat({
    name: 'wechat',
    spec: { type: 'wechat', puppet: puppet ?? new URL('desk-puppet.ts', import.meta.url).href, options, token: secret, mirror: false },
    clock: systemClock,
    pace: { turn: async () => {}, refused: () => {} },
    memory: memoryInHand(systemClock),
    leases: { hold: async () => isOurs(), release: async () => {} },
    invite: guestProcesses({ clock: systemClock, noted: note, env: {} }),
    folder,
    lang: () => 'zh',
    noted: note,
    failed: (what, error, data) => note(what, { ...data, error: String(error) }),
  }) as WechatDesk['im'];
  await im.ears.start({ heard: async (inbound) => void heard.push(inbound), submitted: async () => null, options: async () => [] });
  const patience = { what: 'us to be logged in', timeoutMs: 60_000, context: () => JSON.stringify(im.ears.state()) };
  const isListening = () => until(() => im.ears.state().state === 'listening', patience);
  if (!isOut && isOurs() && puppet === undefined) await isListening();
  const close = async (): Promise<void> => {
    await im.ears.stop();
    await door.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { im, heard, noted, wechat: door.wechat, comings: door.comings, isListening, close };
}
