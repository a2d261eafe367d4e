import { HttpDoor, type Asked, type Reply, type Trouble } from './http-door.ts';

export interface NtfyMessage {
  readonly topic: string;
  readonly title: string;
  readonly message: string;
  readonly priority: number;
  readonly click?: string;
  readonly actions: readonly { readonly action: string; readonly label: string; readonly url: string; readonly method?: string }[];
}

export const ntfyToken = 'tk_ntfy-canary';

/** An ntfy server that wants its token: publishing as JSON, limits and errors as its documents say. */
export class NtfyServer {
  readonly messages: NtfyMessage[] = [];
  readonly #door = new HttpDoor((asked) => this.#answer(asked));

  async listen(): Promise<this> {
    await this.#door.listen();
    return this;
  }

  stop(): Promise<void> {
    return this.#door.stop();
  }

  get url(): string {
    return this.#door.origin;
  }

  set heard(heard: () => void) {
    this.#door.heard = heard;
  }

  goesWrong(...troubles: Trouble[]): void {
    this.#door.goesWrong(...troubles);
  }

  #answer({ method, path, headers, body }: Asked): Reply {
    if (method === 'HEAD' && path === '/v1/health') return {};
    if (headers.authorization !== `Bearer ${ntfyToken}`) return failed(401, 40101, 'unauthorized');
    if (method !== 'POST' || path !== '/') return failed(404, 40401, 'page not found');
    const message = JSON.parse(body.toString('utf8')) as NtfyMessage;
    if (!/^[\w-]{1,64}$/u.test(message.topic)) return failed(400, 40009, 'invalid request: topic invalid');
    if (message.priority < 1 || message.priority > 5) return failed(400, 40007, 'invalid priority parameter');
    if (message.actions.length > 3) return failed(400, 40018, 'invalid request: actions invalid; only 3 actions allowed');
    if (Buffer.byteLength(message.message) > 4096) return failed(413, 41301, 'message too large');
    this.messages.push(message);
    return { body: { id: `m${this.messages.length}`, event: 'message', topic: message.topic } };
  }
}

const failed = (http: number, code: number, error: string): Reply => ({ status: http, body: { code, http, error } });
