import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Make } from '../../domain/chat/channel.ts';
import { HttpDoor, type Asked, type Reply, type Trouble } from './http-door.ts';

/** What the group sees. */
export interface Said {
  readonly make: Make;
  readonly at: number;
  readonly text: string;
  readonly mentioned: readonly string[];
  readonly links: readonly string[];
  readonly bytes: number;
}

interface Span {
  readonly count: number;
  readonly perMs: number;
  /** For how long who sends more is shut out. */
  readonly shutMs: number;
}

const spans: Readonly<Record<Make, readonly Span[]>> = {
  wecom: [{ count: 20, perMs: 60_000, shutMs: 0 }],
  dingtalk: [{ count: 20, perMs: 60_000, shutMs: 600_000 }],
  feishu: [
    { count: 100, perMs: 60_000, shutMs: 0 },
    { count: 5, perMs: 1_000, shutMs: 0 },
  ],
};

const paths: Readonly<Record<Make, string>> = {
  wecom: '/cgi-bin/webhook/send',
  dingtalk: '/robot/send',
  feishu: '/open-apis/bot/v2/hook/',
};

interface RobotsOptions {
  readonly now: () => number;
  /** With it, DingTalk and Feishu check signatures. */
  readonly secret?: string;
}

/** The robots of one group in WeCom, DingTalk and Feishu: their wire formats, signatures, limits and error codes as their documents say. */
export class Robots {
  readonly said: Said[] = [];
  readonly #options: RobotsOptions;
  readonly #times: Readonly<Record<Make, number[]>> = { wecom: [], dingtalk: [], feishu: [] };
  #shutUntil = 0;
  readonly #door: HttpDoor;

  constructor(options: RobotsOptions) {
    this.#options = options;
    this.#door = new HttpDoor((asked) => this.#answer(asked));
  }

  async listen(): Promise<this> {
    await this.#door.listen();
    return this;
  }

  stop(): Promise<void> {
    return this.#door.stop();
  }

  set heard(heard: () => void) {
    this.#door.heard = heard;
  }

  goesWrong(...troubles: Trouble[]): void {
    this.#door.goesWrong(...troubles);
  }

  get calls(): readonly Asked[] {
    return this.#door.asked;
  }

  url(make: Make): string {
    const key = { wecom: '?key=key-canary', dingtalk: '?access_token=key-canary', feishu: 'key-canary' };
    return `${this.#door.origin}${paths[make]}${key[make]}`;
  }

  #answer(asked: Asked): Reply {
    const make = (Object.keys(paths) as Make[]).find((m) => asked.path.startsWith(paths[m]));
    if (!make) return { status: 404, body: 'no such page' };
    const body = JSON.parse(asked.body.toString('utf8')) as Body;
    const code = this.#refusal(make, asked, body);
    if (code !== null) return { body: make === 'feishu' ? { code, msg: words[code] } : { errcode: code, errmsg: words[code] } };
    this.said.push({ make, at: this.#options.now(), ...readers[make](body) });
    return { body: make === 'feishu' ? { code: 0, msg: 'success', data: {} } : { errcode: 0, errmsg: 'ok' } };
  }

  #refusal(make: Make, asked: Asked, body: Body): number | null {
    const key = make === 'feishu' ? asked.path.slice(paths.feishu.length) : (asked.query.get('key') ?? asked.query.get('access_token'));
    if (key !== 'key-canary') return { wecom: 93000, dingtalk: 300001, feishu: 19001 }[make];
    if (!this.#isSigned(make, asked, body)) return make === 'dingtalk' ? 310000 : 19021;
    if (this.#isTooMuch(make)) return { wecom: 45009, dingtalk: 130101, feishu: 11232 }[make];
    if (make === 'wecom' && Buffer.byteLength(body.markdown?.content ?? '') > 4096) return 40058;
    return asked.body.length > 20_480 ? { wecom: 40058, dingtalk: 460101, feishu: 19002 }[make] : null;
  }

  #isSigned(make: Make, { query }: Asked, body: Body): boolean {
    const { secret, now } = this.#options;
    if (secret === undefined || make === 'wecom') return true;
    const at = make === 'dingtalk' ? query.get('timestamp') : body.timestamp;
    const given = (make === 'dingtalk' ? query.get('sign') : body.sign) ?? '';
    if (Math.abs(Number(at) * (make === 'dingtalk' ? 1 : 1_000) - now()) > 3_600_000) return false;
    const text = `${at}\n${secret}`;
    const right = make === 'dingtalk' ? createHmac('sha256', secret).update(text) : createHmac('sha256', text);
    const wanted = right.digest();
    const got = Buffer.from(given, 'base64');
    return got.length === wanted.length && timingSafeEqual(got, wanted);
  }

  #isTooMuch(make: Make): boolean {
    const now = this.#options.now();
    if (now < this.#shutUntil) return true;
    const times = this.#times[make];
    const over = spans[make].find(({ count, perMs }) => times.filter((t) => t > now - perMs).length >= count);
    if (over) this.#shutUntil = now + over.shutMs;
    else times.push(now);
    return over !== undefined;
  }
}

const words: Readonly<Record<number, string>> = {
  93000: 'invalid webhook url',
  300001: 'token is not exist',
  19001: 'param invalid: incoming webhook access token invalid',
  310000: 'sign not match',
  19021: 'sign match fail or timestamp is not within one hour from current time',
  45009: 'api freq out of limit',
  130101: 'send too fast, exceed 20 times per minute',
  11232: 'frequency limited psm',
  40058: 'markdown.content exceed max length 4096',
  460101: 'message too long, exceed 20000 bytes',
  19002: 'params error, msg too long',
};

interface Body {
  readonly timestamp?: string;
  readonly sign?: string;
  readonly markdown?: { readonly content?: string; readonly text?: string; readonly title?: string };
  readonly at?: { readonly atUserIds?: readonly string[]; readonly isAtAll?: boolean };
  readonly card?: { readonly header?: { readonly title: { readonly content: string } }; readonly elements: readonly Element[] };
}

interface Element {
  readonly text?: { readonly tag: string; readonly content: string };
  readonly actions?: readonly { readonly url: string }[];
}

type Read = Pick<Said, 'text' | 'mentioned' | 'links' | 'bytes'>;

const linksIn = (markdown: string): string[] => [...markdown.matchAll(/!?\[[^\]]*\]\(([^)]*)\)/gu)].map((m) => m[1] ?? '');

/** What each client makes of a message: who is mentioned, what can be followed. */
const readers: Readonly<Record<Make, (body: Body) => Read>> = {
  wecom({ markdown }) {
    const text = markdown?.content ?? '';
    return {
      text,
      mentioned: [...text.matchAll(/<@([^>]+)>/gu)].map((m) => m[1] ?? ''),
      links: linksIn(text),
      bytes: Buffer.byteLength(text),
    };
  },
  dingtalk({ markdown, at }) {
    const text = markdown?.text ?? '';
    const mentioned = at?.isAtAll ? ['all'] : (at?.atUserIds ?? []).filter((user) => text.includes(`@${user}`));
    return { text, mentioned, links: linksIn(text), bytes: Buffer.byteLength(text) };
  },
  feishu({ card }) {
    const elements = card?.elements ?? [];
    const marked = elements.flatMap(({ text }) => (text?.tag === 'lark_md' ? [text.content] : [])).join('\n');
    const text = [card?.header?.title.content ?? '', ...elements.map((e) => e.text?.content ?? '')].filter(Boolean).join('\n');
    const mentioned = [...marked.matchAll(/<at id=([^>]+)><\/at>/gu)].map((m) => m[1] ?? '');
    const links = [...linksIn(marked), ...elements.flatMap((e) => (e.actions ?? []).map((a) => a.url))];
    return { text, mentioned, links, bytes: Buffer.byteLength(JSON.stringify(card)) };
  },
};
