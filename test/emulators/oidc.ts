import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';

/** What the emulator does wrong on purpose, to see that it is refused. */
export interface Wrong {
  readonly claims?: JWTPayload;
  readonly unsigned?: boolean;
  readonly otherKey?: boolean;
  readonly noIdToken?: boolean;
}

interface Grant {
  readonly sub: string;
  readonly nonce: string;
  readonly challenge: string;
  readonly redirect: string;
  readonly claims: JWTPayload;
}

export const oidcClient = { clientId: 'tocsin', clientSecret: 'oidc-client-secret-canary' };

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

/** An OpenID provider on this machine: discovery, keys, codes with PKCE, tokens signed by RS256. */
export async function startOidc(): Promise<OidcEmulator> {
  const [keys, strangers] = await Promise.all([generateKeyPair('RS256', { extractable: true }), generateKeyPair('RS256')]);
  const emulator = new OidcEmulator(keys, strangers, await exportJWK(keys.publicKey));
  await emulator.listen();
  return emulator;
}

export class OidcEmulator {
  wrong: Wrong = {};
  readonly #keys: Keys;
  readonly #strangers: Keys;
  readonly #jwk: object;
  readonly #grants = new Map<string, Grant>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(keys: Keys, strangers: Keys, jwk: JWK) {
    this.#keys = keys;
    this.#strangers = strangers;
    this.#jwk = { ...jwk, kid: 'one', alg: 'RS256', use: 'sig' };
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  stop(): Promise<void> {
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  /** Signs somebody in who was sent to this address, and answers where the browser is sent back to. */
  signIn(authorizeUrl: string, sub: string, claims: JWTPayload = {}): string {
    const asked = new URL(authorizeUrl).searchParams;
    if (asked.get('code_challenge_method') !== 'S256') throw new Error('asked without PKCE');
    const code = randomUUID();
    const redirect = asked.get('redirect_uri') ?? '';
    const grant = { sub, nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '', redirect, claims };
    this.#grants.set(code, grant);
    const back = new URL(redirect);
    back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.issuer }).toString();
    return back.href;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration') return send(200, configuration(this.issuer));
    if (request.url === '/keys') return send(200, { keys: [this.#jwk] });
    if (request.url !== '/token' || request.method !== 'POST') return send(404, {});
    const grant = this.#granted(new URLSearchParams(await bodyOf(request)));
    if (!grant) return send(400, { error: 'invalid_grant' });
    const token = this.wrong.noIdToken ? {} : { id_token: await this.#idToken(grant) };
    send(200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, ...token });
  }

  /** A code is good once, for the client, the address and the proof it was given for. */
  #granted(form: URLSearchParams): Grant | null {
    const code = form.get('code') ?? '';
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isClient = form.get('client_id') === oidcClient.clientId && form.get('client_secret') === oidcClient.clientSecret;
    return grant && isClient && proof === grant.challenge && form.get('redirect_uri') === grant.redirect ? grant : null;
  }

  async #idToken({ sub, nonce, claims }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const said = { iss: this.issuer, aud: oidcClient.clientId, sub, nonce, iat: now, exp: now + 300, ...claims, ...this.wrong.claims };
    if (this.wrong.unsigned) return new UnsecuredJWT(said).encode();
    const { privateKey } = this.wrong.otherKey ? this.#strangers : this.#keys;
    return new SignJWT(said).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(privateKey);
  }
}

const configuration = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/keys`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
