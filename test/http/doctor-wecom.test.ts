import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diagnoseWecom } from '../../adapters/im/wecom/diagnose.ts';
import { SendCount } from '../../adapters/im/wecom/send-count.ts';
import { diagnoseWecomBot } from '../../adapters/im/wecom-aibot/diagnose.ts';
import type { ChatSeen, Finding, Here, Running, Verdict } from '../../app/doctor/check.ts';
import { wecom } from '../../app/doctor/checks/wecom.ts';
import { wecomListening } from '../../app/doctor/checks/wecom-listening.ts';
import { Chat } from '../../domain/chat/chat.ts';
import { kinds, type Kind } from '../../domain/resource/kinds.ts';
import { resourcesOf, type Resource } from '../../domain/resource/resource.ts';
import type { EarsState } from '../../ports/chat-ears.ts';
import type { Expected, FoundOnWecom } from '../../ports/chat-diagnosis.ts';
import { OutsideError } from '../../ports/errors.ts';
import { chatDoor, type DoorNote } from '../../ports/upkeep.ts';
import { Wecom } from '../emulators/wecom/wecom.ts';
import { memoryInHand } from '../harness/chat-memory.ts';
import { HandClock } from '../harness/hand-clock.ts';

/** 2026-11-23 09:30 in Shanghai. */
const now = Date.parse('2026-11-23T01:30:00Z');
const minute = 60_000;
const doc = (kind: Kind, name: string, spec: object): Resource => ({ kind, name, spec: kinds[kind].parse(spec) }) as Resource;

const firm = [
  doc('person', 'ana', { chat: { wecom: 'AnNa' } }),
  doc('person', 'bo', { chat: { wecom: 'bo' } }),
  doc('person', 'chen', { displayName: '陈总' }),
  doc('channel', 'ops', { platform: 'wecom', to: 'chat:opsroom' }),
  doc('channel', 'desk', { platform: 'wecom', to: 'user:bo' }),
  doc('schedule', 'desk', { layers: [{ people: ['bo', 'chen'] }] }),
];
const keys = { token: 'tocsin', encodingAesKey: 'a'.repeat(43) };
const app = { type: 'wecom', corpId: 'ww1', agentId: '1000002', secret: 's', ...keys };
const bot = { type: 'wecom-aibot', botId: 'b', secret: 's' };

interface Told {
  readonly diagnosed?: readonly FoundOnWecom[];
  readonly asked?: (expected: Expected) => void;
}
const chatOf = (spec: { readonly type: string }, { diagnosed = [], asked }: Told = {}): ChatSeen => ({
  name: spec.type,
  spec: Chat.parse(spec),
  diagnose: async (expected) => (asked?.(expected), diagnosed),
});
const findingsOf = async (told: Told): Promise<readonly Finding[]> =>
  wecom.look({ now, chats: [chatOf(app, told)], config: { resources: resourcesOf(firm) } } as unknown as Here);

const said: readonly [FoundOnWecom, Verdict, found: string, fix: string | null][] = [
  [{ code: 'let-in', team: 'ww1', bot: 'Tocsin' }, 'well', 'Let into ww1 as the app “Tocsin”', null],
  [{ code: 'token-refused', raw: '40001 invalid credential' }, 'wrong', '(40001 invalid credential)', 'The Secret is wrong'],
  [{ code: 'corp-unknown', raw: '40013 invalid corpid' }, 'wrong', '(40013 invalid corpid)', 'begins with ww'],
  [{ code: 'unreachable', raw: 'ENOTFOUND' }, 'wrong', 'cannot be reached: ENOTFOUND', 'network and proxy'],
  [{ code: 'unreachable', raw: 'timeout' }, 'wrong', 'no answer within 6 s', 'network and proxy'],
  [{ code: 'ip-refused', ip: '203.0.113.7' }, 'wrong', '203.0.113.7 is no trusted IP', 'Add 203.0.113.7 at'],
  [{ code: 'ip-refused', ip: null }, 'wrong', 'the address this machine goes out by is no trusted IP', '企业可信IP'],
  [{ code: 'app-unknown', raw: '301002 not allow' }, 'wrong', 'The AgentId is not of the app', 'same page'],
  [{ code: 'app-off' }, 'wrong', 'switched off', 'Switch it on'],
  [{ code: 'root-hidden' }, 'wrong', '60011', 'choose the root department'],
  [{ code: 'rooms-allowed' }, 'well', 'Groups can be made', null],
  [{ code: 'user-unknown', user: 'AnNa' }, 'wrong', 'ana (AnNa): not known in WeCom', 'chat.wecom'],
  [{ code: 'user-hidden', user: 'bo' }, 'wrong', 'bo: does not see the app', 'choose the root department'],
  [{ code: 'user-inactive', user: 'bo' }, 'wrong', 'has not activated WeCom', 'sign in to WeCom once'],
  [{ code: 'user-deactivated', user: 'bo' }, 'wrong', 'disabled in WeCom', 'chat.wecom'],
  [{ code: 'conv-unknown', conv: 'chat:opsroom' }, 'wrong', 'Channel ops (chat:opsroom): no group', 'platform: robot'],
  [{ code: 'menu-missing' }, 'warn', 'no menu', 'Make the menu'],
  [{ code: 'menu-there', count: 3 }, 'well', '3 entries', null],
  [{ code: 'call-refused', method: 'agent/get', raw: '48002 api forbidden' }, 'wrong', 'refuses agent/get (48002', 'devtool'],
  [{ code: 'not-looked-at', what: 'users', count: 12, raw: '45009 api freq' }, 'unknown', '12 people were not looked at', 'Look again'],
];
describe('what was found in WeCom is said', () => {
  test.each(said)('%j', async (diagnosed, verdict, found, fix) => {
    const [finding] = await findingsOf({ diagnosed: [diagnosed] });
    expect(finding).toMatchObject({ verdict, code: `wecom.${diagnosed.code}`, found: { en: expect.stringContaining(found) } });
    expect(finding && 'fix' in finding ? finding.fix.en : null).toEqual(fix === null ? null : expect.stringContaining(fix));
    expect(finding?.found.zh).toMatch(/\p{Script=Han}/u);
  });

  test('those on call soon are asked about first, and of channels only groups', async () => {
    let expected: Expected | null = null;
    await findingsOf({ asked: (given) => void (expected = given) });
    expect(expected).toEqual({ users: ['bo', 'AnNa'], groups: [], convs: ['chat:opsroom'] });
  });

  test('who is on call soon without a user is named, once WeCom lets us in', async () => {
    const found = await findingsOf({ diagnosed: [{ code: 'let-in', team: 'ww1', bot: 'Tocsin' }] });
    expect(found.map(({ code }) => code)).toEqual(['wecom.let-in', 'wecom.on-call-without-id']);
    expect(found[1]?.found).toEqual({
      zh: '陈总 未来 7 天值班，还没有关联企业微信',
      en: '陈总 is on call within 7 days and not linked to a WeCom user',
    });
  });
});

describe('a WeCom is asked', () => {
  let corp: Wecom;
  const expected: Expected = { users: ['ana', 'bo', 'nobody'], groups: [], convs: ['chat:nogroup'] };
  const codes = async (more: object = {}): Promise<string[]> => (await look(more)).map(({ code }) => code);
  const look = (more: object = {}) =>
    diagnoseWecom({ corpId: corp.corpId, agentId: String(corp.agentId), secret: corp.secret, url: corp.apiUrl, ...more }, expected);
  beforeEach(async () => {
    corp = await new Wecom().listen();
    corp.user('ana');
    corp.user('bo', { active: false });
  });
  afterEach(() => corp.stop());

  test('what works and what is missing; nothing is posted or changed', async () => {
    const found = await look();
    expect(found).toEqual(
      expect.arrayContaining([
        { code: 'let-in', team: corp.corpId, bot: corp.corp.appName },
        { code: 'rooms-allowed' },
        { code: 'menu-missing' },
        { code: 'user-inactive', user: 'bo' },
        { code: 'user-unknown', user: 'nobody' },
        { code: 'conv-unknown', conv: 'chat:nogroup' },
      ]),
    );
    expect(found).toHaveLength(6);
    expect(new Set(corp.calls.map(({ method }) => method))).toEqual(
      new Set(['gettoken', 'agent/get', 'appchat/get', 'menu/get', 'user/get']),
    );
  });

  test.each([
    ['a wrong secret', { secret: 'wrong' }, { code: 'token-refused', raw: '40001 invalid credential' }],
    ['a wrong corp', { corpId: 'wwother' }, { code: 'corp-unknown', raw: '40013 invalid corpid' }],
    ['the AgentId of another app', { agentId: '1000003' }, { code: 'app-unknown', raw: expect.stringMatching(/^301002 /u) }],
  ])('%s', async (_what, more, found) => {
    expect(await look(more)).toEqual([found]);
  });

  test('an address where nobody is', async () => {
    const gone = await new Wecom().listen();
    await gone.stop();
    expect(await look({ url: gone.apiUrl })).toEqual([{ code: 'unreachable', raw: 'ECONNREFUSED' }]);
  });

  test('an address that is not trusted is named as WeCom sees it', async () => {
    corp.blocksIp('203.0.113.7');
    expect(await look()).toEqual([{ code: 'ip-refused', ip: '203.0.113.7' }]);
  });

  test('without the root department no groups; hidden people are named', async () => {
    corp.withdrawsRoot();
    expect(await codes()).toContain('root-hidden');
    corp.goesWrong('user/get', { errcode: 60011 });
    expect(await look()).toContainEqual({ code: 'user-hidden', user: 'ana' });
  });

  test.each([
    [86001, true],
    [86003, true],
    [-1, false],
    [45009, false],
    [48002, false],
  ] as const)('asked for a group that is not there, WeCom answers %i: that it may make groups is said: %s', async (errcode, isSaid) => {
    corp.goesWrong('appchat/get', { errcode });
    const found = (await look()).filter(({ code }) => code === 'rooms-allowed' || code === 'call-refused');
    expect(found).toEqual([
      isSaid ? { code: 'rooms-allowed' } : { code: 'call-refused', method: 'appchat/get', raw: expect.stringContaining(`${errcode} `) },
    ]);
  });

  test.each([
    ['breaks', 'UND_ERR_SOCKET'],
    [{ status: 502 }, 'HTTP 502'],
  ] as const)('%j: not reached, and the secret is in no word of it', async (trouble, raw) => {
    corp.goesWrong('agent/get', trouble);
    expect(await look()).toEqual([{ code: 'unreachable', raw }]);
  });

  test('where WeCom wants no more questions, the rest is not looked at', async () => {
    corp.goesWrong('user/get', { errcode: 45009 }, 3);
    expect(await look()).toContainEqual({ code: 'not-looked-at', what: 'users', count: 3, raw: '45009 api freq out of limit' });
  });

  test('with a menu it says so', async () => {
    corp.corp.menu = { button: [{ type: 'click', name: '谁在值班', key: 'who' }] };
    expect(await look()).toContainEqual({ code: 'menu-there', count: 1 });
  });
});

describe('a robot is tried', () => {
  let corp: Wecom;
  beforeEach(async () => void (corp = await new Wecom().listen()));
  afterEach(() => corp.stop());
  const tried = (more: object = {}) => diagnoseWecomBot({ url: corp.botUrl, ...corp.bot, ...more });

  test('it is let in, and hangs up', async () => {
    expect(await tried()).toEqual([{ code: 'connected' }]);
    await corp.until(() => corp.connections === 0, 'the connection is over');
  });

  test('with another secret it is not', async () => {
    expect(await tried({ secret: 'wrong' })).toMatchObject([{ code: 'token-refused', raw: expect.stringMatching(/^85\d{4} /u) }]);
  });

  test('where nobody answers it is not reached', async () => {
    corp.shuts();
    expect(await tried()).toMatchObject([{ code: 'unreachable', host: new URL(corp.botUrl).host }]);
  });
});

describe('listening', () => {
  interface Seen {
    readonly door?: Partial<DoorNote>;
    readonly publicUrl?: string;
    readonly status?: number;
    readonly ears?: EarsState;
    readonly isMade?: boolean;
    readonly keysMadeAt?: number;
  }
  const look = async (spec: { readonly type: string }, seen: Seen): Promise<readonly Finding[]> => {
    const { door, publicUrl = 'https://tocsin.example.com', status, ears, isMade = true, keysMadeAt = null } = seen;
    const outward = async () => {
      if (status === undefined) throw new OutsideError('transient', 'wecom: tocsin.example.com cannot be reached');
      return { status, headers: {}, text: '' };
    };
    const ims = isMade ? [{ id: spec.type, ears: { state: () => ears } }] : [];
    const doors = async () => (door ? { [chatDoor('wecom')]: { at: null, failedAt: null, failedStatus: null, ...door } } : {});
    const running = {
      now,
      chats: [chatOf(spec)],
      ims,
      outward,
      publicUrl,
      upkeep: { doors },
      memoryOf: () => ({ read: async () => (keysMadeAt === null ? null : String(keysMadeAt)) }),
    };
    return wecomListening.look(running as unknown as Running);
  };

  test.each<[Seen, [Verdict, string][]]>([
    [{ door: { at: now - 3 * minute } }, [['well', 'wecom.called']]],
    [{ door: { at: now - 3 * minute, failedAt: now - 5 * minute, failedStatus: 403 } }, [['well', 'wecom.called']]],
    [{ door: { at: now - 3 * minute, failedAt: now - minute, failedStatus: 403 } }, [['warn', 'wecom.callback-refused']]],
    [{ door: { at: now - 3 * minute }, keysMadeAt: now - 3 * minute }, [['well', 'wecom.called']]],
    [{ door: { at: now - 3 * minute }, keysMadeAt: now - minute }, [['wrong', 'wecom.keys-unused']]],
    [
      { door: { at: now - 3 * minute, failedAt: now - 2 * minute, failedStatus: 403 }, keysMadeAt: now - minute },
      [['wrong', 'wecom.keys-unused']],
    ],
    [
      { door: { at: now - 3 * minute, failedAt: now - minute, failedStatus: 403 }, keysMadeAt: now - 2 * minute },
      [['warn', 'wecom.callback-refused']],
    ],
    [{ door: { failedAt: now - minute, failedStatus: 500 } }, [['wrong', 'wecom.callback-refused']]],
    [
      { status: 200 },
      [
        ['well', 'wecom.address-answers'],
        ['warn', 'wecom.never-called'],
      ],
    ],
    [
      { publicUrl: 'http://127.0.0.1:8080' },
      [
        ['wrong', 'wecom.no-public-address'],
        ['warn', 'wecom.never-called'],
      ],
    ],
    [
      {},
      [
        ['warn', 'wecom.address-silent'],
        ['warn', 'wecom.never-called'],
      ],
    ],
    [{ isMade: false }, [['wrong', 'wecom.not-started']]],
  ])('the app: %j', async (seen, found) => {
    expect((await look(app, seen)).map(({ verdict, code }) => [verdict, code])).toEqual(found);
  });

  test('who got as much as WeCom takes is named', async () => {
    const clock = new HandClock(now);
    const count = new SendCount({ name: 'wecom', clock, memory: memoryInHand(clock), noted: () => {} });
    for (let sent = 0; sent < 21; sent += 1) await count.take('bo', { urgency: 'card', key: `${sent}` });
    expect(await count.full()).toEqual([]);
    const reachedNobody = await count.take('bo', { urgency: 'card', key: 'last' });
    expect(await count.full()).toEqual(['bo']);
    await reachedNobody();
    expect(await count.full()).toEqual([]);
    for (let tries = 0; tries < 5; tries += 1) await count.take('bo', { urgency: 'card', key: 'last' });
    expect(await count.full()).toEqual(['bo']);
    const ims = [{ id: 'wecom', ears: { state: () => null }, full: () => count.full() }];
    const doors = async () => ({ [chatDoor('wecom')]: { at: now, failedAt: null, failedStatus: null } });
    const found = await wecomListening.look({
      now,
      chats: [chatOf(app)],
      ims,
      upkeep: { doors },
      memoryOf: () => ({ read: async () => null }),
    } as unknown as Running);
    expect(found.map(({ code }) => code)).toEqual(['wecom.called', 'wecom.full']);
    expect(found[1]?.found.en).toContain('bo got as many messages as WeCom takes');
    clock.jump(60_001);
    expect(await count.full()).toEqual([]);
  });

  test.each<[Pick<EarsState, 'state' | 'ended'>, Verdict, string]>([
    [{ state: 'listening' }, 'well', 'wecom-aibot.listening'],
    [{ state: 'connecting' }, 'warn', 'wecom-aibot.connecting'],
    [{ state: 'standby' }, 'well', 'wecom-aibot.standby'],
    [{ state: 'lost' }, 'wrong', 'wecom-aibot.not-listening'],
    [{ state: 'lost', ended: 'refused' }, 'wrong', 'wecom-aibot.refused'],
    [{ state: 'lost', ended: 'taken' }, 'wrong', 'wecom-aibot.taken'],
  ])('the robot: %j', async (state, verdict, code) => {
    const found = await look(bot, { ears: { ...state, since: now - minute, because: null } });
    expect(found).toMatchObject([{ verdict, code }]);
  });

  test.each([
    ['no answer to our pings', '没有连接（60 秒前）：心跳没有应答', 'not connected since 60 s ago: no answer to our pings'],
    ['the connection ended (1006)', '没有连接（60 秒前）：连接已断开（1006）', 'not connected since 60 s ago: the connection ended (1006)'],
    ['ECONNREFUSED', '没有连接（60 秒前）：ECONNREFUSED', 'not connected since 60 s ago: ECONNREFUSED'],
  ])('the robot is lost for %s', async (because, zh, en) => {
    const [found] = await look(bot, { ears: { state: 'lost', since: now - minute, because } });
    expect(found?.found).toEqual({ zh: `wecom-aibot：${zh}`, en: `wecom-aibot: ${en}` });
  });
});
