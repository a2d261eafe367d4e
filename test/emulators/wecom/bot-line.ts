import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { BotAnswers } from './bot-answers.ts';
import { frameIn, type Frame, type Occasion } from './bot-frames.ts';
import { BotUploads } from './bot-uploads.ts';
import type { Corp } from './corp.ts';
import type { HttpApi } from './http-api.ts';
import { Refusal, refuse, type Json } from './records.ts';
import { isWithoutEffect, type Trouble } from './troubles.ts';

const answering = new Set(['aibot_respond_msg', 'aibot_respond_welcome_msg', 'aibot_respond_update_msg', 'aibot_send_msg']);
const uploading = new Set(['aibot_upload_media_init', 'aibot_upload_media_chunk', 'aibot_upload_media_finish']);

/** The long connection of the bot: one at a time, whoever comes last has it. */
export class BotLine {
  readonly botId = 'aibEmulatedBot0000000000000000000';
  readonly secret = 'EmulatedBotSecretCanary00000000000000000000';
  /** Whether pings stay without an answer. */
  isMute = false;
  /** Whether nobody is let in. */
  isShut = false;
  isRevoked = false;
  readonly occasions = new Map<string, Occasion>();
  readonly #corp: Corp;
  readonly #api: HttpApi;
  readonly #answers: BotAnswers;
  readonly #uploads: BotUploads;
  readonly #sockets = new WebSocketServer({ noServer: true });
  #current: WebSocket | null = null;

  constructor(corp: Corp, api: HttpApi, limits: boolean) {
    this.#corp = corp;
    this.#api = api;
    this.#answers = new BotAnswers({ corp, limits, tally: api.tally, occasions: this.occasions });
    this.#uploads = new BotUploads(corp);
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      if (this.isShut) return void socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
      this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#hears(opened));
    });
  }

  stop(): void {
    this.cut();
    this.#sockets.close();
  }

  /** 1 while an app is there. */
  get connections(): number {
    return this.#current?.readyState === WebSocket.OPEN ? 1 : 0;
  }

  /** Breaks all sockets without a word. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#current = null;
  }

  /** Tells who is there that another has come, and hangs up. */
  kick(): void {
    const socket = this.#current;
    if (!socket) return;
    this.#current = null;
    const body = { ...this.#head(), event: { eventtype: 'disconnected_event' } };
    socket.send(JSON.stringify({ cmd: 'aibot_event_callback', headers: { req_id: this.#corp.next('req', 32) }, body }));
    socket.close();
    this.#corp.changed();
  }

  #head(): Json {
    return { msgid: this.#corp.next('botmsg', 40), create_time: this.#corp.seconds, aibotid: this.botId, msgtype: 'event' };
  }

  /** Brings something to the bot; answers its req_id, or null where nobody is there: then it is lost. */
  bring(cmd: string, body: Json, occasion: Omit<Occasion, 'at' | 'streams' | 'isAnswered'>): string | null {
    if (this.connections === 0) return null;
    const req_id = this.#corp.next('req', 32);
    this.occasions.set(req_id, { ...occasion, at: this.#corp.now(), streams: new Map(), isAnswered: false });
    this.#current!.send(JSON.stringify({ cmd, headers: { req_id }, body }));
    return req_id;
  }

  #hears(socket: WebSocket): void {
    socket.on('message', (data: Buffer) => {
      const frame = frameIn(data.toString('utf8'));
      if (frame) void this.#takes(socket, frame);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#current === socket) this.#current = null;
      this.#corp.changed();
    });
  }

  async #takes(socket: WebSocket, frame: Frame): Promise<void> {
    if (frame.cmd === 'ping')
      return void (this.isMute || socket.send(JSON.stringify({ headers: frame.headers, errcode: 0, errmsg: 'ok' })));
    const method = frame.cmd ?? '';
    const { secret: _secret, ...args } = frame.body ?? {};
    const effect = async (): Promise<Json> => this.#does(socket, frame);
    const sends = (answer: Json | null, trouble: Trouble | undefined): Json | null => this.#sends(socket, { frame, answer, trouble });
    await this.#api.counts({ method, args, reqId: frame.headers.req_id }, { effect, sends });
  }

  /** What comes of a frame: errcode, errmsg and a body. */
  #does(socket: WebSocket, frame: Frame): Json {
    try {
      const body = this.#body(socket, frame);
      return { errcode: 0, errmsg: 'ok', ...(Object.keys(body).length > 0 ? { body } : {}) };
    } catch (error) {
      if (error instanceof Refusal) return { errcode: error.errcode, errmsg: error.message };
      return { errcode: -1, errmsg: `system busy: ${String(error)}` };
    }
  }

  #body(socket: WebSocket, frame: Frame): Json {
    const { cmd = '' } = frame;
    if (cmd === 'aibot_subscribe') return this.#subscribes(socket, frame.body ?? {});
    if (socket !== this.#current) refuse(846609, 'aibot websocket not subscribed');
    if (answering.has(cmd)) return this.#answers.take(frame);
    if (uploading.has(cmd)) return this.#uploads.take(frame);
    return refuse(40058, `cmd ${cmd} invalid. invalid Request Parameter`);
  }

  #subscribes(socket: WebSocket, { bot_id, secret }: Json): Json {
    if (bot_id !== this.botId) refuse(850001, 'invalid bot_id');
    if (secret !== this.secret || this.isRevoked) refuse(851014, 'invalid secret');
    if (this.#current !== socket) this.kick();
    this.#current = socket;
    return {};
  }

  #sends(socket: WebSocket, { frame, answer, trouble }: { frame: Frame; answer: Json | null; trouble: Trouble | undefined }): Json | null {
    if (trouble === 'hangs' || trouble === 'silent') return null;
    if (trouble === 'breaks' || trouble === 'late') {
      socket.terminate();
      return null;
    }
    const told = isWithoutEffect(trouble) ? { errcode: -1, errmsg: 'system busy', ...(trouble as Json) } : answer!;
    socket.send(JSON.stringify({ headers: frame.headers, ...told }));
    return told;
  }
}
