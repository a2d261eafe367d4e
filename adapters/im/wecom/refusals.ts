import type { RoomLoss } from '../../../domain/incident/incident.ts';
import type { Words } from '../../../domain/text/lang.ts';
import { OutsideError, type FailureClass } from '../../../ports/errors.ts';

/** What an errcode of WeCom means to us. `retryAfterMs` where it asks us to wait and does not say how long. */
interface Meaning {
  readonly failure: FailureClass;
  readonly fix: Words;
  readonly retryAfterMs?: number;
  readonly room?: RoomLoss;
}

const credentials: Words = {
  zh: '请重新复制企业 ID（我的企业）和 Secret（应用详情页）。',
  en: 'Copy the corp id (My company) and the Secret (the page of the app) again.',
};
const visible: Words = {
  zh: '请把此人加入应用的可见范围，或改正人员中填写的 userid。',
  en: 'Add them to the visible range of the app, or correct chat of the person.',
};
const ours: Words = {
  zh: '企业微信不接受 Tocsin 的这个请求；错误码说明见 developer.work.weixin.qq.com。',
  en: 'Tocsin asked for something that WeCom does not take; see the error codes at developer.work.weixin.qq.com.',
};

const meanings: readonly (readonly [codes: string, meaning: Meaning])[] = [
  ['-1', { failure: 'transient', fix: { zh: '企业微信繁忙，会自动重试。', en: 'WeCom is busy; it is tried again.' } }],
  [
    '45009',
    {
      failure: 'rate-limited',
      fix: { zh: '企业微信暂时不再接受这类请求，一分钟后再发。', en: 'WeCom takes no more of these for now; it goes out in a minute.' },
      retryAfterMs: 60_000,
    },
  ],
  [
    '45033',
    {
      failure: 'rate-limited',
      fix: { zh: '同时发出的太多，稍后再发。', en: 'WeCom takes fewer at the same time; it goes out in a moment.' },
      retryAfterMs: 1_000,
    },
  ],
  // Of the token, not of what it was got with: another is asked for at the next try.
  [
    '40014 42001',
    {
      failure: 'transient',
      fix: { zh: 'access_token 已失效，会换一个重试。', en: 'The access token had ended; it is tried again with another.' },
    },
  ],
  ['40001 40013 41001 41002 41004', { failure: 'auth', fix: credentials }],
  [
    '40056 301002',
    {
      failure: 'auth',
      fix: {
        zh: '请填写这个应用自己的 AgentId（应用详情页），并确认应用已启用。',
        en: 'Write the AgentId of this very app (on its page), and see that the app is switched on.',
      },
    },
  ],
  [
    '48002',
    {
      failure: 'forbidden',
      fix: {
        zh: '应用没有这个接口的权限：请在企业微信管理后台查看。',
        en: 'The app may not use this interface: see what it is allowed in the admin console of WeCom.',
      },
    },
  ],
  [
    '60011',
    {
      failure: 'forbidden',
      fix: {
        zh: '请把最上级部门加入应用的可见范围：建群需要它。',
        en: 'Put the root department into the visible range of the app: group chats need it.',
      },
    },
  ],
  [
    '60020',
    {
      failure: 'auth',
      fix: {
        zh: '请把这个 IP 加入应用的企业可信IP（应用详情页底部）。',
        en: 'Add that address to the trusted IPs of the app (its page, at the bottom).',
      },
    },
  ],
  ['40003 46004 60111 81013', { failure: 'not-found', fix: visible }],
  ['86001 86003', { failure: 'not-found', fix: { zh: '应用没有这个群。', en: 'There is no such group of the app.' }, room: 'without-us' }],
  ['86215', { failure: 'already-done', fix: { zh: '这个 id 的群已经存在。', en: 'There is a group with this id already.' } }],
];

const known = new Map(meanings.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [Number(code), meaning] as const)));

/** A code that is new to us is a fault of ours. */
export const meaningOf = (errcode: number): Meaning => known.get(errcode) ?? { failure: 'invalid', fix: ours };

/** WeCom said no, with a code of its own. */
export class WecomRefusal extends OutsideError {
  readonly errcode: number;
  /** In its own words. */
  readonly said: string;
  override readonly room: RoomLoss | null;
  override readonly words: Words;

  constructor(where: string, { errcode, said }: { errcode: number; said: string }) {
    const { failure, fix, retryAfterMs = null, room = null } = meaningOf(errcode);
    const words = {
      zh: `${where} 被拒绝（错误码 ${errcode}：${said}）。${fix.zh}`,
      en: `${where} refused (errcode ${errcode}: ${said}). ${fix.en}`,
    };
    super(failure, words.en, retryAfterMs);
    this.words = words;
    this.errcode = errcode;
    this.said = said;
    this.room = room;
  }
}

/** The code of a refusal; null for any other failure. */
export const errcodeOf = (error: unknown): number | null => (error instanceof WecomRefusal ? error.errcode : null);

/** Whether a refusal is about something, as far as WeCom says so. */
export const isAbout = (error: unknown, what: RegExp): boolean => error instanceof WecomRefusal && what.test(error.said);
