import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const aliyunAccount = {
  accessKeyId: 'LTAI5tExampleKeyId',
  accessKeySecret: 'aliyun-secret-canary-0123456789',
  secret: 'aliyun-report-secret-canary',
};

export interface AliyunOrder {
  readonly action: 'SingleCallByTts' | 'IvrCall' | 'SendSms';
  readonly params: Readonly<Record<string, string>>;
  /** CallId or BizId. */
  readonly id: string;
  /** A code of six digits of a call; 1, 2 or 3 of a text. */
  state: string;
}

type Trouble = { readonly status: number; readonly code: string } | 'late';

/** Dyvmsapi and Dysmsapi 2017-05-25 of Alibaba Cloud on this machine: RPC over the query, each request's ACS3-HMAC-SHA256 signature checked, and
 *  its flow control of calls to one number. Written from the documentation. */
export async function startAliyun(): Promise<AliyunEmulator> {
  const emulator = new AliyunEmulator();
  await emulator.listen();
  return emulator;
}

export class AliyunEmulator {
  readonly orders: AliyunOrder[] = [];
  readonly #troubles: Trouble[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The document that makes Tocsin call here, with keys where there is a menu. */
  get carrier(): string {
    const { accessKeyId, accessKeySecret, secret } = aliyunAccount;
    const voice = `{ template: TTS_10001, showNumber: '057188773344', menu: { ack: TTS_10002, escalate: TTS_10003, resolve: TTS_10004, bye: TTS_10005 }, url: '${this.origin}' }`;
    const sms = `{ sign: 安全中心, template: SMS_20001, url: '${this.origin}' }`;
    return `{ kind: carrier, name: aliyun, spec: { type: aliyun, accessKeyId: ${accessKeyId}, accessKeySecret: ${accessKeySecret}, secret: ${secret}, voice: ${voice}, sms: ${sms} } }`;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  fails(...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  get last(): AliyunOrder {
    const order = this.orders.at(-1);
    if (!order) throw new Error('nothing was ordered');
    return order;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const send = (status: number, body: object): void =>
      void response
        .writeHead(status, { 'content-type': 'application/json;charset=utf-8' })
        .end(JSON.stringify({ RequestId: randomBytes(8).toString('hex'), ...body }));
    if (!isSigned(request))
      return send(403, { Code: 'SignatureDoesNotMatch', Message: 'Specified signature is not matched with our calculation.' });
    const trouble = this.#troubles.shift();
    if (trouble !== undefined && trouble !== 'late') return send(trouble.status, { Code: trouble.code, Message: 'as asked' });
    const params = Object.fromEntries(new URL(request.url ?? '', this.origin).searchParams);
    const done = this.#do(String(request.headers['x-acs-action']), params);
    if (trouble === 'late') return void response.destroy();
    send(200, done);
  }

  #do(action: string, params: Record<string, string>): object {
    switch (action) {
      case 'SingleCallByTts':
      case 'IvrCall':
        if ((params['OutId'] ?? '').length > 15) return { Code: 'isv.INVALID_PARAMETERS', Message: 'OutId' };
        return { Code: 'OK', Message: 'OK', CallId: this.#orders(action, params, '200101') };
      case 'SendSms':
        return { Code: 'OK', Message: 'OK', BizId: this.#orders(action, params, '1') };
      case 'QuerySendDetails':
        return { Code: 'OK', TotalCount: '1', SmsSendDetailDTOs: { SmsSendDetailDTO: this.#texts(params) } };
      case 'QueryCallDetailByCallId': {
        const call = this.orders.find((o) => o.id === params['CallId']);
        return call
          ? { Code: 'OK', Data: JSON.stringify({ callee: call.params['CalledNumber'], state: call.state, stateDesc: '' }) }
          : { Code: 'isv.CALL_ID_NOT_EXIST', Message: 'none' };
      }
      case 'QuerySmsTemplate':
        return { Code: 'OK', TemplateCode: params['TemplateCode'], TemplateStatus: 1 };
      default:
        return { Code: 'InvalidAction.NotFound', Message: action };
    }
  }

  #orders(action: AliyunOrder['action'], params: Record<string, string>, state: string): string {
    const id = `${randomBytes(6).readUIntBE(0, 6)}^${randomBytes(6).readUIntBE(0, 6)}`;
    this.orders.push({ action, params, id, state });
    return id;
  }

  #texts({ PhoneNumber, SendDate }: Record<string, string>): object[] {
    if (!/^\d{8}$/u.test(SendDate ?? '')) return [];
    return this.orders
      .filter((o) => o.action === 'SendSms' && o.params['PhoneNumbers'] === PhoneNumber)
      .map((o) => ({
        OutId: o.params['OutId'],
        SendStatus: Number(o.state),
        PhoneNum: PhoneNumber,
        ErrCode: o.state === '2' ? 'UNDELIVERABLE' : 'DELIVERED',
      }));
  }
}

/** https://help.aliyun.com/document_detail/2593177.html, step by step from what came over the wire. */
function isSigned({ method = '', url = '', headers }: IncomingMessage): boolean {
  const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/u.exec(headers.authorization ?? '');
  const [, id, signed = '', signature] = match ?? [];
  if (id !== aliyunAccount.accessKeyId) return false;
  if (Math.abs(Date.parse(String(headers['x-acs-date'])) - Date.now()) > 86_400_000 * 365) return false;
  const [path, query = ''] = url.split('?');
  const sorted = query.split('&').toSorted().join('&');
  const lines = signed
    .split(';')
    .map((name) => `${name}:${String(headers[name]).trim()}\n`)
    .join('');
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const canonical = [method, path, sorted, lines, signed, headers['x-acs-content-sha256']].join('\n');
  const wanted = createHmac('sha256', aliyunAccount.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha(canonical)}`)
    .digest('hex');
  return headers['x-acs-content-sha256'] === sha('') && wanted === signature;
}
