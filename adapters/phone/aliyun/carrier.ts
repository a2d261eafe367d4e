import type { AliyunCarrier } from '../../../domain/people/carrier-aliyun.ts';
import type { ReachCode, Report } from '../../../domain/page/report.ts';
import { ReachError, type FailureClass } from '../../../ports/errors.ts';
import type { Asked, Carrier, PhoneOrder } from '../../../ports/phone.ts';
import { callReport, hearAliyun } from './receive.ts';
import { Answer } from './schema.ts';
import { signedRequest, type Ask } from './signed.ts';

interface Parts {
  readonly name: string;
  readonly spec: AliyunCarrier;
  /** UTC ms. */
  readonly now: () => number;
}

const version = '2017-05-25';
const timeoutMs = 10_000;
/** "Voice notice" and "IVR" among Alibaba Cloud's products: https://help.aliyun.com/zh/vms/through-the-call-id-for-call-records */
const products = { notice: '11000000300006', interactive: '11000000300005' };

/** Calls and texts by Alibaba Cloud, whose words are approved templates: only their variables are ours. Calls with a bought number and a menu
 *  take keys, others only say that there is something. Texts are known by our own id. */
export function aliyunCarrier({ name, spec, now }: Parts): Carrier {
  const ask = (url: string, what: Omit<Ask, 'version'>): Promise<Answer> =>
    answered(name, signedRequest(url, { ...what, version }, spec, { now: now() }));
  const { voice, sms } = spec;
  return {
    name,
    ...(voice && {
      call: async (order: PhoneOrder) => {
        const { CallId } = await ask(voice.url, callOf(order, voice));
        return { ref: CallId ?? order.id };
      },
    }),
    ...(sms && {
      text: async (order: PhoneOrder) => {
        const params = { SignName: sms.sign, TemplateCode: sms.template, TemplateParam: filled(sms.variables, order) };
        await ask(sms.url, { action: 'SendSms', params: { PhoneNumbers: localNumber(order.to), OutId: order.id, ...params } });
        return { ref: order.id };
      },
      find: async (order: PhoneOrder, by: 'phone' | 'sms') => (by === 'sms' ? textDetail(order, (a) => ask(sms.url, a)) : null),
    }),
    look: async (asked) => {
      if (asked.by === 'sms') return sms ? textDetail(asked, (a) => ask(sms.url, a)) : null;
      return voice ? callDetail(asked, voice, (a) => ask(voice.url, a)) : null;
    },
    hear: (callback) => hearAliyun(callback, spec.secret),
    check: async () => {
      if (sms) await ask(sms.url, { action: 'QuerySmsTemplate', params: { TemplateCode: sms.template } });
      if (voice)
        await ask(voice.url, {
          action: 'QueryCallDetailByCallId',
          params: { CallId: 'none^0', ProdId: products.notice, QueryDate: now() },
        }).catch(unlessShut);
    },
  };
}

/** That there is no such call is a sign of life. */
function unlessShut(e: unknown): void {
  if (e instanceof ReachError && e.failure === 'invalid') return;
  throw e;
}

const localNumber = (to: string): string => (to.startsWith('+86') ? to.slice(3) : to.slice(1));

function filled(variables: Readonly<Record<string, keyof PhoneOrder['parts'] | 'text'>>, { parts, text }: PhoneOrder): string {
  const all = { ...parts, text };
  return JSON.stringify(Object.fromEntries(Object.entries(variables).map(([variable, part]) => [variable, all[part]])));
}

function callOf(order: PhoneOrder, voice: NonNullable<AliyunCarrier['voice']>): Omit<Ask, 'version'> {
  const { template, showNumber, menu, playTimes, variables } = voice;
  const to = { CalledNumber: localNumber(order.to), CalledShowNumber: showNumber, OutId: order.id, PlayTimes: playTimes };
  const said = filled(variables, order);
  if (menu === undefined) return { action: 'SingleCallByTts', params: { ...to, TtsCode: template, TtsParam: said } };
  const keys = [
    ['4', menu.ack],
    ['5', menu.escalate],
    ['6', menu.resolve],
  ].filter(([, code]) => code !== undefined);
  const map = Object.fromEntries(
    keys.flatMap(([digit, code], i) => [
      [`MenuKeyMap.${i + 1}.Key`, digit],
      [`MenuKeyMap.${i + 1}.Code`, code],
    ]),
  );
  return { action: 'IvrCall', params: { ...to, StartCode: template, StartTtsParams: said, ByeCode: menu.bye, Timeout: 10_000, ...map } };
}

/** By the day in China on which it was sent; our own id tells it from others to the same number. */
async function textDetail(
  { id, to, since }: Pick<Asked, 'id' | 'to' | 'since'>,
  ask: (a: Omit<Ask, 'version'>) => Promise<Answer>,
): Promise<Report | null> {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(since).replaceAll('-', '');
  const params = { PhoneNumber: localNumber(to), SendDate: day, PageSize: 50, CurrentPage: 1 };
  const { SmsSendDetailDTOs: all } = await ask({ action: 'QuerySendDetails', params });
  const found = all?.SmsSendDetailDTO.find((each) => each.OutId === id);
  if (!found) return null;
  const word = found.SendStatus === 3 ? 'delivered' : found.SendStatus === 2 ? 'undelivered' : 'sent';
  return { word, ref: id, seq: null, ...(word === 'undelivered' && found.ErrCode ? { raw: found.ErrCode } : {}) };
}

async function callDetail(
  { ref, since }: Asked,
  { menu }: NonNullable<AliyunCarrier['voice']>,
  ask: (a: Omit<Ask, 'version'>) => Promise<Answer>,
): Promise<Report | null> {
  const params = { CallId: ref, ProdId: menu ? products.interactive : products.notice, QueryDate: since };
  const { Data } = await ask({ action: 'QueryCallDetailByCallId', params });
  const code = /"(?:state|statusCode)"\s*:\s*"?(\d{6})/u.exec(Data ?? '')?.[1];
  return code === undefined ? null : callReport(ref, code);
}

/** The answer, or why there is none. */
async function answered(who: string, request: Request): Promise<Answer> {
  const response = await fetch(request, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' }).catch((e: unknown) => {
    throw new ReachError('transient', 'carrier-down', { who, raw: e instanceof Error ? e.name : 'no answer' });
  });
  const text = await response.text().catch(() => '');
  const answer = answerOf(text);
  const code = answer.Code ?? (response.ok ? 'OK' : `HTTP ${response.status}`);
  if (response.ok && code === 'OK') return answer;
  const [failure, reach] = failureOf(code, response.status);
  throw new ReachError(failure, reach, { who, raw: [code, answer.Message?.slice(0, 200)].filter(Boolean).join(' ') });
}

function answerOf(text: string): Answer {
  try {
    return Answer.parse(JSON.parse(text));
  } catch {
    return {};
  }
}

/** https://help.aliyun.com/zh/vms and /zh/sms: error codes. */
function failureOf(code: string, status: number): readonly [FailureClass, ReachCode] {
  if (/LIMIT_CONTROL|DAY_LIMIT|FLOW_CONTROL/iu.test(code)) return ['forbidden', 'over-budget'];
  if (/MOBILE_NUMBER_ILLEGAL|INVALID_NUMBER|CALLED_NUMBER|BLACK_KEY|MOBILE_COUNT/iu.test(code)) return ['invalid', 'number-refused'];
  if (/Throttling/iu.test(code) || status === 429) return ['rate-limited', 'carrier-down'];
  if (/AccessKey|Signature|Forbidden|RAM_PERMISSION|NoPermission/iu.test(code) || status === 401 || status === 403)
    return ['auth', 'carrier-refused'];
  if (/SYSTEM_ERROR|InternalError|ServiceUnavailable/iu.test(code) || status >= 500) return ['transient', 'carrier-down'];
  return ['invalid', 'carrier-refused'];
}
