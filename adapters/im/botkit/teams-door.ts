import type { ChatCallback } from '../../../ports/chat-ears.ts';
import { answerOf, bodyOf, flat, plain } from './answer.ts';
import type { Adapter, Controller, Logic, Reference } from './botkit-of.ts';
import type { Answered, BotkitTold } from './calls.ts';
import { httpClient } from './http.ts';

/** Where a platform calls us, and what must be there before something goes to it. */
export interface Door {
  readonly controller: Controller;
  called(callback: ChatCallback): Promise<Answered>;
  /** Something will be sent there. */
  expect(reference: Reference): void;
}

/** Teams and whatever else the Bot Framework reaches. Who calls is looked at by the framework itself. */
export function teamsDoor({ appId, appPassword, tenantId, url }: BotkitTold, make: (config: object) => Controller): Door {
  const controller = make({
    adapterConfig: {
      appId,
      appPassword,
      clientOptions: { httpClient },
      ...(tenantId === null ? {} : { channelAuthTenant: tenantId }),
      ...(url === null ? {} : { openIdMetadata: `${url}/v1/.well-known/openidconfiguration` }),
    },
  });
  const { adapter } = controller as { adapter: Inner };
  const { credentials } = adapter;
  // Botkit has its own for new conversations, which knows nothing of our HTTP client.
  adapter.createConnectorClient = (serviceUrl) => adapter.createConnectorClientInternal(serviceUrl, credentials);
  // For each turn it would sign in anew.
  adapter.buildCredentials = async () => credentials;
  if (url !== null) credentials.getToken = tokens({ url, appId, appPassword });
  return { controller, expect: () => {}, called: (callback) => called(callback, controller, adapter) };
}

async function called({ method, headers, body }: ChatCallback, controller: Controller, adapter: Adapter): Promise<Answered> {
  const request = { method, headers: flat(headers), body: bodyOf(body) };
  if (method !== 'POST') return plain(405, 'Activities are posted here.');
  if (request.body === null) return plain(400, 'The body cannot be read.');
  const { response, answered } = answerOf();
  const turn: Logic = async (context) => void (await controller.handleTurn(context));
  const isStored = await adapter.processActivity(request, response, turn).then(
    () => true,
    () => false,
  );
  const answer = answered();
  if (answer.status === 401 || answer.status === 403) return unsigned;
  if (answer.status === 400) return plain(400, 'It is no activity of the Bot Framework.');
  // 501: a call that nobody here knows.
  return isStored || answer.status === 501 ? answer : plain(503, 'It could not be stored just now. Send it again.');
}

const unsigned = plain(403, 'The signature is missing or wrong. Check the app id.');

/** What of the adapter is not meant for others: its version is pinned, and the tests hold it. */
interface Inner extends Adapter {
  readonly credentials: Credentials;
  buildCredentials(): Promise<Credentials>;
  createConnectorClient(serviceUrl: string): unknown;
  createConnectorClientInternal(serviceUrl: string, credentials: Credentials): unknown;
}

interface Credentials {
  getToken(isFresh?: boolean): Promise<string>;
}

/** Earlier than it ends: a token on its way takes its time. */
const aheadMs = 300_000;

/** The library signs in at Microsoft's own addresses alone; elsewhere we ask by the same protocol. */
function tokens({ url, appId, appPassword }: { url: string; appId: string; appPassword: string }): Credentials['getToken'] {
  let kept: { readonly token: string; readonly until: number } | null = null;
  return async (isFresh = false) => {
    if (kept && !isFresh && Date.now() < kept.until) return kept.token;
    const asked = {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: appPassword,
      scope: 'https://api.botframework.com/.default',
    };
    const answer = await httpClient.sendRequest({
      url: `${url}/oauth2/v2.0/token`,
      method: 'POST',
      body: new URLSearchParams(asked).toString(),
      headers: { toJson: () => ({ 'content-type': 'application/x-www-form-urlencoded' }) },
    });
    const { access_token: token, expires_in: seconds } = JSON.parse((answer as { bodyAsText: string }).bodyAsText) as {
      access_token: string;
      expires_in: number;
    };
    kept = { token, until: Date.now() + seconds * 1_000 - aheadMs };
    return token;
  };
}
